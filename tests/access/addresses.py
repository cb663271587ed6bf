"""Every address of the portal, walked from the URLconf itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Every address that a visitor may enter; whoever opens another one says so here, and somebody reads it.
OPEN = {
    *(
        "front-door",
        "home",
        "about",
        "participants",
        "participant-detail",
        "participant-json",
        "history",
        "history-csv",
    ),
    *("sources", "glossary", "discrepancies", "styleguide", "robots", "sitemap", "security-txt", "too-large"),
    *("health-live", "health-ready", "verify", "verify-code", "stored-file", "rendering-file", "canonical-file"),
    *("form-file", "changes-pdf", "changes-docx"),
    *("meetings:body-list", "meetings:body-detail", "meetings:plan-list", "meetings:plan-detail"),
    *("meetings:meeting-list", "meetings:meeting-detail", "meetings:meeting-calendar"),
    *("meetings:document-archive", "meetings:meeting-pack", "meetings:statement-detail"),
    *("meetings:calendar", "meetings:body-calendar", "meetings:calendar-own"),
    *("meetings:work-plan", "meetings:activity-statistics", "meetings:activity-statistics-csv"),
    *("meetings:agenda-text", "meetings:agenda-version"),
    *("declarations:text-list", "declarations:text-detail", "declarations:text-citation", "declarations:decision-list"),
    *("declarations:edition-detail", "declarations:edition-changes", "declarations:edition-renderings"),
    "seal-certificate",
    *("commitments:commitment-list", "commitments:commitment-csv", "commitments:commitment-detail"),
    *("account_login", "account_logout", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_trust", "mfa_login_webauthn"),
    *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled"),
    *("members:email-confirm", "members:invitation-accept", "members:mail-fewer", "members:demo-sign-in"),
}
BUILT_IN = {"admin"}  # Django's administration: one row stands for it in the matrix


def all_names() -> set[str]:
    """The full names of all addresses (``namespace:name``); the administration counts as its index alone.

    Raises ``AssertionError`` for an address without a name: it could not stand in the access matrix.
    """
    return {name for name, _pattern in _walk(get_resolver().url_patterns, ())}


def closed_names() -> set[str]:
    """Those whose view a visitor cannot enter."""
    walked = _walk(get_resolver().url_patterns, ())
    return {name for name, pattern in walked if pattern and getattr(pattern.callback, "login_required", True)}


def exempt_names() -> set[str]:
    """Those whose view takes a POST without the token of a form."""
    walked = _walk(get_resolver().url_patterns, ())
    return {name for name, pattern in walked if pattern and getattr(pattern.callback, "csrf_exempt", False)}


def _walk(patterns: list, spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern | None]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            if pattern.namespace in BUILT_IN:
                yield f"{pattern.namespace}:index", None
            else:
                yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield ":".join((*spaces, pattern.name)), pattern
