"""What every page knows: its address in both languages, and where the portal lives."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import get_language

from common.page_addresses import address_in


def page(request: HttpRequest) -> dict[str, Any]:
    """The absolute addresses of this page in both languages; never from the Host header."""
    path, here = request.get_full_path(), get_language()
    alternates = {
        code: settings.SITE_URL + (path if code == here else in_language(request, code))
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


def in_language(request: HttpRequest, code: str) -> str:
    """The path of this page, with its query, in another language; as it is where it has none there.

    Django's ``translate_url`` finds out first which page it is; the request knows that already.
    """
    path, match = request.get_full_path(), getattr(request, "resolver_match", None)
    if match is None:
        return path
    try:
        translated = address_in(code, match.view_name, match.args, match.kwargs)
    except NoReverseMatch:
        return path
    query = request.META.get("QUERY_STRING", "")
    return f"{translated}?{query}" if query else translated
