"""The compiled comments of a step as DOCX: headings to move by, every passage in its language.

Signs that XML forbids become U+FFFD.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lxml import etree

from common.zones import in_zone, zone_name
from declarations.forms_of_text import docx_styles as styles
from declarations.forms_of_text.docx_package import W, add, packed, w
from declarations.forms_of_text.signs import MISSING, is_missing, xml_safe
from secretariat.queries.comments import Commented, Compiled, Remark

Element = etree._Element
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMES = {"es": "Español", "en": "English"}
PAGE = {"w": 11906, "h": 16838}  # A4 in twentieths of a point
MARGIN = 1247
WIDTH = PAGE["w"] - 2 * MARGIN
FACTS = b'<?xml version="1.0" encoding="UTF-8"?><comments xmlns="urn:crm-rcm:comments:1"/>'
COMMENT, COUNTRY = "crm-comment", "crm-country"


def comments_docx(compiled: Compiled) -> bytes:
    """``compiled`` in the active language; what members wrote stands in theirs."""
    return _Writer(compiled, "en" if get_language() == "en" else "es").packed()


class _Writer:
    def __init__(self, compiled: Compiled, language: str) -> None:
        self.compiled, self.language = compiled, language
        self.body: Any = None

    def packed(self) -> bytes:
        title = ": ".join((_("Compiled comments"), self.compiled.content.symbol))
        return packed(self._document(), _styles(), self._running(title), FACTS, xml_safe(title))

    def _document(self) -> Element:
        root = etree.Element(w("document"), nsmap={"w": W, "r": R})
        self.body = add(root, "body")
        step, content = self.compiled.step, self.compiled.content
        self._line(styles.TITLE, _("Compiled comments"))
        self._line(styles.FRONT, f"{content.symbol} · {step.get_kind_display()}")
        self._line(styles.FRONT, getattr(content, f"title_{self.language}"))
        if not self.compiled.is_whole:
            self._line(styles.FRONT, _("Only what you may read now: other members' replies are read later."))
        self._positions()
        self._line("Heading1", _("Words on the whole"))
        self._remarks(self.compiled.wholes)
        self._line("Heading1", _("Comments by paragraph"))
        for row in self.compiled.rows:
            self._row(row)
        self._page(root[0])
        return root

    def _positions(self) -> None:
        self._line("Heading1", _("Positions"))
        zone = self.compiled.step.time_zone
        rows = []
        for voice in self.compiled.voices:
            at = voice.reply.received_at if voice.reply else None
            when = f"{date_format(in_zone(at, zone), 'DATETIME_FORMAT')} ({zone_name(zone, at)})" if at else ""
            rows.append((str(voice.country), voice.answer, when))
        table = self._table((_("Country"), _("Reply"), _("Received")), self.language)
        for cells in rows:
            row = add(table, "tr")
            for words in cells:
                self._cell(row, 3, words, self.language)

    def _row(self, row: Commented) -> None:
        one = row.paragraph
        label = one.label_es if self.language == "es" else one.label_en
        name = _("Paragraph %(number)s") % {"number": row.number}
        self._line("Heading2", f"{name} · {label}" if label else name)
        table = self._table(NAMES.values(), *NAMES)
        line = add(table, "tr")
        for language in NAMES:
            lacks = is_missing(one, language)
            words = MISSING[language] if lacks else getattr(one, f"body_{language}")
            self._cell(line, 2, words, language, styles.MISSING if lacks else "")
        self._remarks(row.remarks)

    def _remarks(self, remarks: Iterable[Remark]) -> None:
        found = list(remarks)
        for one in found:
            line = self._paragraph(self.body, COMMENT)
            self._run(line, f"{one.country}: ", self.language, COUNTRY)
            self._run(line, one.words, one.language)
        if not found:
            self._line(COMMENT, _("No comments."))

    def _table(self, heads: Iterable[str], *languages: str) -> Element:
        heads = list(heads)
        table = add(self.body, "tbl")
        shape = add(table, "tblPr")
        add(shape, "tblW", w=WIDTH, type="dxa")
        borders = add(shape, "tblBorders")
        for side in ("top", "bottom", "insideH", "insideV"):
            add(borders, side, val="single", sz=4, space=0, color="C8D2D6")
        add(shape, "tblLayout", type="fixed")
        grid = add(table, "tblGrid")
        for _head in heads:
            add(grid, "gridCol", w=WIDTH // len(heads))
        row = add(table, "tr")
        add(add(row, "trPr"), "tblHeader")
        spoken = languages if len(languages) == len(heads) else languages[:1] * len(heads)
        for words, language in zip(heads, spoken, strict=True):
            self._cell(row, len(heads), words, language, style=styles.HEAD_CELL)
        return table

    def _cell(self, row: Element, of: int, words: str, language: str, look: str = "", *, style: str = "Normal") -> None:
        cell = add(row, "tc")
        add(add(cell, "tcPr"), "tcW", w=WIDTH // of, type="dxa")
        self._run(self._paragraph(cell, style), words, language, look)

    def _line(self, style: str, words: str) -> None:
        self._run(self._paragraph(self.body, style), words, self.language)

    def _paragraph(self, parent: Element, style: str) -> Element:
        line = add(parent, "p")
        add(add(line, "pPr"), "pStyle", val=style)
        return line

    def _run(self, line: Element, words: str, language: str, style: str = "") -> None:
        run = add(line, "r")
        look = add(run, "rPr")
        if style:
            add(look, "rStyle", val=style)
        add(look, "lang", val=styles.LANGUAGES[language])
        for number, part in enumerate(xml_safe(words).replace("\r\n", "\n").split("\n")):
            if number:
                add(run, "br")
            text = add(run, "t")
            text.text = part
            text.set(SPACE, "preserve")

    def _running(self, title: str) -> tuple[Element, Element]:
        header, footer = (etree.Element(w(name), nsmap={"w": W, "r": R}) for name in ("hdr", "ftr"))
        self._run(self._paragraph(header, styles.RUNNING), title, self.language)
        line = self._paragraph(footer, styles.RUNNING)
        self._run(add(line, "fldSimple", instr="PAGE"), "1", self.language)
        return header, footer

    def _page(self, body: Element) -> None:
        page = add(body, "sectPr")
        for number, name in ((3, "headerReference"), (4, "footerReference")):
            add(page, name, type="default").set(f"{{{R}}}id", f"rId{number}")
        add(page, "pgSz", **PAGE)
        sides = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
        add(page, "pgMar", **sides, header=600, footer=600, gutter=0)


def _styles() -> Element:
    """The sheet of the texts, with headings as Word knows them and the look of a comment."""
    sheet = styles.styles_for(())
    for level, size in ((1, 28), (2, 23)):
        style = _style(sheet, "paragraph", f"Heading{level}", f"heading {level}")
        shape = add(style, "pPr")
        add(shape, "keepNext")
        add(shape, "spacing", before=360 if level == 1 else 240, after=80)
        add(shape, "outlineLvl", val=level - 1)
        look = add(style, "rPr")
        add(look, "b")
        add(look, "sz", val=size)
    comment = _style(sheet, "paragraph", COMMENT, COMMENT)
    shape = add(comment, "pPr")
    add(shape, "spacing", before=100, after=60)
    add(shape, "ind", left=styles.STEP)
    add(add(_style(sheet, "character", COUNTRY, COUNTRY), "rPr"), "b")
    return sheet


def _style(sheet: Element, kind: str, key: str, name: str) -> Element:
    style = add(sheet, "style", type=kind, styleId=key)
    add(style, "name", val=name)
    if kind == "paragraph":
        add(style, "basedOn", val="Normal")
    add(style, "qFormat")
    return style
