"""The bare Django view that pages are measured against: no middleware, no database, the same bytes."""

import json
import os
from pathlib import Path
from typing import Any

SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.bare"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
USE_TZ = True
LOGGING_CONFIG = None


def load_pages() -> dict[str, bytes]:
    """The pages by address, as the portal answered them (``bench/__main__.py`` wrote them down)."""
    folder = Path(os.environ["BENCH_PAGES"])
    names = json.loads((folder / "addresses.json").read_text())
    return {address: (folder / name).read_bytes() for address, name in names.items()}


def make_view(pages: dict[str, bytes]) -> Any:
    from django.http import HttpRequest, HttpResponse

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(pages[request.get_full_path()])

    return view


def make_application() -> Any:
    """The WSGI application; called by gunicorn."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare"
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


if os.environ.get("DJANGO_SETTINGS_MODULE") == "bench.bare":
    from django.urls import re_path

    urlpatterns = [re_path("", make_view(load_pages()))]
