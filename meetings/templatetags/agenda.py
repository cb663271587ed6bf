"""The agenda on pages: the section of a meeting's page, and hours with their zones."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.components import said
from common.zones import in_zone, zone_name
from meetings.access import can_prepare
from meetings.models import Meeting, MinimumItem, SessionKind
from meetings.queries.agenda import agenda_once
from meetings.queries.agenda_lines import Line, SessionLines

register = template.Library()
UTC = "%Y-%m-%dT%H:%M:%SZ"


@register.inclusion_tag("meetings/_agenda.html", takes_context=True)
def agenda_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The agenda as the reader may read it, by day; nothing where it is not meant for the reader. Two queries."""
    user = context["request"].user
    agenda = agenda_once(meeting, user)
    return {"meeting": meeting, "agenda": agenda, "prepares": user.is_authenticated and can_prepare(user, meeting)}


@register.simple_tag
def hours(session: SessionLines) -> SafeString:
    """From when to when, by the clocks of the place and by UTC; a script adds the reader's own (``js/hours.js``)."""
    here, utc = [
        format_html(
            '<span class="hours__span"><time datetime="{}">{}</time>–<time datetime="{}">{}</time></span>',
            session.starts_at.strftime(UTC),
            f"{begins:%H:%M}",
            session.ends_at.strftime(UTC),
            f"{ends:%H:%M}",
        )
        for begins, ends in ((session.begins, session.ends), (session.starts_at, session.ends_at))
    ]
    by_utc = format_html("; {} UTC", utc) if session.zone not in ("", "UTC") else ""
    return format_html(
        '<span class="hours" data-hours="{}" data-zone="{}">{} <span class="hours__zone">({}{})</span></span>',
        _("your time"),
        session.zone or "UTC",
        here,
        session.zone_name,
        by_utc,
    )


@register.simple_tag
def hour_of(line: Line, session: SessionLines) -> SafeString | str:
    """When the item begins, by the clocks of the place; nothing where that is not known."""
    if line.starts_at is None or line.minutes is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        line.starts_at.strftime(UTC),
        f"{in_zone(line.starts_at, session.zone):%H:%M}",
    )


@register.simple_tag
def label_of(words: dict[str, Any], field: str) -> SafeString | str:
    """As ``label``, of a session or item in its canonical form."""
    return said(words.get(f"{field}_es"), words.get(f"{field}_en"))


@register.filter
def kind_words(kind: str) -> str:
    """What a kind of session is called."""
    return str(SessionKind(kind).label)


@register.simple_tag
def change_value(name: str, value: Any, zone: str) -> str:
    """A value of a changed field in words: hours by the clocks of the place, choices by their labels."""
    if value in ("", None):
        return _("(nothing)")
    if name in ("starts_at", "ends_at"):
        there = in_zone(datetime.fromisoformat(value), zone)
        day = formats.date_format(there.date(), "SHORT_DATE_FORMAT")
        return f"{day} {there:%H:%M} ({zone_name(zone or 'UTC', there)})"
    choices = {"kind": SessionKind, "minimum": MinimumItem}.get(name)
    return str(choices(value).label) if choices else str(value)


@register.filter
def told_of(warnings: dict[int, list[str]], session: SessionLines) -> list[str]:
    """What is odd about one session."""
    return warnings.get(session.id, [])
