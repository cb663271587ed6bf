"""What every page knows: its address in both languages, and where the portal lives."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """The absolute addresses of this page in both languages; never from the Host header."""
    path, here = request.get_full_path(), get_language()
    alternates = {
        code: settings.SITE_URL + (path if code == here else translate_url(path, code))
        for code, _name in settings.LANGUAGES
    }
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": settings.SITE_URL + request.path,
        "alternates": alternates,
        "language_names": {"es": "Español", "en": "English"},
        "debug": settings.DEBUG,
        "preview": getattr(getattr(request, "user", None), "_preview", None) if hasattr(request, "user") else None,
    }
