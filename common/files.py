"""How files are sent: one function for all, after its caller has checked that the reader may see the thing."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from common.storages import SignsAddresses

CHUNK = 64 * 1024  # bytes
SIGNED_FOR = 60  # seconds that an address of the object store lives
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PUBLIC = "public, no-cache"  # may be kept by anyone who asks again before using it
PRIVATE = "private, no-store"
FOREIGN_POLICY = "sandbox; default-src 'none'"


def send_file(
    request: HttpRequest,
    source: FieldFile | bytes,
    *,
    name: str,
    content_type: str,
    sha256: str,
    is_public: bool = False,
    attachment: bool = False,
    is_foreign: bool = False,
) -> HttpResponseBase:
    """Answer GET or HEAD with a stored file, or with bytes that were made for it, under the file name ``name``.

    ``sha256`` is that of the bytes and becomes the ETag; ``is_foreign`` says that a person gave the file: it is always
    saved, never shown, and could do nothing if it were shown. One range of bytes is answered as asked, several whole.
    The web server sends the bytes where ``ACCEL_REDIRECT_PREFIX`` says so, the object store where files lie there.
    Raises ``Http404`` where a row has lost its file.
    """
    etag = f'"{sha256}"'
    disposition = content_disposition(name, attachment=attachment or is_foreign)
    if is_known(request, etag):
        response: HttpResponseBase = HttpResponseNotModified()
    elif isinstance(source, bytes):
        response = _sent_here(request, source, etag)
    elif isinstance(source.storage, SignsAddresses):
        return _sent_by_the_store(request, source, disposition, content_type)
    else:
        response = _sent_from_a_folder(request, source, etag)
    headers = {"ETag": etag, "Cache-Control": PUBLIC if is_public else PRIVATE, "X-Content-Type-Options": "nosniff"}
    if response.status_code in (200, 206):
        headers |= {"Content-Type": content_type, "Content-Disposition": disposition}
    if is_foreign:
        headers["Content-Security-Policy"] = FOREIGN_POLICY
    for header, value in headers.items():
        response.headers[header] = value
    patch_vary_headers(response, ["Cookie"])
    return response


def carries_bytes(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the reader gets the file, or a part of it, by this answer: not by HEAD, 304 or 416."""
    return request.method == "GET" and response.status_code in (200, 206, 302)


def content_disposition(name: str, *, attachment: bool) -> str:
    """The header of RFC 6266 in both forms: plain for old programs, and with every letter for the others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .,()+-]", "_", plain).strip() or "file"
    exact = quote(re.sub(r"[\x00-\x1f\x7f]", "_", name), safe="!#$&+-.^_`|~", errors="replace")
    return f"{'attachment' if attachment else 'inline'}; filename=\"{plain}\"; filename*=UTF-8''{exact}"


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has these very bytes and asks only for others; a proxy may have weakened the tag."""
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in asked or etag in {tag.removeprefix("W/") for tag in asked}


def asked_range(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes asked for by one range (RFC 9110, 14.2): empty where there are none such, ``None`` for the whole file.

    What is no range, several of them, or was asked of another file than this (``If-Range``) means the whole file.
    """
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if first:
        end = min(int(last) + 1, size) if last else size
        return range(int(first), end) if not last or int(first) <= int(last) else None
    return range(max(size - int(last), 0), size) if last else None


class Part:
    """Some bytes of an open file, read in pieces; closes the file when the answer is done, sent or not."""

    def __init__(self, file: Any, part: range) -> None:
        self.file, self.part = file, part
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.part.start)
        left = len(self.part)
        while left and (chunk := self.file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _sent_from_a_folder(request: HttpRequest, source: FieldFile, etag: str) -> HttpResponseBase:
    _must_be_there(source)
    if settings.ACCEL_REDIRECT_PREFIX:
        return HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT_PREFIX}/{quote(source.name)}"})
    return _sent_here(request, source, etag)


def _must_be_there(source: FieldFile) -> None:
    if not source.storage.exists(source.name):
        raise Http404


def _sent_here(request: HttpRequest, source: FieldFile | bytes, etag: str) -> HttpResponseBase:
    size = len(source) if isinstance(source, bytes) else source.size
    part = asked_range(request, etag, size)
    if part is not None and not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(size if part is None else len(part))}
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    if isinstance(source, bytes):
        return HttpResponse(source if part is None else source[part.start : part.stop], status=status, headers=headers)
    if part is None:
        return FileResponse(source.open("rb"), headers=headers)
    return StreamingHttpResponse(Part(source.open("rb"), part), status=status, headers=headers)


def _sent_by_the_store(
    request: HttpRequest, source: FieldFile, disposition: str, content_type: str
) -> HttpResponseRedirect:
    """The store sends, also ranges; the address dies soon, so nobody may keep this answer."""
    _must_be_there(source)
    url = source.storage.signed_url(
        source.name,
        method="HEAD" if request.method == "HEAD" else "GET",
        seconds=SIGNED_FOR,
        disposition=disposition,
        content_type=content_type,
    )
    return HttpResponseRedirect(url, headers={"Cache-Control": PRIVATE})
