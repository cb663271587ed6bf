"""The gate before every parser: what is no readable text, or means harm, is refused by looking at its bytes alone."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from common.plain_text import decode_text
from common.refusals import Refusal, check_size

MAX_FILE = 20 * 1024 * 1024  # bytes of any file
MAX_TEXT = 2 * 1024 * 1024  # bytes of a Markdown or plain text: some 1,000 pages
MAX_LINES = 20_000
MAX_BLOCKS = 1_500  # paragraphs of one language; the longest known paper of the conference has about 400
FORMATS = {".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"}

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
    """The format of the file: ``docx``, ``markdown`` or ``plain``. Raises ``Refusal``."""
    form = FORMATS.get(PurePath(source.name).suffix.lower())
    if form is None:
        raise Refusal(
            _("%(name)s: only DOCX (.docx), Markdown (.md) and plain text (.txt) can be imported."), name=source.name
        )
    check_size(source.name, len(source.data), MAX_FILE if form == "docx" else MAX_TEXT)
    for signature, reason in OTHER_FORMATS:
        if source.data.startswith(signature):
            raise Refusal(reason, name=source.name)
    is_archive = source.data.startswith(b"PK")
    if is_archive and form != "docx":
        raise Refusal(_("%(name)s is an archive or Office file under the name of a text."), name=source.name)
    if form == "docx" and not is_archive:
        raise Refusal(_("%(name)s is not a DOCX file, or its beginning is damaged."), name=source.name)
    return form


def decode_source(source: SourceFile) -> str:
    """The words of a Markdown or plain text in NFC. Raises ``Refusal`` that names the first wrong byte."""
    text = decode_text(source.name, source.data)
    if text.count("\n") > MAX_LINES:
        raise Refusal(
            _("%(name)s has more than %(limit)s lines; no text of the conference has."),
            name=source.name,
            limit=MAX_LINES,
        )
    return text
