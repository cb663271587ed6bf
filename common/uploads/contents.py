"""What a file must be inside: one check per kind, each of which reads the whole and raises ``Refusal``.

A file with two faces (an image that is also an archive, a text that a browser takes for a page) is refused: what is
looked at here and what a reader's program makes of it must be the same.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

import filetype
from django.utils.translation import gettext_lazy as _

from common.archives import DAMAGED, read_archive, read_document
from common.plain_text import decode_text
from common.refusals import Refusal
from common.uploads.images import check_image

if TYPE_CHECKING:
    from common.uploads.kinds import Kind

Check = Callable[[str, BinaryIO], None]
HEAD = 8192  # bytes by which a format is known
NEAR = 1024  # bytes in which readers of PDF look for its beginning and its end
MARKUP = re.compile(rb"<(!doctype|html|head|body|script|iframe|object|embed|svg|style|meta|link|\?php)\b", re.I)
ANY_MARKUP = re.compile(rb"\s*<[!?/a-z]", re.I)
FORMATTED = (b"%PDF-", b"%!PS", b"{\\rtf", b"#!")
PDF_HEAD = b"%PDF-"


def check_signature(name: str, kind: "Kind", head: bytes) -> None:
    """The first bytes are those of its kind, and of no other. A text has none."""
    if not kind.signatures:
        return
    if filetype.guess_mime(head) not in kind.signatures or MARKUP.search(head[:NEAR]):
        raise _mismatch(name, kind.label)


def pdf(name: str, file: BinaryIO) -> None:
    """Begins as a PDF and ends as one; the rest is the reader's program's concern."""
    if not _read(file, 0, NEAR).startswith(PDF_HEAD):
        raise _mismatch(name, "PDF")
    end = file.seek(0, 2)
    if b"%%EOF" not in _read(file, max(end - NEAR, 0), NEAR):
        raise Refusal(_("%(name)s is damaged: its end is missing."), name=name)
    refuse_archive(name, file)


def openxml(main_part: str) -> Check:
    """A document of Word, Excel or PowerPoint, as its list of content types says; without macros."""

    def check(name: str, file: BinaryIO) -> None:
        refuse_pdf(name, file)
        archive = read_document(name, file)
        types = archive.parts.get("[Content_Types].xml", b"")
        if b"macroEnabled" in types:
            raise Refusal(_("%(name)s holds macros; save it without them."), name=name)
        if main_part.encode() not in types or "_rels/.rels" not in archive.parts:
            raise _mismatch(name, PurePosixPath(name).suffix[1:].upper())

    return check


def open_document(content_type: str) -> Check:
    """An OpenDocument file: its first member says which, its manifest says whether it is encrypted."""

    def check(name: str, file: BinaryIO) -> None:
        refuse_pdf(name, file)
        archive = read_document(name, file)
        manifest = archive.parts.get("META-INF/manifest.xml", b"")
        if b"encryption-data" in manifest:
            raise Refusal(_("%(name)s is encrypted; save it without a password."), name=name)
        if archive.heads.get("mimetype", b"").strip() != content_type.encode() or "content.xml" not in archive.parts:
            raise _mismatch(name, PurePosixPath(name).suffix[1:].upper())

    return check


def image(form: str) -> Check:
    """A picture that can be drawn whole, and nothing besides."""

    def check(name: str, file: BinaryIO) -> None:
        refuse_pdf(name, file)
        refuse_archive(name, file)
        content = _read(file, 0, -1)
        if MARKUP.search(content):
            raise _two_faces(name)
        check_image(name, form, content)

    return check


def text(name: str, file: BinaryIO) -> None:
    """UTF-8 without control characters, and nothing that a program would take for a page, a script or a document."""
    content = _read(file, 0, -1)
    decode_text(name, content)
    words = content.removeprefix(b"\xef\xbb\xbf")
    if ANY_MARKUP.match(words) or MARKUP.search(words) or words.lstrip().startswith(FORMATTED):
        raise Refusal(_("%(name)s is no plain text: it holds a page, a script or another document."), name=name)


def archive(kinds: "tuple[Kind, ...]", most: int) -> Check:
    """An archive of at most ``most`` files of these kinds, by name and by first bytes; no archive inside."""
    by_extension = {extension: kind for kind in kinds for extension in kind.extensions}

    def check(name: str, file: BinaryIO) -> None:
        for path, head in read_archive(name, file, max_members=most).heads.items():
            if path.endswith("/"):
                continue
            kind = by_extension.get(PurePosixPath(path).suffix.lower())
            is_other = kind is None or (kind.signatures and filetype.guess_mime(head) not in kind.signatures)
            if is_other or (not kind.signatures and ANY_MARKUP.match(head)):
                raise Refusal(
                    _("%(name)s holds %(member)s, which would not be taken by itself."),
                    name=name,
                    member=ascii(path[:80]),
                )

    return check


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def refuse_pdf(name: str, file: BinaryIO) -> None:
    if PDF_HEAD in _read(file, 0, NEAR):
        raise _two_faces(name)


def refuse_archive(name: str, file: BinaryIO) -> None:
    """Archives are read from their end, so one can hang behind anything."""
    try:
        with zipfile.ZipFile(file) as hidden:
            is_archive = bool(hidden.infolist())
    except DAMAGED:
        is_archive = False
    if is_archive:
        raise _two_faces(name)


def _mismatch(name: str, label: str) -> Refusal:
    return Refusal(_("%(name)s is not what its name says: its content is not %(kind)s."), name=name, kind=label)


def _two_faces(name: str) -> Refusal:
    return Refusal(_("%(name)s holds a second file of another kind inside; save it anew."), name=name)
