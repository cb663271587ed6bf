"""The gate before every parser: what is no readable text, or means harm, is refused by looking at its bytes alone."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from declarations.importing.refusal import ImportRefused

MAX_FILE = 20 * 1024 * 1024  # bytes of any file
MAX_TEXT = 2 * 1024 * 1024  # bytes of a Markdown or plain text: some 1,000 pages
MAX_LINES = 20_000
MAX_BLOCKS = 1_500  # paragraphs of one language; the longest known paper of the conference has about 400
FORMATS = {".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # all but white space

OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", _("%(name)s is an old or encrypted Office file; save it as DOCX without a password.")),
    (b"%PDF", _("%(name)s is a PDF; give the DOCX, Markdown or plain text from which it was made.")),
    (b"{\\rtf", _("%(name)s is an RTF file; save it as DOCX.")),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import: its name, which says the format, and its bytes."""

    name: str
    data: bytes


def check_file(source: SourceFile) -> str:
    """The format of the file: ``docx``, ``markdown`` or ``plain``. Raises ``ImportRefused``."""
    form = FORMATS.get(PurePath(source.name).suffix.lower())
    if form is None:
        raise ImportRefused(
            _("%(name)s: only DOCX (.docx), Markdown (.md) and plain text (.txt) can be imported."), name=source.name
        )
    check_size(source.name, len(source.data), MAX_FILE if form == "docx" else MAX_TEXT)
    for signature, reason in OTHER_FORMATS:
        if source.data.startswith(signature):
            raise ImportRefused(reason, name=source.name)
    is_archive = source.data.startswith(b"PK")
    if is_archive and form != "docx":
        raise ImportRefused(_("%(name)s is an archive or Office file under the name of a text."), name=source.name)
    if form == "docx" and not is_archive:
        raise ImportRefused(_("%(name)s is not a DOCX file, or its beginning is damaged."), name=source.name)
    return form


def check_size(name: str, size: int, limit: int = MAX_FILE) -> None:
    """Refuses an empty or enormous file by its size alone, before it is read."""
    if size == 0:
        raise ImportRefused(_("%(name)s is empty."), name=name)
    if size > limit:
        raise ImportRefused(
            _("%(name)s is too large: %(size)s MB, where at most %(limit)s MB are taken."),
            name=name,
            size=f"{size / 2**20:.1f}",
            limit=limit // 2**20,
        )


def decode_text(source: SourceFile) -> str:
    """The words of a Markdown or plain text in NFC. Raises ``ImportRefused`` that names the first wrong byte."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:1000]:
        raise ImportRefused(_("%(name)s is UTF-16 or another wide encoding; save it as UTF-8."), name=source.name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(source, data, error) from error
    if found := CONTROL.search(text):
        raise ImportRefused(
            _("%(name)s holds the control character U+%(code)s on line %(line)s; it is not a clean text."),
            name=source.name,
            code=f"{ord(found[0]):04X}",
            line=text.count("\n", 0, found.start()) + 1,
        )
    if text.count("\n") > MAX_LINES:
        raise ImportRefused(
            _("%(name)s has more than %(limit)s lines; no text of the conference has."),
            name=source.name,
            limit=MAX_LINES,
        )
    if not text.strip():
        raise ImportRefused(_("%(name)s is empty."), name=source.name)
    return unicodedata.normalize("NFC", text)


def _not_utf8(source: SourceFile, data: bytes, error: UnicodeDecodeError) -> ImportRefused:
    return ImportRefused(
        _(
            "%(name)s is not UTF-8: byte 0x%(byte)s at position %(position)s (line %(line)s)%(guess)s. "
            "Save it as UTF-8."
        ),
        name=source.name,
        byte=f"{data[error.start]:02X}",
        position=error.start + len(source.data) - len(data),
        line=data.count(b"\n", 0, error.start) + 1,
        guess=_guess(data[error.start]),
    )


def _guess(byte: int) -> str:
    """The letter that the byte would be in Windows-1252, the usual case; no words, so nothing to translate."""
    letter = bytes([byte]).decode("cp1252", errors="ignore")
    return f", «{letter}» Windows-1252 / Latin-1" if re.match(r"\w|[“”‘’«»¿¡ºª–—]", letter) else ""
