"""A text as Akoma Ntoso 3.0 (AKN4UN): one document for each language, the same skeleton in both.

Title paragraphs at the front stand in the preface, those of the preamble after them as recitals, the closing as
conclusions, each annex as an attachment; what lies between is the main body, headings as sections, the others nested by
their depth. ``GUID`` is a paragraph's identity, the same in both languages; kind and depth stand in attributes of our
own namespace, for Akoma Ntoso has no word for them. No reference is made that the text does not make.
"""

from collections.abc import Sequence
from itertools import takewhile

from lxml import etree

from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.forms_of_text.akoma_ntoso_names import (
    AKN,
    CONFERENCE,
    CRM,
    XML_LANG,
    add,
    add_meta,
    document_type,
    own,
    tag,
)
from declarations.forms_of_text.facts import facts_of
from declarations.forms_of_text.signs import SUMMARY, is_missing, other_than, xml_safe

Element = etree._Element
SECTIONS = ("section", "subsection")
PARAGRAPHS = ("paragraph", "subparagraph", "point", "indent")
SHORT = {"section": "sec", "subsection": "subsec", "paragraph": "para", "subparagraph": "subpara", "recital": "rec"}
PARTS = ("preface", "preamble", "mainBody", "conclusions")
IN_BODY = ("operative", "decision", "prose")  # the others are a container of their name where they stand in the body
BELOW_HEADINGS = 100


def write_akoma_ntoso(content: CanonicalText, language: str, *, published: str = "") -> bytes:
    """``content`` in ``language``, valid against the schema; ``published`` is the day of the edition (ISO) or empty.

    Signs that XML forbids become U+FFFD; a passage that only the other language has is empty and ``incomplete``.
    """
    return etree.tostring(
        _Writer(content, language, published).document(), encoding="utf-8", xml_declaration=True, pretty_print=False
    )


