"""What waits for those who prepare meetings: asked anew each time a desk is looked at."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.periods import PartialDate
from meetings.access import can_plan
from meetings.models import Meeting, MeetingState
from meetings.queries.desk_meetings import waiting_meetings
from members.queries.needs import Need


def needs_of_preparing(user: Any) -> list[Need]:
    """Meetings to be convened within sixty days, entered as held, or closed; for the Secretariat also statements that
    their delegations agreed to have published. No query beside that of the desk.
    """
    if not getattr(user, "is_authenticated", False) or not can_plan(user):
        return []
    today = timezone.localdate()
    steps = [need for meeting in waiting_meetings(user, "is_near") if (need := _need(meeting, today))]
    return steps + [_statements(meeting) for meeting in waiting_meetings(user, "has_statement")]


def _statements(meeting: Meeting) -> Need:
    """Without a day: publishing waits for no term."""
    words = _("Statements to publish: %(meeting)s") % {"meeting": meeting.title}
    return Need(words, reverse("meetings:statement-list", args=[meeting.key]))


def _need(meeting: Meeting, today: date) -> Need | None:
    first, last = _exact(meeting.start), _exact(meeting.end or meeting.start)
    if first is None or last is None:
        return None
    words, due = {
        MeetingState.PLANNED: (_("Convene: %(meeting)s"), first),
        MeetingState.CONVENED: (_("Enter as held: %(meeting)s"), first if first <= today else None),
        MeetingState.HELD: (_("Close: %(meeting)s"), last if last < today else None),
    }[MeetingState(meeting.state)]
    if due is None:
        return None
    return Need(words % {"meeting": meeting.title}, reverse("meetings:meeting-workroom", args=[meeting.key]), due)


def _exact(day: PartialDate | None) -> date | None:
    return day.first_day if day is not None and day.precision == "day" else None
