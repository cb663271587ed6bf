"""What waits among delegations: registration that is open, delegates to be accredited."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.access_delegates import delegations_of, registers_for
from meetings.models import Delegate, DelegateState, Meeting, MeetingState
from meetings.queries.delegations import is_registration_open
from members.access import is_secretariat
from members.queries.needs import Need


def needs_of_delegations(user: Any) -> list[Need]:
    """For the Secretariat delegates to accredit, by meeting; for others meetings for which nobody is registered yet.

    Due on the meeting's first day. Nothing in a preview. At most three queries, one more for each meeting that an
    observer would attend by invitation alone.
    """
    if is_secretariat(user):
        return _to_accredit(user)
    return _to_register(user) if registers_for(user) else []


def _to_accredit(user: Any) -> list[Need]:
    waiting = Delegate.objects.known().filter(state=DelegateState.REGISTERED, meeting__state=MeetingState.CONVENED)
    counts = dict(waiting.order_by().values_list("meeting").annotate(Count("pk")))
    if not counts:
        return []
    meetings = Meeting.objects.visible_to(user).filter(pk__in=counts).for_list()
    return [_accreditation(meeting, counts[meeting.pk]) for meeting in meetings]


def _accreditation(meeting: Meeting, count: int) -> Need:
    words = ngettext(
        "%(counter)s delegate to accredit: %(meeting)s", "%(counter)s delegates to accredit: %(meeting)s", count
    )
    page = reverse("meetings:delegation-list", args=[meeting.key])
    return Need(words % {"counter": count, "meeting": meeting.title}, f"{page}?state=registered", _first_day(meeting))


def _to_register(user: Any) -> list[Need]:
    own = registers_for(user)
    meetings = Meeting.objects.visible_to(user).filter(state=MeetingState.CONVENED).for_list().order_by("start", "key")
    near = [meeting for meeting in meetings if is_registration_open(meeting, user)]
    registered = Delegate.objects.coming().filter(meeting__in=near, participant__in=own).order_by()
    known = set(registered.values_list("meeting", "participant")) if near else set()
    return [
        Need(
            _("Register your delegation: %(meeting)s") % {"meeting": meeting.title},
            reverse("meetings:delegate-register", args=[meeting.key]),
            _first_day(meeting),
        )
        for meeting in near
        if any((meeting.pk, participant) not in known for participant in delegations_of(user, meeting))
    ]


def _first_day(meeting: Meeting) -> Any:
    """Where it is exact; what is over is not overdue any more."""
    start = meeting.start
    day = start.first_day if start is not None and start.precision == "day" else None
    return day if day is None or day >= timezone.localdate() else None
