"""A mail as a file (``.eml``): that it is one, and what its headers say of sender and arrival. Its body is never read.

What the headers say can be forged; they are proposed to a person, who decides.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.uploads.contents import MARKUP, refuse_archive, refuse_pdf

LONGEST_HEAD = 256 * 1024  # bytes of headers; long ways through servers and signatures come to a tenth of it
LONGEST_VALUE = 2000  # signs of one header that is taken apart
FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")  # the beginning of a header, or of the rest of one
BLANK = re.compile(rb"\r?\n\r?\n|\r\r")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message says: the address it is from, and when its last server took it; either may be unknown."""

    sender: str
    arrived_at: datetime | None


def message(name: str, file: BinaryIO) -> None:
    """Text with the headers of a mail, from somebody, on a day; no page, document or archive that calls itself one."""
    refuse_pdf(name, file)
    refuse_archive(name, file)
    head = _head(file)
    lines = [line for line in head.split(b"\n") if line.strip()]
    is_mail = bool(lines) and all(FIELD.match(line) for line in lines) and not lines[0].startswith((b" ", b"\t"))
    if not is_mail or len(head) >= LONGEST_HEAD or CONTROL.search(head) or MARKUP.search(head):
        raise _no_message(name)
    found = _headers(head)
    if not found.get("From") or not (found.get("Date") or found.get("Received")):
        raise _no_message(name)
    file.seek(0)
    if any(b"\x00" in chunk for chunk in iter(lambda: file.read(65536), b"")):
        raise _no_message(name)


def envelope_of(file: BinaryIO) -> Envelope:
    """What the headers of a checked message say. The last server's line stands first: it knows when it arrived."""
    found = _headers(_head(file))
    sender = parseaddr(str(found.get("From", ""))[:LONGEST_VALUE])[1]
    arrived = str(found.get("Received", ""))[:LONGEST_VALUE].rpartition(";")[2]
    return Envelope(sender if "@" in sender else "", _moment(arrived) or _moment(str(found.get("Date", ""))))


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    start = file.read(LONGEST_HEAD).removeprefix(b"\xef\xbb\xbf")
    return BLANK.split(start, maxsplit=1)[0]


def _headers(head: bytes) -> Message:
    return BytesHeaderParser().parsebytes(head + b"\n\n")


def _moment(said: str) -> datetime | None:
    with suppress(TypeError, ValueError, IndexError, OverflowError):
        at = parsedate_to_datetime(said.strip()[:100])
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return None


def _no_message(name: str) -> Refusal:
    return Refusal(_("%(name)s is no mail: save the message itself as a file, with its headers."), name=name)
