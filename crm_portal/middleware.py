"""The front door: kept public pages first, safe headers on everything."""

import hashlib
from collections.abc import Callable
from functools import cache

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_structlog.middlewares import RequestMiddleware

from common.addresses import client_address
from common.revision import current_revision
from crm_portal.errors import too_large
from crm_portal.shelf import PLACE, Answer, KeptPage, PageShelf

Handler = Callable[[HttpRequest], HttpResponseBase]
PUBLIC = "public, no-cache"  # may be kept by anyone, must be asked about every time
PRIVATE = "private, no-store"


class Arrival:
    """Writes down when a request came, before anything of it waits: what came by a deadline came in time."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.arrived_at = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class PublicPages:
    """Answers a visitor with a kept page of the present site revision, or keeps what the inner rooms answer.

    The revision is read before the page is made, so a kept page never shows less than the record of its revision.
    A request that carries a session is never answered from here, and nothing that sets a cookie is ever kept.
    Under the web server the shelf is that of ``crm_portal/wsgi.py``, which has looked there already.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.shelf = PageShelf(settings.PUBLIC_PAGES_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = request.META.get(PLACE) or self.shelf.place(request.META)
        if place is None:
            return self.get_response(request)
        revision = current_revision()
        page = place.page(revision)
        if page is None:
            request.revision = revision  # type: ignore[attr-defined]  # what is kept of the record is read under it too
            response = self.get_response(request)
            if not may_keep(response):
                return response
            page = finish(response)
            place.keep(page, revision)
        return as_response(page.answer(request.META))


def may_keep(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and getattr(response, "is_public_page", False)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Content-Encoding")
    )


def finish(response: HttpResponse) -> KeptPage:
    """The page as every visitor may have it: what belongs to one request or one way of sending is left out."""
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    response.headers["Cache-Control"] = PUBLIC
    response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "X-Request-ID")}
    return KeptPage(response.content, headers)


def as_response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=int(answer.status[:3]))
    del response.headers["Content-Type"]  # Django's default; the page brings its own, a 304 has none
    for name, value in answer.headers:
        response.headers[name] = value
    return response


class RequestLog(RequestMiddleware):
    """Every line in the log bears the request's id, and where it came from as our own proxies saw it."""

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        structlog.contextvars.bind_contextvars(ip=client_address(request))


class ContentPolicy(CSPMiddleware):
    """What pages may load, on every answer. It is put into words once: pages that say more (``_csp_update``) are few.

    Nothing inline is allowed anywhere, so nothing is marked as allowed by a nonce.
    """

    def process_request(self, request: HttpRequest) -> None:
        pass

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_report_of_debug = settings.DEBUG and response.status_code in (404, 500)
        if is_report_of_debug or hasattr(response, "_csp_update"):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, content_policy())
        return response


@cache
def content_policy() -> str:
    return build_policy()


class RequestLimit:
    """What says that it is larger than any form of the portal is refused before it is read, as the proxy does."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.REQUEST_MAX_BYTES:
            return too_large(request)
        return self.get_response(request)


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
