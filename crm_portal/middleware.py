"""The front door: kept public pages first, safe headers on everything."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from common.revision import current_revision

Handler = Callable[[HttpRequest], HttpResponseBase]
PUBLIC = "public, no-cache"  # may be kept by anyone, must be asked about every time
PRIVATE = "private, no-store"


@dataclass(slots=True)
class KeptPage:
    """A finished answer to a visitor, plain and compressed (public pages hold no secret that BREACH could find)."""

    plain: bytes
    packed: bytes
    headers: dict[str, str]
    etag: str
    plain_headers: dict[str, tuple[str, str]] = field(init=False)
    packed_headers: dict[str, tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        packed = {"Content-Encoding": "gzip", "Content-Length": str(len(self.packed))}
        self.plain_headers = HttpResponse(
            headers=self.headers | {"Content-Length": str(len(self.plain))}
        ).headers._store
        self.packed_headers = HttpResponse(headers=self.headers | packed).headers._store

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed) + 1000

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_IF_NONE_MATCH") == self.etag:
            response: HttpResponseBase = HttpResponseNotModified()
            for name in ("ETag", "Cache-Control", "Vary"):
                response.headers[name] = self.headers[name]
            return response
        packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        response = HttpResponse(self.packed if packed else self.plain)
        # The finished headers at once: setting a dozen of them one by one costs a third of a kept answer.
        response.headers._store = dict(self.packed_headers if packed else self.plain_headers)
        return response


class PageShelf:
    """Pages of one site revision, in the memory of this process, the longest unused put away first."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size, self.revision = limit, 0, 0
        self.pages: OrderedDict[tuple[str, ...], KeptPage] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[str, ...], revision: int) -> KeptPage | None:
        with self.lock:
            if revision != self.revision:
                self.pages.clear()
                self.size, self.revision = 0, revision
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, ...], page: KeptPage, revision: int) -> None:
        with self.lock:
            if revision != self.revision or page.size > self.limit // 10:
                return
            if old := self.pages.pop(key, None):
                self.size -= old.size
            self.pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                self.size -= self.pages.popitem(last=False)[1].size


class PublicPages:
    """Answers a visitor with a kept page of the present site revision, or keeps what the inner rooms answer.

    The revision is read before the page is made, so a kept page never shows less than the record of its revision.
    A request that carries a session is never answered from here, and nothing that sets a cookie is ever kept.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.shelf = PageShelf(settings.PUBLIC_PAGES_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.is_visit(request):
            return self.get_response(request)
        key = self.key(request.META)
        revision = current_revision()
        if page := self.shelf.get(key, revision):
            return page.answer(request)
        response = self.get_response(request)
        if not self.may_keep(response):
            return response
        page = self.finish(response)
        self.shelf.put(key, page, revision)
        return page.answer(request)

    def key(self, meta: dict[str, str]) -> tuple[str, ...]:
        """What makes one page another than the next: the day, too, for "as of today" ends at midnight."""
        host, scheme = meta.get("HTTP_HOST", ""), meta.get("HTTP_X_FORWARDED_PROTO", "")
        return (timezone.localdate().isoformat(), host, scheme, meta["PATH_INFO"], meta.get("QUERY_STRING", ""))

    def is_visit(self, request: HttpRequest) -> bool:
        return bool(
            self.shelf.limit
            and request.method == "GET"
            and settings.SESSION_COOKIE_NAME not in request.META.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in request.META
            and "HTTP_HX_REQUEST" not in request.META
            and not request.path_info.startswith("/health/")  # asked also while the database is away
        )

    def may_keep(self, response: HttpResponseBase) -> bool:
        return (
            getattr(response, "is_public_page", False)
            and response.status_code == 200
            and isinstance(response, HttpResponse)
            and not response.cookies
            and not response.has_header("Content-Encoding")
        )

    def finish(self, response: HttpResponse) -> KeptPage:
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        response.headers["Cache-Control"] = PUBLIC
        response.headers["ETag"] = etag
        headers = {name: value for name, value in response.items() if name not in ("Content-Length", "X-Request-ID")}
        return KeptPage(response.content, gzip.compress(response.content, 6, mtime=0), headers, etag)


class ResponseHeaders:
    """Headers of every answer. What no room declared keepable is private and never stored."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", PRIVATE)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
