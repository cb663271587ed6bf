"""The gate of archives (ZIP, and the office formats that are one): looked through as bytes, before any parser.

Members, sizes, ratio, paths, links, encryption, macros and DOCTYPE/ENTITY are checked; nothing is unpacked to a disk.
"""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal

MAX_UNCOMPRESSED = 100 * 1024 * 1024  # bytes of all members together
MAX_XML = 20 * 1024 * 1024  # bytes of one XML part
MAX_MEMBERS = 10_000
MAX_RATIO = 100  # uncompressed to compressed; office programs' own XML stays under 30
RATIO_FROM = 1024 * 1024  # bytes; a smaller member may be as regular as it likes
HEAD = 512  # bytes by which the format of a member is known
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")
MACROS = re.compile(r"(^|/)vbaproject\.bin$|(^|/)activex/|^(basic|scripts)/", re.I)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: the first bytes of each member by its path, and the XML parts whole."""

    heads: dict[str, bytes]
    parts: dict[str, bytes]


def read_archive(name: str, file: BinaryIO, *, max_members: int = MAX_MEMBERS) -> Archive:
    """The archive in ``file``, whose every member was unpacked and counted once. Raises ``Refusal``.

    Refused: what is damaged or encrypted, too many members or bytes, a member that points outside.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_directory(name, members, file.seek(0, 2), max_members)
            return _read_all(name, archive, members)
    except DAMAGED as error:
        raise Refusal(_("%(name)s is damaged: its archive cannot be read."), name=name) from error


def read_document(name: str, file: BinaryIO) -> Archive:
    """An office document. Raises ``Refusal`` also for macros, and for XML that is not UTF-8 or declares entities."""
    archive = read_archive(name, file)
    if any(MACROS.search(path) for path in archive.heads):
        raise Refusal(_("%(name)s holds macros; save it without them."), name=name)
    for part, content in archive.parts.items():
        _check_xml(name, part, content)
    return archive


def _check_directory(name: str, members: list[zipfile.ZipInfo], size: int, max_members: int) -> None:
    if len(members) > max_members:
        raise Refusal(
            _("%(name)s holds %(count)s members; at most %(limit)s are taken."),
            name=name,
            count=len(members),
            limit=max_members,
        )
    if sum(member.file_size for member in members) > MAX_UNCOMPRESSED:
        raise _bomb(name)
    if len({member.filename for member in members}) != len(members):
        raise Refusal(_("%(name)s holds two members of one name."), name=name)
    for member in members:
        _check_member(name, member)
    if sum(member.compress_size for member in members) > size:
        raise zipfile.BadZipFile("members larger than their archive, or one inside another")


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    path = member.filename
    is_outside = path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/")
    if is_outside or stat.S_ISLNK(member.external_attr >> 16):
        raise Refusal(
            _("%(name)s holds a member that points outside the archive: %(member)s."),
            name=name,
            member=ascii(path[:80]),
        )
    if member.flag_bits & 0x1:
        raise Refusal(_("%(name)s is encrypted; save it without a password."), name=name)
    if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise _bomb(name)


def _bomb(name: str) -> Refusal:
    return Refusal(_("%(name)s unpacks to far more than a document holds (a “zip bomb”)."), name=name)


def _read_all(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Archive:
    """Every member is unpacked and counted, for what the directory says of sizes may be a lie."""
    heads, parts, total = {}, {}, 0
    for member in members:
        is_part = member.filename.endswith((".xml", ".rels"))
        kept = bytearray()
        with archive.open(member) as stream:
            while chunk := stream.read(1 << 16):
                total += len(chunk)
                kept += chunk if is_part else chunk[: max(HEAD - len(kept), 0)]
                if total > MAX_UNCOMPRESSED or len(kept) > MAX_XML:
                    raise _bomb(name)
        heads[member.filename] = bytes(kept[:HEAD])
        if is_part:
            parts[member.filename] = bytes(kept)
    return Archive(heads, parts)


def _check_xml(name: str, part: str, content: bytes) -> None:
    encoding = ENCODING.match(content[:300].removeprefix(b"\xef\xbb\xbf"))
    is_foreign = encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    if is_foreign or b"\x00" in content or not _is_utf8(content):
        raise Refusal(_("%(name)s is damaged: its part %(part)s is not UTF-8."), name=name, part=ascii(part))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refusal(
            _("%(name)s declares entities in its part %(part)s; no office program does, so it is refused."),
            name=name,
            part=ascii(part),
        )


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
