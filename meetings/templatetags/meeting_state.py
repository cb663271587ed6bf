"""How far a meeting is, and what one must know to go there: for the page of the meeting and the desk."""

from datetime import UTC, datetime, time
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from common.zones import zone_name
from meetings.access import can_plan, can_prepare
from meetings.models import CALLED_OFF, Convocation, Meeting
from meetings.queries.needs_meeting import needs_of_preparing
from members.queries.needs import Need

register = template.Library()


@register.inclusion_tag("meetings/_state.html")
def state_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Whether it was postponed or cancelled, and why; nothing for a meeting that goes its way. No query."""
    return {"meeting": meeting, "is_called_off": meeting.state in CALLED_OFF}


@register.inclusion_tag("meetings/_practical.html", takes_context=True)
def practical_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """Venue, clock and practical information, and the latest letter for whom it convenes. At most one query."""
    user = context["request"].user
    letter = None
    if getattr(user, "is_authenticated", False) and meeting.convened_at:
        letter = Convocation.objects.visible_to(user).filter(meeting=meeting).order_by("-number").first()
        if letter:
            letter.meeting = meeting
    return {"meeting": meeting, "letter": letter, "zone": zone_of(meeting)}


@register.simple_tag
def zone_of(meeting: Meeting) -> str:
    """The clock of the meeting by its name and distance from UTC on the first day; empty where none was chosen."""
    if not meeting.time_zone or not meeting.start:
        return ""
    return zone_name(meeting.time_zone, datetime.combine(meeting.start.first_day, time(12), UTC))


@register.simple_tag(takes_context=True)
def workroom_link(context: template.Context, meeting: Meeting) -> SafeString | str:
    """The way into the workroom, for those who prepare the meeting."""
    if not can_prepare(context["request"].user, meeting):
        return ""
    url = reverse("meetings:meeting-workroom", kwargs={"key": meeting.key})
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>', url, icon("edit"), _("Workroom")
    )


@register.simple_tag(takes_context=True)
def preparations_link(context: template.Context) -> SafeString | str:
    """The way to the meetings in preparation, for those who prepare them."""
    if not can_plan(context["request"].user):
        return ""
    return format_html(
        '<a class="button button--quiet" href="{}">{}{}</a>',
        reverse("meetings:meeting-preparations"),
        icon("calendar"),
        _("Meetings in preparation"),
    )


@register.simple_tag(takes_context=True)
def needs_of_meetings(context: template.Context) -> list[Need]:
    """Meetings that wait for a step of those who prepare them; see ``needs_of_preparing``."""
    return needs_of_preparing(context["request"].user)
