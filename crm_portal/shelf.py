"""The shelf of kept pages: finished public pages in the memory of this process, and who is answered from there.

Two doors use it: the web server's own (``crm_portal/wsgi.py``), which answers before Django is asked, and the
middleware (``crm_portal/middleware.py``), which fills the shelf. Both hold one dict: WSGI's environ is Django's META.
"""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils import timezone

from common.negotiation import asked_form

Key = tuple[str, ...]
Headers = list[tuple[str, str]]
TOLD_AGAIN = ("ETag", "Cache-Control", "Vary")  # what a 304 repeats
PLACE = "crm_portal.place"  # the ``Place`` in the environ; no header of a request can have this name


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire."""

    status: str
    headers: Headers
    body: bytes


class KeptPage:
    """A finished answer to a visitor, plain and compressed (public pages hold no secret that BREACH could find)."""

    def __init__(self, content: bytes, headers: Mapping[str, str]) -> None:
        packed = gzip.compress(content, 6, mtime=0)
        pairs = list(headers.items())
        self.etag = headers["ETag"]
        self.plain = Answer("200 OK", [*pairs, ("Content-Length", str(len(content)))], content)
        self.packed = Answer(
            "200 OK", [*pairs, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))], packed
        )
        self.unchanged = Answer("304 Not Modified", [(name, headers[name]) for name in TOLD_AGAIN], b"")

    @property
    def size(self) -> int:
        return len(self.plain.body) + len(self.packed.body) + 1000

    def answer(self, environ: Mapping[str, Any]) -> Answer:
        if environ.get("HTTP_IF_NONE_MATCH") == self.etag:
            return self.unchanged
        return self.packed if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else self.plain


class PageShelf:
    """Pages of one site revision, in the memory of this process, the longest unused put away first."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size, self.revision = limit, 0, 0
        self.pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key, revision: int) -> KeptPage | None:
        with self.lock:
            if revision != self.revision:
                self.pages.clear()
                self.size, self.revision = 0, revision
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage, revision: int) -> None:
        with self.lock:
            if revision != self.revision or page.size > self.limit // 10:
                return
            if old := self.pages.pop(key, None):
                self.size -= old.size
            self.pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                self.size -= self.pages.popitem(last=False)[1].size

    def place(self, environ: Mapping[str, Any]) -> "Place | None":
        """Where the page that is asked for has its place, or None when this is no visit."""
        return Place(self, key(environ)) if self.limit and is_visit(environ) else None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one page on the shelf. The door that is asked first finds it, and tells the next one in the environ.

    So the page is filed under what was really asked: Django writes its own reading of the path into the environ, and
    two addresses could look alike in the two readings.
    """

    shelf: PageShelf
    key: Key

    def page(self, revision: int) -> KeptPage | None:
        return self.shelf.get(self.key, revision)

    def keep(self, page: KeptPage, revision: int) -> None:
        self.shelf.put(self.key, page, revision)


def is_visit(environ: Mapping[str, Any]) -> bool:
    """Somebody reads, without a session or any other sign of who they are."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and "HTTP_AUTHORIZATION" not in environ
        and "HTTP_HX_REQUEST" not in environ
        and not environ["PATH_INFO"].startswith("/health/")  # asked also while the database is away
    )


def key(environ: Mapping[str, Any]) -> Key:
    """What makes one page another than the next: the day, too, for "as of today" ends at midnight.

    And the form asked for: an address may answer with a page or show the way to a form for machines.
    """
    return (
        timezone.localdate().isoformat(),
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        asked_form(environ.get("HTTP_ACCEPT", "")),
    )
