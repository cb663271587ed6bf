"""A text as DOCX: in one language, or in both as a table of two columns. Word may change it and it is read again.

The style of a paragraph says its kind and depth, a bookmark around its words says which paragraph it is (``p_es_`` and
the signs of its identity), a run in the style ``crm-label`` is its label. A part of our own XML carries the facts.
How the text was adopted is printed behind its words; like what stands above them, it is of no paragraph.
Signs that XML forbids become U+FFFD.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from lxml import etree

from declarations.adoption_words import adoption_lines
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.forms_of_text import docx_styles as styles
from declarations.forms_of_text.docx_package import W, add, packed, w
from declarations.forms_of_text.facts import facts_of
from declarations.forms_of_text.signs import (
    MISSING,
    SUMMARY,
    is_missing,
    languages_in,
    other_than,
    xml_safe,
)

Element = etree._Element
CRM = "urn:crm-rcm:text:1"
FORMAT = "crm-text-docx/1"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMES = {"es": "Español", "en": "English"}
EDITION = {"es": "Edición {} · {} · código {}", "en": "Edition {} · {} · code {}"}
PAGE = {"w": 11906, "h": 16838}  # A4 in twentieths of a point
MARGIN = 1247
WIDTH = PAGE["w"] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Draft:
    """What a working copy says of itself on paper: which version, for whom, and what to do with the file.

    ``notices`` are (language, words) on the first page, ``running`` stands at the top of every page.
    """

    version: int
    running: str
    notices: Sequence[tuple[str, str]] = field(default_factory=tuple)


def write_docx(content: CanonicalText, language: str, *, draft: Draft | None = None) -> bytes:
    """``content`` in ``es``, ``en`` or ``both``; the same bytes each time, wherever the same zlib packs them."""
    writer = _Writer(content, languages_in(language), draft)
    facts = etree.Element(f"{{{CRM}}}text", nsmap={None: CRM}, format=FORMAT, language=language)
    if draft:
        facts.set("version", str(draft.version))
    facts.text = xml_safe(facts_of(content))
    return packed(
        writer.document(),
        styles.styles_for((one.kind, one.level) for one in content.paragraphs),
        writer.running(),
        etree.tostring(facts, encoding="UTF-8", xml_declaration=True),
        xml_safe(" · ".join(dict.fromkeys(writer.titles()))),
    )


def bookmark(language: str, uid: str) -> str:
    """At most 40 letters, digits and underscores, as Word has them."""
    return f"p_{language}_{uid.replace('-', '')}"


class _Writer:
    def __init__(self, content: CanonicalText, languages: tuple[str, ...], draft: Draft | None) -> None:
        self.content, self.languages, self.draft = content, languages, draft
        self.marks = 0

    def titles(self) -> Iterable[str]:
        for language in self.languages:
            own = getattr(self.content, f"title_{language}")
            yield own or getattr(self.content, f"title_{other_than(language)}")

    def document(self) -> Element:
        root = etree.Element(w("document"), nsmap={"w": W, "r": R})
        body = add(root, "body")
        lines = {getattr(one, f"body_{code}") for one in self.content.paragraphs[:3] for code in self.languages}
        for language, title in zip(self.languages, self.titles(), strict=True):
            if title not in lines:
                self._front(body, title, language, styles.TITLE)
        for language in self.languages:
            for words in self._facts(language):
                self._front(body, words, language)
        for language, words in self.draft.notices if self.draft else ():
            self._front(body, words, language)
        if len(self.languages) > 1:
            self._table(body)
        else:
            for paragraph in self.content.paragraphs:
                self._passage(body, paragraph, self.languages[0])
            self._adoption(lambda: repeat(body))
        self._page(body)
        return root

    def running(self) -> tuple[Element, Element]:
        """Header and footer: what the paper is, and its page."""
        header, footer = (etree.Element(w(name), nsmap={"w": W, "r": R}) for name in ("hdr", "ftr"))
        titles = " · ".join(dict.fromkeys(self.titles()))
        _runs(_paragraph(header, styles.RUNNING), self.draft.running if self.draft else titles, self.languages[0])
        line = _paragraph(footer, styles.RUNNING)
        _runs(line, f"{self.content.symbol} · ", self.languages[0])
        number = add(line, "fldSimple", instr="PAGE")
        _runs(number, "1", self.languages[0])
        return header, footer

    def _facts(self, language: str) -> Iterable[str]:
        content = self.content
        where = [getattr(content, f"{name}_{language}") for name in ("meeting", "place")] + [content.adopted_on]
        yield from filter(None, [" · ".join(one for one in where if one)])
        if content.nature == "summary":
            yield SUMMARY[language]
        if not self.draft and content.edition:
            yield EDITION[language].format(content.edition, content.symbol, content.code)

    def _front(self, parent: Element, words: str, language: str, style: str = styles.FRONT) -> None:
        """A line that is not of the text; its bookmark says that we wrote it, so that one added by hand is seen."""
        line = _paragraph(parent, style)
        self._marked(line, f"front_{self.marks}", words, language)

    def _adoption(self, places: Callable[[], Iterable[Element]]) -> None:
        """Behind the last paragraph; ``places`` gives, for each line, where it stands in each language."""
        for line in adoption_lines(self.content.adoption, self.languages):
            style = styles.APART if line.kind == "adoption" else styles.FRONT
            for place, (language, words) in zip(places(), line.words, strict=False):
                self._front(place, words, language, style)

    def _table(self, body: Element) -> None:
        table = add(body, "tbl")
        shape = add(table, "tblPr")
        add(shape, "tblW", w=WIDTH, type="dxa")
        borders = add(shape, "tblBorders")
        for side in ("top", "bottom", "insideH", "insideV"):
            add(borders, side, val="single", sz=4, space=0, color="C8D2D6")
        add(shape, "tblLayout", type="fixed")
        grid = add(table, "tblGrid")
        for _language in self.languages:
            add(grid, "gridCol", w=WIDTH // 2)
        head = add(table, "tr")
        add(add(head, "trPr"), "tblHeader")
        for language in self.languages:
            self._front(self._cell(head), NAMES[language], language, styles.HEAD_CELL)
        for paragraph in self.content.paragraphs:
            row = add(table, "tr")
            for language in self.languages:
                self._passage(self._cell(row), paragraph, language)
        self._adoption(lambda: map(self._cell, repeat(add(table, "tr"))))

    def _cell(self, row: Element) -> Element:
        cell = add(row, "tc")
        add(add(cell, "tcPr"), "tcW", w=WIDTH // 2, type="dxa")
        return cell

    def _passage(self, parent: Element, one: CanonicalParagraph, language: str) -> None:
        line = _paragraph(parent, styles.style_of(one.kind, one.level))
        label = getattr(one, f"label_{language}")
        if not label and one.kind not in styles.SIZES:  # nothing hangs to the left of its words
            add(line[0], "ind", left=styles.STEP * one.level, firstLine=0)
        if is_missing(one, language):
            body, style = MISSING[language], styles.MISSING
        else:
            body, style = getattr(one, f"body_{language}"), ""
        self._marked(line, bookmark(language, one.uid), body, language, style, label)

    def _marked(self, line: Element, name: str, words: str, language: str, style: str = "", label: str = "") -> None:
        self.marks += 1
        add(line, "bookmarkStart", id=self.marks, name=name)
        if label:
            _runs(line, label, language, styles.LABEL)
            _runs(line, "\t", language)  # by itself, for what is typed at the front takes the look of what precedes
        _runs(line, words, language, style)
        add(line, "bookmarkEnd", id=self.marks)

    def _page(self, body: Element) -> None:
        page = add(body, "sectPr")
        for number, name in ((3, "headerReference"), (4, "footerReference")):
            add(page, name, type="default").set(f"{{{R}}}id", f"rId{number}")
        add(page, "pgSz", **PAGE)
        sides = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
        add(page, "pgMar", **sides, header=600, footer=600, gutter=0)


def _paragraph(parent: Element, style: str) -> Element:
    line = add(parent, "p")
    add(add(line, "pPr"), "pStyle", val=style)
    return line


def _runs(line: Element, words: str, language: str, style: str = "") -> None:
    """``words`` as one run: tabs and line breaks as Word has them, every other space kept."""
    run = add(line, "r")
    look = add(run, "rPr")
    if style:
        add(look, "rStyle", val=style)
    add(look, "lang", val=styles.LANGUAGES[language])
    for number, part in enumerate(xml_safe(words).split("\n")):
        if number:
            add(run, "br")
        for place, piece in enumerate(part.split("\t")):
            if place:
                add(run, "tab")
            if piece:
                text = add(run, "t")
                text.text = piece
                text.set(SPACE, "preserve")
