"""ClamAV, asked over its socket by its INSTREAM command; where none is configured, nothing is asked."""

import socket
import struct
from contextlib import suppress
from typing import BinaryIO

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal

log = structlog.get_logger(__name__)
TIMEOUT = 30  # seconds without an answer
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096  # bytes


def scan(name: str, file: BinaryIO) -> None:
    """Refuses what ``CLAMAV_SOCKET`` (a path, or host:port) calls infected, and everything while it does not answer."""
    if not settings.CLAMAV_SOCKET:
        return
    file.seek(0)
    try:
        with connect(settings.CLAMAV_SOCKET) as scanner:
            answer = ask(scanner, file)
    except (OSError, ValueError) as error:
        log.error("scanner_away", error=str(error))
        raise _away(name) from error
    if answer.endswith(" FOUND"):
        log.warning("upload_infected", answer=answer)
        raise Refusal(_("%(name)s is infected (%(what)s)."), name=name, what=answer.removeprefix("stream: ")[:-6])
    if answer != "stream: OK":
        log.error("scanner_failed", answer=answer)
        raise _away(name)


def connect(address: str) -> socket.socket:
    """A connection to ``/run/clamav/clamd.ctl`` or ``clamav:3310``. Raises ``OSError`` or ``ValueError``."""
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(TIMEOUT)
        try:
            scanner.connect(address)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), TIMEOUT)


def ask(scanner: socket.socket, file: BinaryIO) -> str:
    """Sends the whole of ``file`` and returns the answer without its final zero byte."""
    with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough; the answer says why
        scanner.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            scanner.sendall(struct.pack("!L", len(chunk)) + chunk)
        scanner.sendall(struct.pack("!L", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (heard := scanner.recv(LONGEST_ANSWER)):
        answer += heard
    return answer.rstrip(b"\0").decode(errors="replace")


def _away(name: str) -> Refusal:
    return Refusal(
        _("%(name)s cannot be checked for viruses at the moment, so it was not taken; try again later."), name=name
    )
