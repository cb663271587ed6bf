"""Delegations in templates: who is represented at a meeting, and badges two by two."""

from collections.abc import Sequence
from typing import Any

from django import template

from meetings.access_delegates import can_list_participants, delegations_of
from meetings.models import Meeting, MeetingState
from meetings.queries.delegations import represented_at
from meetings.queries.needs_delegates import needs_of_delegations
from members.access import is_secretariat
from members.queries.needs import Need

register = template.Library()


@register.filter
def in_pairs(things: Sequence[Any]) -> list[Sequence[Any]]:
    """Two by two; the last alone where they are odd."""
    return [things[place : place + 2] for place in range(0, len(things), 2)]


@register.inclusion_tag("meetings/_participants_of_meeting.html", takes_context=True)
def participants_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """Countries and organisations that were at a meeting, with how many people; never a name. At most two queries.

    Only once it was held. Whoever keeps a delegation, or attends and may read the list of participants, finds the way
    there; the Secretariat comes from the workroom.
    """
    user = context["request"].user
    was_held = meeting.state in (MeetingState.HELD, MeetingState.CLOSED)
    signed_in = user.is_authenticated and not is_secretariat(user)
    has_any = getattr(meeting, "has_delegates", True) or is_secretariat(user)
    return {
        "meeting": meeting,
        "represented": represented_at(meeting) if was_held and has_any else [],
        "registers": signed_in and not was_held and bool(delegations_of(user, meeting)),
        "lists": signed_in and has_any and can_list_participants(user, meeting),
    }


@register.simple_tag(takes_context=True)
def needs_of_my_delegations(context: template.Context) -> list[Need]:
    """What waits for the reader among delegations: to be registered, or, for the Secretariat, to be accredited."""
    return needs_of_delegations(context["request"].user)
