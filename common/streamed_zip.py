"""An archive that is made while it is sent: no file beside, and never more in memory than one piece."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import structlog
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)
CHUNK = 256 * 1024  # bytes read at once
PACKED = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".pdf", ".jpg", ".jpeg", ".png", ".webp", ".zip")
DEFLATED_UP_TO = 4 * 1024 * 1024  # bytes; what is larger goes as it is, so that a slow line is never the processor's


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name there, its date, its size in bytes, and how to open it for reading."""

    name: str
    at: datetime
    size: int
    open: Callable[[], BinaryIO]


class _Pipe:
    """Takes what the archive writes, and gives it on. It cannot seek, so sizes stand behind each file."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def zip_stream(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of an archive (ZIP64 where it needs to be) of ``members``, in their order, in constant memory.

    A member whose file is gone from the storage is left out and named in ``MISSING.txt`` at the end: what was sent by
    then cannot be called back.
    """
    pipe, missing = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", allowZip64=True) as archive:  # type: ignore[arg-type]
        for member in members:
            try:
                source = member.open()
            except OSError as error:
                log.error("archive_member_missing", name=member.name, error=str(error))
                missing.append(member.name)
                continue
            with source, archive.open(_entry(member), "w", force_zip64=True) as target:
                while piece := source.read(CHUNK):
                    target.write(piece)
                    if sent := pipe.take():
                        yield sent
            yield pipe.take()
        if missing:
            words = _("These files are missing from the portal's storage; tell the Secretariat:")
            archive.writestr("MISSING.txt", "\n".join([words, *missing, ""]))
    yield pipe.take()


def _entry(member: Member) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.name, date_time=max(member.at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    is_packed = member.name.lower().endswith(PACKED) or member.size > DEFLATED_UP_TO
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.file_size = member.size
    entry.external_attr = 0o644 << 16
    return entry
