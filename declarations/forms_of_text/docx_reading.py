"""Reads a DOCX that ``docx.py`` wrote, also after an office program changed it: passages with their marks.

Tracked changes are read as accepted: insertions in, deletions out. Takes the XML parts of a package that passed
``importing/archive.py``; knows nothing of Django, for the child process runs it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from declarations.canonical import CanonicalText
from declarations.forms_of_text.docx_comments import read_comments, words_aside
from declarations.forms_of_text.docx_styles import FRONT, LABEL, MISSING, kind_and_level
from declarations.forms_of_text.facts import Half, Passage, joined
from declarations.forms_of_text.signs import LANGUAGES, languages_in
from declarations.forms_of_text.signs import MISSING as MISSING_WORDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CRM = "{urn:crm-rcm:text:1}"
MARK = re.compile(r"^p_(es|en)_([0-9a-f]{32})$")
GONE = ("del", "moveFrom", "delText", "instrText", "delInstrText", "txbxContent", "pict", "drawing", "object")
TRACKED = ("ins", "del", "moveFrom", "moveTo")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(slots=True)
class Piece:
    """A paragraph of the file.

    ``uids`` are the identities whose bookmark starts in it, ``around`` those of bookmarks that it lies in. ``row`` is
    the row of the table of two columns that it stands in, from 1; 0 outside of it.
    """

    language: str
    uids: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    style: str = ""
    label: str = ""
    body: str = ""
    row: int = 0
    comments: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.body.strip() and not self.label.strip()


@dataclass(slots=True)
class Returned:
    """A file as read: what it says it was made from (empty where it is not ours), and its pieces in reading order."""

    facts: str = ""
    language: str = ""
    version: int = 0
    pieces: list[Piece] = field(default_factory=list)
    is_tracked: bool = False
    comments: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Our bookmarks are in it."""
        return any(piece.uids for piece in self.pieces)


def read_docx(*files: bytes) -> CanonicalText:
    """The text of which ``files`` are the languages, as ``write_docx`` wrote them. Raises ``ValueError``."""
    return joined([half for file in files for half in _halves(read_parts(parts_of(file)))])


def parts_of(file: bytes) -> dict[str, bytes]:
    """The XML parts of a file of our own; what comes from elsewhere passes the gate first."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def _halves(returned: Returned) -> Iterator[Half]:
    if not returned.facts:
        raise ValueError("not a text of the conference")
    facts = CanonicalText.from_json(returned.facts)
    for language in languages_in(returned.language):
        pieces = [piece for piece in returned.pieces if piece.language == language and piece.uids]
        yield Half(facts, language, tuple(_passage(piece) for piece in pieces))


def _passage(piece: Piece) -> Passage:
    kind, level = kind_and_level(piece.style)
    uid = piece.uids[0]
    dashed = "-".join((uid[:8], uid[8:12], uid[12:16], uid[16:20], uid[20:]))
    return Passage(dashed, kind, level, piece.label, piece.body)


def read_parts(parts: dict[str, bytes]) -> Returned:
    """The pieces of a package. Raises ``KeyError`` or ``ParseError`` for what is no document."""
    root = ElementTree.fromstring(parts["word/document.xml"])  # noqa: S314  # no entities pass the gate
    returned = Returned(is_tracked=any(next(root.iter(W + name), None) is not None for name in TRACKED))
    _read_facts(parts, returned)
    _Reader(returned, _style_names(parts), read_comments(parts)).read(root)
    returned.aside = words_aside(parts, root)
    return returned


def _read_facts(parts: dict[str, bytes], returned: Returned) -> None:
    for name in sorted(parts):
        if name.startswith("customXml/item") and b"urn:crm-rcm:text:1" in parts[name]:
            root = ElementTree.fromstring(parts[name])  # noqa: S314
            if root.tag == f"{CRM}text":
                returned.facts, returned.language = root.text or "", root.get("language", "")
                version = root.get("version", "")
                returned.version = int(version) if version.isdecimal() and len(version) < 7 else 0


def _style_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Names by identifier: office programs keep the name of a style and may give it another identifier."""
    if "word/styles.xml" not in parts:
        return {}
    sheet = ElementTree.fromstring(parts["word/styles.xml"])  # noqa: S314
    names = {}
    for style in sheet.iter(W + "style"):
        name = style.find(W + "name")
        names[style.get(W + "styleId", "")] = name.get(W + "val", "") if name is not None else ""
    return names


