"""The gate of DOCX: a ZIP archive is looked through as bytes; no member is parsed here.

Members, sizes, ratio, paths, links, encryption, macros and DOCTYPE/ENTITY are checked (``quality`` of archives).
What passes is packed anew with its XML parts alone, so that no picture, font or object ever reaches a parser.
"""

import io
import re
import stat
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _

from declarations.importing.refusal import ImportRefused

MAX_UNCOMPRESSED = 100 * 1024 * 1024  # bytes of all members together
MAX_XML = 20 * 1024 * 1024  # bytes of one XML part
MAX_MEMBERS = 10_000
MAX_RATIO = 100  # uncompressed to compressed; Word's own XML stays under 30
RATIO_FROM = 1024 * 1024  # bytes; a smaller member may be as regular as it likes
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check_archive(name: str, data: bytes) -> bytes:
    """The archive with its XML parts alone. Raises ``ImportRefused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(name, members, len(data))
            parts = _read_all(name, archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise ImportRefused(_("%(name)s is a damaged DOCX: its archive cannot be read."), name=name) from error
    _check_kind(name, parts)
    for part, content in parts.items():
        _check_xml(name, part, content)
    return _pack(parts)


def _check_directory(name: str, members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise ImportRefused(
            _("%(name)s holds %(count)s members; at most %(limit)s are taken."),
            name=name,
            count=len(members),
            limit=MAX_MEMBERS,
        )
    if sum(member.file_size for member in members) > MAX_UNCOMPRESSED:
        raise _bomb(name)
    if len({member.filename for member in members}) != len(members):
        raise ImportRefused(_("%(name)s holds two members of one name."), name=name)
    for member in members:
        _check_member(name, member, size)


def _check_member(name: str, member: zipfile.ZipInfo, size: int) -> None:
    path = member.filename
    is_outside = path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/")
    if is_outside or stat.S_ISLNK(member.external_attr >> 16):
        raise ImportRefused(
            _("%(name)s holds a member that points outside the archive: %(member)s."),
            name=name,
            member=ascii(path[:80]),
        )
    if member.flag_bits & 0x1:
        raise ImportRefused(_("%(name)s is encrypted; save it without a password."), name=name)
    if member.compress_size > size:
        raise zipfile.BadZipFile("a member larger than its archive")
    if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise _bomb(name)


def _bomb(name: str) -> ImportRefused:
    return ImportRefused(_("%(name)s unpacks to far more than a document holds (a “zip bomb”)."), name=name)


def _read_all(name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The XML parts; every member is unpacked and counted, for what the directory says of sizes may be a lie."""
    parts, total = {}, 0
    for member in members:
        is_part = member.filename.endswith((".xml", ".rels"))
        kept = bytearray()
        with archive.open(member) as stream:
            while chunk := stream.read(1 << 16):
                total += len(chunk)
                kept += chunk if is_part else b""
                if total > MAX_UNCOMPRESSED or len(kept) > MAX_XML:
                    raise _bomb(name)
        if is_part:
            parts[member.filename] = bytes(kept)
        elif member.filename.lower().endswith("vbaproject.bin"):
            raise ImportRefused(_("%(name)s holds macros; save it as a DOCX without them."), name=name)
    return parts


def _check_kind(name: str, parts: dict[str, bytes]) -> None:
    """A DOCX says so in its list of content types; a workbook, a template or an ODT under this name does not."""
    if WORD.encode() not in parts.get("[Content_Types].xml", b"") or "_rels/.rels" not in parts:
        raise ImportRefused(_("%(name)s is not a Word document (DOCX), whatever its name says."), name=name)


def _check_xml(name: str, part: str, content: bytes) -> None:
    encoding = ENCODING.match(content[:300].removeprefix(b"\xef\xbb\xbf"))
    is_foreign = encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    if is_foreign or b"\x00" in content or not _is_utf8(content):
        raise ImportRefused(_("%(name)s is damaged: its part %(part)s is not UTF-8."), name=name, part=ascii(part))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ImportRefused(
            _("%(name)s declares entities in its part %(part)s; Word never does, so it is refused."),
            name=name,
            part=ascii(part),
        )


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return packed.getvalue()
