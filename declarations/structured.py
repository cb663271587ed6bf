"""A text as machines read it on a page: schema.org's Legislation, or CreativeWork for what binds nobody."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from common.structured import as_json_ld
from declarations.models import Nature, RenderingState, TextKind
from declarations.reading import Reading

LEGISLATION = {
    TextKind.COMMUNIQUE,
    TextKind.DECLARATION,
    TextKind.EXTRAORDINARY_DECLARATION,
    TextKind.DECISIONS,
    TextKind.CONCLUSIONS,
    TextKind.CRITERIA,
}


def json_ld(reading: Reading) -> SafeString:
    """The text in JSON-LD, safe inside a ``<script>``: no sign of it can end the element."""
    return as_json_ld(_described(reading))


def _described(reading: Reading) -> dict[str, Any]:
    text, edition = reading.text, reading.edition
    is_official = text.nature == Nature.FULL and text.kind in LEGISLATION
    conference = {"@type": "Organization", "name": "Conferencia Regional sobre Migración", "url": settings.SITE_URL}
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if is_official else "CreativeWork",
        "@id": settings.SITE_URL + text.get_absolute_url(),
        "identifier": text.symbol,
        "name": [
            {"@language": language, "@value": title}
            for language in ("es", "en")
            if (title := reading.title_in(language))
        ],
        "inLanguage": reading.languages,
        "publisher": conference,
    }
    if is_official:
        described |= {"legislationType": str(text.get_kind_display()), "legislationPassedBy": conference}
    if text.adopted_on:
        described["legislationDate" if is_official else "dateCreated"] = text.adopted_on.iso
    if edition:
        described |= {
            "version": edition.number,
            "datePublished": localtime(edition.published_at).date().isoformat(),
            "encoding": [_encoded(rendering) for rendering in ready_renderings(reading)],
        }
    return described


def _encoded(rendering: Any) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "contentUrl": settings.SITE_URL + rendering.get_absolute_url(),
        "encodingFormat": "application/pdf",
        "sha256": rendering.sha256,
        "inLanguage": ["es", "en"] if rendering.language == "both" else rendering.language,
    }


def ready_renderings(reading: Reading) -> list[Any]:
    """The PDFs of the edition that can be downloaded now."""
    return [rendering for rendering in reading.renderings if rendering.state == RenderingState.READY]
