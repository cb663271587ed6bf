"""The gate of plain text: UTF-8 without control characters, or refused with the place of the first wrong byte."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # all but white space


def decode_text(name: str, data: bytes) -> str:
    """The words of a text file in NFC. Raises ``Refusal`` that names the first wrong byte."""
    words = data.removeprefix(b"\xef\xbb\xbf")
    if words.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in words[:1000]:
        raise Refusal(_("%(name)s is UTF-16 or another wide encoding; save it as UTF-8."), name=name)
    try:
        text = words.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, len(data) - len(words), words, error) from error
    if found := CONTROL.search(text):
        raise Refusal(
            _("%(name)s holds the control character U+%(code)s on line %(line)s; it is not a clean text."),
            name=name,
            code=f"{ord(found[0]):04X}",
            line=text.count("\n", 0, found.start()) + 1,
        )
    if not text.strip():
        raise Refusal(_("%(name)s is empty."), name=name)
    return unicodedata.normalize("NFC", text)


def _not_utf8(name: str, mark: int, data: bytes, error: UnicodeDecodeError) -> Refusal:
    """``mark`` is the length of the byte order mark that was taken off."""
    return Refusal(
        _(
            "%(name)s is not UTF-8: byte 0x%(byte)s at position %(position)s (line %(line)s)%(guess)s. "
            "Save it as UTF-8."
        ),
        name=name,
        byte=f"{data[error.start]:02X}",
        position=error.start + mark,
        line=data.count(b"\n", 0, error.start) + 1,
        guess=_guess(data[error.start]),
    )


def _guess(byte: int) -> str:
    """The letter that the byte would be in Windows-1252, the usual case; no words, so nothing to translate."""
    letter = bytes([byte]).decode("cp1252", errors="ignore")
    return f", «{letter}» Windows-1252 / Latin-1" if re.match(r"\w|[“”‘’«»¿¡ºª–—]", letter) else ""
