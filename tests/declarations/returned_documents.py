"""Word files as a ministry sends them back: made from a version, then changed as people change files."""

import io
from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from declarations.forms_of_text.docx import Draft, write_docx
from tests.declarations.importing_documents import saved

DRAFT = Draft(1, "DRAFT", (("es", "Instrucciones."), ("en", "Instructions.")))


def sent(content, language="both", draft=DRAFT) -> bytes:
    return write_docx(content, language, draft=draft)


def changed(file: bytes, change: Callable[[WordDocument], object]) -> bytes:
    document = Document(io.BytesIO(file))
    change(document)
    return saved(document)


def lines(document: WordDocument) -> list[Paragraph]:
    """Every paragraph, in the table or not, in the order of the file."""
    return [Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p"))]


def line(document: WordDocument, words: str) -> Paragraph:
    """The only paragraph that holds ``words``."""
    (found,) = [one for one in lines(document) if words in one.text]
    return found


def say(document: WordDocument, old: str, new: str) -> None:
    """Other words in the run that holds ``old``, wherever it stands."""
    (run,) = [run for one in lines(document) for run in one.runs if old in run.text]
    run.text = run.text.replace(old, new)


def add_after(paragraph: Paragraph, words: str) -> Paragraph:
    """As Enter at the end of a paragraph does: the same style, no bookmark."""
    element = OxmlElement("w:p")
    paragraph._p.addnext(element)
    added = Paragraph(element, paragraph._parent)
    added.add_run(words)
    added.style = paragraph.style
    return added


def remove(paragraph: Paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def remove_row(paragraph: Paragraph) -> None:
    row = next(one for one in paragraph._p.iterancestors() if one.tag == qn("w:tr"))
    row.getparent().remove(row)


def add_row_after(paragraph: Paragraph, *words: str) -> None:
    """A row of the table as Word inserts one: the cells of its neighbour, empty, then filled."""
    row = next(one for one in paragraph._p.iterancestors() if one.tag == qn("w:tr"))
    new = OxmlElement("w:tr")
    for said in words:
        cell, inside = OxmlElement("w:tc"), OxmlElement("w:p")
        cell.append(inside)
        new.append(cell)
        if said:
            Paragraph(inside, None).add_run(said)
    row.addnext(new)


def track(paragraph: Paragraph, *, deleted: str = "", inserted: str = "") -> None:
    """Words taken out and put in with tracking on."""
    if deleted:
        (run,) = [run for run in paragraph.runs if deleted in run.text]
        before, _, after = run.text.partition(deleted)
        run.text = before
        gone = _tracked("w:del", deleted, "w:delText")
        run._r.addnext(gone)
        rest = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text, rest_space = after, qn("xml:space")
        text.set(rest_space, "preserve")
        rest.append(text)
        gone.addnext(rest)
        if inserted:
            gone.addnext(_tracked("w:ins", inserted, "w:t"))
    elif inserted:
        paragraph._p.append(_tracked("w:ins", inserted, "w:t"))


def _tracked(name: str, words: str, kind: str):
    mark, run, text = OxmlElement(name), OxmlElement("w:r"), OxmlElement(kind)
    mark.set(qn("w:id"), "901")
    mark.set(qn("w:author"), "Ministerio")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    mark.append(run)
    return mark


def delete_mark(paragraph: Paragraph) -> None:
    """The end of the paragraph is deleted with tracking on: it goes on in the next one."""
    properties = paragraph._p.get_or_add_pPr()
    look = OxmlElement("w:rPr")
    gone = OxmlElement("w:del")
    gone.set(qn("w:id"), "902")
    look.append(gone)
    properties.append(look)
