"""The XML parts of a DOCX: made plain for mammoth, labels printed, words counted. Runs in the child process."""

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mammoth.docx.dingbats import dingbats

from declarations.importing.numbering import Numbering, W

MARK, LEVEL_END, LABEL_END = "\ue0f0", "\ue0f1", "\ue0f2"  # private-use signs around "level" and "label"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPERS = ("fldSimple", "bdo", "dir")  # mammoth leaves out what stands in them
SPACES = ("tab", "br", "cr", "tc", "txbxContent")
SKIPPED = ("del", "moveFrom", "instrText", "delText")
PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def main_part(parts: dict[str, bytes]) -> str:
    for relation in ElementTree.fromstring(parts["_rels/.rels"]):  # noqa: S314
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise KeyError("no main document")


def clean(root: Element) -> None:
    """Make plain what mammoth would leave out: wrappers, symbols, merged cells; deleted rows go, as in Word."""
    for parent in list(root.iter()):
        children: list[Element] = []
        for child in parent:
            children.extend(_plain(child))
        if children != list(parent):
            parent[:] = children
    for text in root.iter(W + "t"):
        if text.text:
            text.text = "".join("\ufffd" if sign in (MARK, LEVEL_END, LABEL_END) else sign for sign in text.text)


def _plain(element: Element) -> list[Element]:
    """What stands for ``element``: itself, its children, a text, or nothing."""
    name = element.tag.removeprefix(W)
    if name in WRAPPERS:
        return [plain for child in element for plain in _plain(child)]
    if element.tag == MC + "AlternateContent" and element.find(MC + "Fallback") is not None:
        element[:] = [child for child in element if child.tag == MC + "Fallback"]
    elif name == "sym":
        return [_text(_symbol(element))]
    elif name == "noBreakHyphen":
        return [_text("\u2011")]
    elif name in ("softHyphen", "vMerge") or (name == "tr" and element.find(f"{W}trPr/{W}del") is not None):
        return []
    return [element]


def _symbol(element: Element) -> str:
    font, code = element.get(W + "font", ""), element.get(W + "char", "")
    for number in (int(code, 16), int(code[-2:], 16)) if code else ():
        if (font, number) in dingbats:
            return chr(dingbats[font, number])
    return "•"


def _text(words: str) -> Element:
    text = Element(W + "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    return text


def print_label(paragraph: Element, numbering: Numbering) -> None:
    """Write the automatic label into the paragraph, marked, and take the numbering away."""
    label = numbering.label(paragraph)
    properties = paragraph.find(W + "pPr")
    if label is None:
        return
    if properties is None:
        properties = Element(W + "pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(W + "numPr"):
        properties.remove(old)
    run = Element(W + "r")
    run.append(_text(f"{MARK}{label[1]}{LEVEL_END}{label[0]}{LABEL_END}"))
    paragraph.insert(list(paragraph).index(properties) + 1, run)


class NoteCall(str):
    """The number by which the text calls a note."""

    __slots__ = ()


def raw_words(root: Element) -> list[str]:
    """The words that stand in the part itself, read without mammoth: the measure of what must come out."""
    signs: list[str] = []
    gather(root, signs)
    text = "".join(signs).replace(MARK, " ").replace(LABEL_END, " ")
    return [word.rpartition(LEVEL_END)[2] for word in text.split()]


def gather(element: Element, signs: list[str]) -> None:
    """Collect the signs of an element, with white space where words end and "[n]" where a note is called."""
    name = element.tag.removeprefix(W)
    if name in SKIPPED or element.tag == MC + "Choice":
        return
    if name in SPACES:
        signs.append(" ")
    elif element.tag.endswith("}t"):
        signs.append(element.text or "")
    elif name == "noBreakHyphen":
        signs.append("‑")
    elif name in ("footnoteReference", "endnoteReference"):
        signs.append(NoteCall(f"[{sum(isinstance(sign, NoteCall) for sign in signs) + 1}]"))
    for child in element:
        gather(child, signs)
    is_joined = name == "p" and element.find(f"{W}pPr/{W}rPr/{W}del") is not None
    if (name in SPACES or name == "p") and not is_joined:
        signs.append(" ")


def notes_words(trees: dict[str, Element], folder: str) -> list[str]:
    """The words of the notes; Word's own separators have none."""
    names = [f"{folder}/footnotes.xml", f"{folder}/endnotes.xml"]
    return [word for name in names if name in trees for word in raw_words(trees[name])]


def page_blocks(trees: dict[str, Element], folder: str) -> list[list[Any]]:
    """Running headers and footers, each wording once; page numbers are counted by Word and are no words."""
    blocks: list[list[Any]] = []
    for place in ("header", "footer"):
        for name in sorted(trees):
            if not name.startswith(f"{folder}/{place}"):
                continue
            for paragraph in trees[name].iter(W + "p"):
                drop_page_numbers(paragraph)
                text = " ".join(raw_words(paragraph))
                if text and not any(text == block[0] for block in blocks):
                    blocks.append([text, "", 0, 0, place])
    return blocks


def drop_page_numbers(paragraph: Element) -> None:
    for simple in [f for f in paragraph.iter(W + "fldSimple") if is_page(f.get(W + "instr", ""))]:
        simple.clear()
    in_field = False
    for run in paragraph.iter(W + "r"):
        for char in run.findall(W + "fldChar"):
            in_field = in_field and char.get(W + "fldCharType") != "end"
        if any(is_page(code.text or "") for code in run.findall(W + "instrText")):
            in_field = True
        if in_field:
            for text in run.findall(W + "t"):
                text.text = ""


def is_page(code: str) -> bool:
    return bool(code.split()) and code.split()[0].upper() in PAGE_FIELDS
