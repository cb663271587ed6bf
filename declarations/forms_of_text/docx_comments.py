"""What stands aside in a DOCX: comments by their number, and words that are not read as paragraphs of the text."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_comments(parts: dict[str, bytes]) -> dict[str, str]:
    """Comments by identifier, each with its author before its words."""
    if "word/comments.xml" not in parts:
        return {}
    root = ElementTree.fromstring(parts["word/comments.xml"])  # noqa: S314  # no entities pass the gate
    comments = {}
    for comment in root.iter(W + "comment"):
        words, author = _words(comment), (comment.get(W + "author") or "").strip()
        if words:
            comments[comment.get(W + "id", "")] = f"{author}: {words}" if author else words
    return comments


def words_aside(parts: dict[str, bytes], document: Element) -> list[str]:
    """Footnotes, endnotes and text boxes: shown to whoever gave the file, for they become nothing."""
    boxes = [_words(box) for box in document.iter(W + "txbxContent")]
    notes = []
    for name in NOTES:
        if name in parts:
            root = ElementTree.fromstring(parts[name])  # noqa: S314
            notes += [_words(note) for note in root if not note.get(W + "type")]
    return list(dict.fromkeys(words for words in (*notes, *boxes) if words))


def _words(element: Element) -> str:
    lines = ("".join(text.text or "" for text in line.iter(W + "t")) for line in element.iter(W + "p"))
    return " ".join(" ".join(lines).split())
