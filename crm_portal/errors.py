"""What is answered when there is no page: in both languages, and also when the database is away.

A lost database is no fault of the request: it is answered 503, and when to come back.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from common.public import login_not_required
from common.storages import is_disk_full

RETRY_AFTER = "30"  # seconds


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@login_not_required
def too_large(_request: HttpRequest) -> HttpResponse:
    """413, for what is larger than any form of the portal; the proxy asks for this page when it refuses by itself."""
    return plain("413.html", 413)


def server_error(_request: HttpRequest) -> HttpResponse:
    """503 while the database is away, 507 while the disk is full, 500 for a fault of ours.

    Called while the fault is being handled.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, (OperationalError, InterfaceError)):
        return service_unavailable()
    if is_disk_full(fault):
        return plain("507.html", 507)
    return plain("500.html", 500)


def service_unavailable() -> HttpResponse:
    response = plain("503.html", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def plain(template: str, status: int) -> HttpResponse:
    """A page that needs neither request nor database."""
    return HttpResponse(loader.get_template(template).render(), status=status)