class _Reader:
    """Goes through the body once; remembers which bookmarks are open and where in the table it is."""

    def __init__(self, returned: Returned, names: dict[str, str], comments: dict[str, str]) -> None:
        self.returned, self.names, self.comments = returned, names, comments
        self.open: dict[str, str] = {}  # identifier of a bookmark → its name
        self.waiting: list[str] = []  # names of bookmarks that start before the next paragraph
        self.said: set[str] = set()
        self.joins: Piece | None = None
        self.row = 0
        self.column = 0

    def read(self, root: Element) -> None:
        self._blocks(root)
        self.returned.comments = [words for key, words in self.comments.items() if key not in self.said]

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            name = child.tag.removeprefix(W)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                if child.find(f"{W}trPr/{W}del") is None:
                    self.row, self.column = self.row + 1, 0
                    self._blocks(child)
            elif name == "tc":
                self.column += 1
                self._blocks(child)
            elif name == "tbl":
                self._blocks(child)
                self.column = 0
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._mark(child)
            elif name in ("body", "sdt", "sdtContent", "customXml", "ins", "moveTo"):
                self._blocks(child)

    def _mark(self, element: Element) -> None:
        key = element.get(W + "id", "")
        if element.tag == W + "bookmarkEnd":
            self.open.pop(key, None)
        else:
            self.open[key] = name = element.get(W + "name", "")
            self.waiting.append(name)

    def _paragraph(self, paragraph: Element) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        identifier = style.get(W + "val", "") if style is not None else ""
        around = [found for name in self.open.values() if (found := MARK.match(name))]
        piece = Piece(language="", style=self.names.get(identifier, identifier), row=self.row if self.column else 0)
        piece.around = [found[2] for found in around if found[0] not in self.waiting]
        missing: list[str] = []
        self._inside(paragraph, piece, missing)
        started, self.waiting = self.waiting, []
        marks = [found for name in started if (found := MARK.match(name))]
        piece.uids = [found[2] for found in marks]
        piece.language = self._language(marks or around)
        if piece.label:
            piece.body = piece.body.removeprefix("\t")
        piece.body = "".join(missing).replace(MISSING_WORDS.get(piece.language, "\t"), "") + piece.body
        if not (piece.style.startswith(FRONT) and any(name.startswith("front_") for name in started)):
            self._keep(piece, is_joined=paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None)

    def _language(self, marks: list[re.Match[str]]) -> str:
        if marks:
            return marks[0][1]
        if self.returned.language in LANGUAGES:
            return self.returned.language
        return LANGUAGES[min(self.column, 2) - 1] if self.column else ""

    def _keep(self, piece: Piece, *, is_joined: bool) -> None:
        """A paragraph whose mark was deleted goes on in the next one."""
        if self.joins is not None:
            before, self.joins = self.joins, None
            piece = Piece(
                language=before.language or piece.language,
                uids=before.uids + piece.uids,
                around=before.around,
                style=piece.style,
                label=before.label or piece.label,
                body=before.body + piece.body,
                row=piece.row,
                comments=before.comments + piece.comments,
            )
        if is_joined:
            self.joins = piece
        else:
            self.returned.pieces.append(piece)

    def _inside(self, element: Element, piece: Piece, missing: list[str], style: str = "") -> None:
        for child in element:
            name = child.tag.removeprefix(W)
            if name in GONE or name == "pPr" or child.tag.endswith("}Choice"):
                continue
            if name in ("bookmarkStart", "bookmarkEnd"):
                self._mark(child)
            elif name in ("commentRangeStart", "commentReference"):
                self._comment(child.get(W + "id", ""), piece)
            elif name == "r":
                self._inside(child, piece, missing, self._style_of(child))
            elif (sign := _sign(child)) is not None:
                _put(sign, style, piece, missing)
            else:
                self._inside(child, piece, missing, style)

    def _style_of(self, run: Element) -> str:
        style = run.find(f"{W}rPr/{W}rStyle")
        identifier = style.get(W + "val", "") if style is not None else ""
        return self.names.get(identifier, identifier)

    def _comment(self, key: str, piece: Piece) -> None:
        if key in self.comments and key not in self.said and piece.style[: len(FRONT)] != FRONT:
            self.said.add(key)
            piece.comments.append(self.comments[key])


def _sign(element: Element) -> str | None:
    """What a piece of a run says; ``None`` for what is not words."""
    name = element.tag.removeprefix(W)
    if name == "t":
        return element.text or ""
    if name == "sym":
        return "•"
    return SIGNS.get(name) if not (name == "br" and element.get(W + "type") in ("page", "column")) else ""


def _put(sign: str, style: str, piece: Piece, missing: list[str]) -> None:
    if style == LABEL:
        piece.label += sign
    elif style == MISSING:
        missing.append(sign)
    else:
        piece.body += sign
