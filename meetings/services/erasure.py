"""Personal data of delegates is erased some months after their meeting; what was counted stays."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common.journal import record_act
from meetings.models import Delegate, Meeting
from meetings.queries.delegations import erased_on, months_after

CLOCK = "erase_delegates"


def erase_delegates(today: date | None = None) -> int:
    """Erase who came to meetings that ended ``DELEGATE_DATA_MONTHS`` ago; how many delegates. A second run erases none.

    Gone are name, position, institution, address, language, needs, the person, reasons and who registered them;
    participant, capacity, state and attendance stay, so that what was counted stays true. Each meeting is one
    transaction and one line of the journal, which holds a number and no names.
    """
    day = today or timezone.localdate()
    meetings = Meeting.objects.filter(pk__in=Delegate.objects.known().order_by().values("meeting"))
    return sum(_erase(meeting) for meeting in meetings.order_by("pk") if _erased_on(meeting) <= day)


def _erased_on(meeting: Meeting) -> date:
    """Of a meeting without a date, counted from its last registration: nobody's data is kept for ever."""
    if day := erased_on(meeting):
        return day
    latest = Delegate.objects.filter(meeting=meeting).latest("registered_at")
    return months_after(timezone.localdate(latest.registered_at), settings.DELEGATE_DATA_MONTHS)


@transaction.atomic
def _erase(meeting: Meeting) -> int:
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    empty = dict.fromkeys(("name", "position", "institution", "email", "language", "needs"), "")
    reasons = dict.fromkeys(("state_reason", "state_reason_es", "state_reason_en"), "")
    erased = (
        Delegate.objects.known()
        .filter(meeting=meeting)
        .update(person=None, registered_by=None, erased_at=timezone.now(), **empty, **reasons)
    )
    if erased:
        record_act("delegates_erased", meeting, by=CLOCK, after={"rows": erased})
    return erased
