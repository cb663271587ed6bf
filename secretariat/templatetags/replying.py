"""Moments of a consultation by the clocks of its zone, and what its replies are called."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.zones import in_zone, zone_name

register = template.Library()
CHIPS = {"agree": "ready", "comment": "pending", "object": "failed", "time": "accent"}


@register.simple_tag
def moment(at: datetime, zone: str, seconds: bool = False) -> SafeString:
    """A moment by the clocks of ``zone``, with its name; a script adds the reader's own (``js/hours.js``)."""
    there = in_zone(at, zone)
    words = date_format(there, "DATETIME_FORMAT") + (f":{there:%S}" if seconds else "")
    return format_html(
        '<span class="hours" data-hours="{}" data-zone="{}"><time datetime="{}">{}</time> '
        '<span class="hours__zone">({})</span></span>',
        _("your time"),
        zone,
        f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        words,
        zone_name(zone, at),
    )


@register.filter
def answer_chip(reply: Any) -> str:
    """Which look the chip of a reply has."""
    return CHIPS.get(reply.answer, "plain")


@register.filter
def comments_by_paragraph(reply: Any, content: Any) -> list[tuple[int, Any, str]]:
    """The comments of a reply in the order of the text: number, paragraph, words."""
    said = {str(one.paragraph_uid): one.words for one in reply.comments.all()}
    return [(number, one, said[one.uid]) for number, one in enumerate(content.paragraphs, 1) if one.uid in said]


@register.filter
def draft_by_paragraph(draft: Any, content: Any) -> list[tuple[int, str]]:
    """The comments of a draft in the order of the text: number, words."""
    paragraphs = enumerate(content.paragraphs, 1)
    return [(number, draft.comments[one.uid]) for number, one in paragraphs if draft.comments.get(one.uid)]