class _Writer:
    """Writes one document; counts the elements of a name under each parent, for their ``eId``."""

    def __init__(self, content: CanonicalText, language: str, published: str) -> None:
        self.content, self.language, self.published = content, language, published
        self.counts: dict[tuple[str, str], int] = {}

    def document(self) -> Element:
        root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "crm": CRM})
        whole = add(root, document_type(self.content), name=self.content.kind)
        meta = add_meta(whole, self.content, self.language, self.published)
        references = add(meta, "references", source="#crm")
        about = {"eId": "crm", "href": "/ontology/organization/crm", "showAs": CONFERENCE[self.language]}
        add(references, "TLCOrganization", **about)
        facts = etree.SubElement(add(meta, "proprietary", source="#crm"), own("facts"), language=self.language)
        facts.text = xml_safe(facts_of(self.content))
        self._parts(whole, self.content.paragraphs)
        for part in whole.iterchildren(*(tag(name) for name in PARTS)):
            part.set(XML_LANG, self.language)
        _break_lines(root)
        return root

    def _parts(self, whole: Element, paragraphs: Sequence[CanonicalParagraph]) -> None:
        titles = list(takewhile(lambda one: one.kind == "title", paragraphs))
        rest = paragraphs[len(titles) :]
        preamble = list(takewhile(lambda one: one.kind == "preamble", rest))
        rest = rest[len(preamble) :]
        first_annex = next((place for place, one in enumerate(rest) if one.kind == "annex"), len(rest))
        body, annexes = rest[:first_annex], rest[first_annex:]
        closing = list(takewhile(lambda one: one.kind == "closing", reversed(body)))[::-1]
        body = body[: len(body) - len(closing)]
        self._preface(whole, titles)
        if preamble:
            recitals = add(add(whole, "preamble"), "recitals", eId="preamble__recitals")
            for one in preamble:
                self._passage(self._new(recitals, "recital", "preamble__recitals", one), one)
        self._body(add(whole, "mainBody"), body, "")
        if closing:
            conclusions = add(whole, "conclusions")
            for one in closing:
                self._block(conclusions, one, "conclusions")
        self._attachments(whole, annexes)

    def _preface(self, whole: Element, titles: Sequence[CanonicalParagraph]) -> None:
        """What stands above the text, made of its facts; then the lines of the title that are paragraphs."""
        content, preface = self.content, add(whole, "preface")
        title = getattr(content, f"title_{self.language}") or getattr(content, f"title_{other_than(self.language)}")
        add(add(preface, "p"), "docTitle").text = xml_safe(title)
        facts = [getattr(content, f"{name}_{self.language}") for name in ("meeting", "place")]
        for words in [*facts, SUMMARY[self.language] if content.nature == "summary" else ""]:
            if words:
                add(preface, "p").text = xml_safe(words)
        for one in titles:
            self._block(preface, one, "preface")

    def _block(self, parent: Element, one: CanonicalParagraph, prefix: str) -> None:
        """A paragraph outside the hierarchy: a plain one, or a titled block where it has a label."""
        if getattr(one, f"label_{self.language}"):
            self._passage(self._new(parent, "tblock", prefix, one), one)
        else:
            self._words(self._new(parent, "p", prefix, one), one)

    def _body(self, body: Element, paragraphs: Sequence[CanonicalParagraph], prefix: str) -> None:
        """Nested: a heading holds all up to the next one of its rank, a paragraph those that are deeper."""
        within: list[tuple[int, Element]] = []
        for place, one in enumerate(paragraphs):
            is_heading = one.kind == "heading"
            rank = one.level + (0 if is_heading else BELOW_HEADINGS)
            while within and within[-1][0] >= rank:
                within.pop()
            parent = within[-1][1] if within else body
            element = self._new(parent, _name_in_body(one), parent.get("eId") or prefix, one)
            after = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
            is_parent = after is not None and after.kind != "heading" and after.level > one.level
            self._passage(element, one, around="" if is_heading else "intro" if is_parent else "content")
            within.append((rank, element))
        if not len(body):
            add(body, "p")

    def _attachments(self, whole: Element, paragraphs: Sequence[CanonicalParagraph]) -> None:
        if not paragraphs:
            return
        attachments = add(whole, "attachments")
        starts = [place for place, one in enumerate(paragraphs) if one.kind == "annex"]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True), 1):
            annex = self._new(attachments, "attachment", "", paragraphs[start])
            self._passage(annex, paragraphs[start], around="")
            document = add(annex, "doc", name="annex")
            add_meta(document, self.content, self.language, self.published, component=f"annex_{number}")
            self._body(add(document, "mainBody"), paragraphs[start + 1 : end], annex.get("eId"))

    def _new(self, parent: Element, name: str, prefix: str, one: CanonicalParagraph) -> Element:
        """An element for a paragraph, with all by which it is known again."""
        short = SHORT.get(name, name)
        number = self.counts[prefix, short] = self.counts.get((prefix, short), 0) + 1
        eid = f"{prefix}__{short}_{number}" if prefix else f"{short}_{number}"
        element = add(parent, name, eId=eid, wId=f"p_{one.uid}", GUID=one.uid)
        if name == "hcontainer":
            element.set("name", one.kind)
        element.set(own("kind"), one.kind)
        element.set(own("level"), str(one.level))
        return element

    def _passage(self, element: Element, one: CanonicalParagraph, around: str | None = None) -> None:
        """Label and words; ``around`` is what holds the words in a hierarchy, empty where they are a heading."""
        if label := getattr(one, f"label_{self.language}"):
            _put(add(element, "num"), label)
        if around == "":
            self._words(add(element, "heading"), one)
        else:
            self._words(add(add(element, around) if around else element, "p"), one)

    def _words(self, element: Element, one: CanonicalParagraph) -> None:
        _put(element, getattr(one, f"body_{self.language}"))
        if is_missing(one, self.language):
            element.set("status", "incomplete")


def _name_in_body(one: CanonicalParagraph) -> str:
    if one.kind == "heading":
        return SECTIONS[one.level] if one.level < len(SECTIONS) else "level"
    if one.kind not in IN_BODY:
        return "hcontainer"
    return PARAGRAPHS[one.level] if one.level < len(PARAGRAPHS) else "level"


def _put(element: Element, words: str) -> None:
    """``words`` in ``element``, each line break as an ``eol``."""
    first, *others = xml_safe(words).split("\n")
    element.text = first or None
    for line in others:
        add(element, "eol").tail = line or None


def _break_lines(root: Element) -> None:
    """Each element that holds no words of its own on a line of its own, for people who open the file."""
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and etree.QName(parent).localname not in ("p", "heading", "num", "facts"):
            element.tail = "\n"
