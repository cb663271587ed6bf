"""What the YAML headers of imported files say, as fields of a text; what cannot be used is reported, never guessed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.models import Source
from common.periods import PartialDate
from common.refusals import Refusal
from declarations.importing.report import ImportReport
from declarations.importing.words import plain
from declarations.models import Nature
from meetings.models import Meeting

PER_LANGUAGE = ("title", "note", "adopted_by")
SHARED = ("date", "symbol", "original_language", "kind", "nature", "meeting", "audience", "url", "sources")
SYMBOL_LENGTH, ADOPTED_BY_LENGTH = 80, 300  # as the columns hold
FIELD_OF = {"date": "adopted_on"}

Headers = dict[str, dict[str, str]]


def fields_of(headers: Headers, report: ImportReport, *, meeting: Meeting | None, kind: str) -> dict[str, Any]:
    """Values for a ``Text`` by field name. ``headers`` holds one header per language."""
    fields: dict[str, Any] = {}
    for language, header in headers.items():
        for key in PER_LANGUAGE:
            if len(header.get(key, "")) > ADOPTED_BY_LENGTH and key == "adopted_by":
                report.warn("header-value-unused", key=key, value=header[key][:80])
            elif header.get(key):
                fields[f"{key}_{language}"] = header[key]
        _check_place(header.get("place", ""), report, meeting)
    for key, value in shared(headers, report).items():
        if key == "meeting":
            if meeting and value != meeting.key:
                report.warn("meeting-differs", value=value, meeting=meeting.key)
        elif key == "sources":
            fields["sources"] = _sources(value, report)
        elif not is_good(key, value, kind):
            report.warn("header-value-unused", key=key, value=value[:80])
        elif key not in ("kind", "symbol"):
            fields[FIELD_OF.get(key, key)] = value
    if "adopted_on" in fields:
        fields["adopted_on"] = PartialDate(fields["adopted_on"])
    return fields


def shared(headers: Headers, report: ImportReport) -> dict[str, str]:
    """What belongs to the text and not to a language; the Spanish header goes first where the two differ."""
    spanish, english = headers.get("es", {}), headers.get("en", {})
    values = {}
    for key in SHARED:
        if spanish.get(key) and english.get(key) and spanish[key] != english[key]:
            report.warn("headers-differ", key=key, es=spanish[key][:80], en=english[key][:80])
        if value := spanish.get(key) or english.get(key):
            values[key] = value
    return values


def symbol_of(headers: Headers) -> str:
    return headers.get("es", {}).get("symbol") or headers.get("en", {}).get("symbol") or ""


def is_good(key: str, value: str, kind: str) -> bool:
    """Whether the portal knows what the header says under ``key``."""
    if key == "date":
        return _is_date(value)
    if key == "url":
        return _passes(URLValidator(schemes=["http", "https"]), value) and len(value) <= 500
    known: dict[str, Any] = {
        "kind": (kind,),
        "nature": (Nature.FULL, Nature.SUMMARY),
        "original_language": ("es", "en"),
        "audience": Audience.values,
    }
    return value in known[key] if key in known else True


def check_symbol(symbol: str) -> None:
    """Raises ``Refusal`` where ``symbol`` cannot be one."""
    if not _passes(validate_slug, symbol) or len(symbol) > SYMBOL_LENGTH:
        raise Refusal(
            _("“%(symbol)s” cannot be a symbol: letters without accents, digits and hyphens, at most 80."),
            symbol=symbol[:100],
        )


def _check_place(place: str, report: ImportReport, meeting: Meeting | None) -> None:
    """The place of a text is its meeting's, and stands in the record; a header that differs is worth a look."""
    if meeting is None:
        return
    known = [getattr(meeting, f"city_{language}") for language in ("es", "en")]
    known += [getattr(meeting.country, f"name_{language}", "") for language in ("es", "en")]
    names = [plain(name) for name in known if name]
    if place and not any(name in plain(place) or plain(place) in name for name in names):
        report.warn("place-differs", value=place[:80], place=", ".join(name for name in known if name) or "–")


def _sources(value: str, report: ImportReport) -> list[Source]:
    """The sources of the record that the header names by their keys, with commas between."""
    keys = [key.strip() for key in value.split(",") if key.strip()]
    found = {source.key: source for source in Source.objects.filter(key__in=keys)}
    for key in keys:
        if key not in found:
            report.warn("header-value-unused", key="sources", value=key[:80])
    return list(found.values())


def _is_date(value: str) -> bool:
    try:
        PartialDate(value)
    except ValueError:
        return False
    return True


def _passes(validator: Any, value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True
