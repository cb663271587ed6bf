"""A redline as DOCX with changes that Word tracks: accepted they give the new text, rejected the old one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count

from lxml import etree

from declarations.forms_of_text import docx_styles as styles
from declarations.forms_of_text.docx_package import W, add, packed, w
from declarations.forms_of_text.signs import xml_safe
from declarations.redline import RedlineRow
from declarations.wording import Run

Element = etree._Element
AUTHOR = {"es": "Portal de la CRM", "en": "RCM Portal"}
FACTS = b'<?xml version="1.0" encoding="UTF-8"?><redline xmlns="urn:crm-rcm:redline:1"/>'
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE = {"w": 11906, "h": 16838}  # A4 in twentieths of a point
MARGIN = 1247
TRACKED = {"inserted": ("ins", "t"), "deleted": ("del", "delText"), "moved": ("moveTo", "t"), "left": ("moveFrom", "t")}


def write_redline(
    rows: Iterable[RedlineRow], *, language: str, title: Iterable[Run], front: Iterable[str], running: str, at: datetime
) -> bytes:
    """``rows`` in ``language`` below a title and lines of ``front``, which are nobody's change.

    Every change is the portal's, of the moment ``at``. A paragraph that moved is moved in Word too; where it was
    changed on the way, what was put in is tracked at its new place.
    """
    rows = list(rows)
    writer = _Writer(language, at)
    document = writer.document(rows, list(title), front)
    used = [(row.kind, row.level) for row in rows]
    name = "".join(run.words for run in title if run.happened != "deleted")
    return packed(document, styles.styles_for(used), writer.running(running), FACTS, xml_safe(name))


class _Writer:
    def __init__(self, language: str, at: datetime) -> None:
        self.language = language
        self.made = {"author": AUTHOR[language], "date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        self.ids = count(1)

    def document(self, rows: list[RedlineRow], title: list[Run], front: Iterable[str]) -> Element:
        root = etree.Element(w("document"), nsmap={"w": W, "r": R})
        body = add(root, "body")
        self._runs(_paragraph(body, styles.TITLE), title)
        for words in front:
            self._runs(_paragraph(body, styles.FRONT), [Run("same", words)])
        for row in rows:
            self._row(body, row)
        section = add(body, "sectPr")
        for place, kind in enumerate(("header", "footer"), 3):
            reference = add(section, f"{kind}Reference", type="default")
            reference.set(f"{{{R}}}id", f"rId{place}")
        add(section, "pgSz", **PAGE)
        add(section, "pgMar", top=MARGIN, right=MARGIN, bottom=MARGIN, left=MARGIN, header=680, footer=680, gutter=0)
        return root

    def running(self, words: str) -> tuple[Element, Element]:
        """Header and footer: what the paper is, and its page."""
        header, footer = (etree.Element(w(name), nsmap={"w": W, "r": R}) for name in ("hdr", "ftr"))
        self._runs(_paragraph(header, styles.RUNNING), [Run("same", words)])
        number = add(_paragraph(footer, styles.RUNNING), "fldSimple", instr="PAGE")
        self._run(number, "1", "t")
        return header, footer

    def _row(self, body: Element, row: RedlineRow) -> None:
        line = _paragraph(body, styles.style_of(row.kind, row.level))
        if row.change in TRACKED:  # the mark at the end of the paragraph came or went with it
            mark = add(line.find(w("pPr")), "rPr")
            self._tracked(mark, TRACKED[row.change][0])
        if row.change in ("moved", "left"):
            self._moved(line, row)
            return
        self._runs(line, row.label_runs, styles.LABEL)
        if row.label_runs and row.runs:
            self._tab(line, row)
        self._runs(line, row.runs)

    def _moved(self, line: Element, row: RedlineRow) -> None:
        """At its old place as it was, at its new one as it is; Word knows by the name that both are one."""
        name, _text = TRACKED[row.change]
        number = next(self.ids)
        add(line, f"{name}RangeStart", id=number, name=f"move-{row.uid[:8]}", **self.made)
        if row.change == "left" and row.old:
            words = f"{row.old.label}\t{row.old.words}" if row.old.label else row.old.words
            self._runs(line, [Run("same", words)], moved=name)
        elif row.new:
            label = [run for run in row.label_runs if run.happened != "deleted"]
            self._runs(line, label, styles.LABEL, moved=name)
            self._runs(line, [Run("same", "\t")] if label else [], moved=name)
            self._runs(line, [run for run in row.runs if run.happened != "deleted"], moved=name)
        add(line, f"{name}RangeEnd", id=number)

    def _tab(self, line: Element, row: RedlineRow) -> None:
        """Between label and words; it came with the label where there was none before, and goes with it."""
        had, has = bool(row.old and row.old.label), bool(row.new and row.new.label)
        happened = "same" if had and has else "inserted" if has else "deleted"
        self._runs(line, [Run(happened, "\t")])

    def _runs(self, parent: Element, runs: Iterable[Run], style: str = "", *, moved: str = "") -> None:
        for run in runs:
            if run.happened == "same":
                holder = self._tracked(parent, moved) if moved else parent
                self._run(holder, run.words, "t", style)
            else:
                tracked, text = TRACKED[run.happened]
                self._run(self._tracked(parent, tracked), run.words, text, style)

    def _run(self, parent: Element, words: str, text: str, style: str = "") -> None:
        run = add(parent, "r")
        look = add(run, "rPr")
        if style:
            add(look, "rStyle", val=style)
        add(look, "lang", val=styles.LANGUAGES[self.language])
        for place, line in enumerate(xml_safe(words).split("\n")):
            if place:
                add(run, "br")
            for column, part in enumerate(line.split("\t")):
                if column:
                    add(run, "tab")
                if part:
                    said = add(run, text)
                    said.text = part
                    said.set(SPACE, "preserve")

    def _tracked(self, parent: Element, name: str) -> Element:
        return add(parent, name, id=next(self.ids), **self.made)


def _paragraph(parent: Element, style: str) -> Element:
    line = add(parent, "p")
    add(add(line, "pPr"), "pStyle", val=style)
    return line
