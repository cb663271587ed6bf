"""What waits among delegations: registration that is open, delegates to be accredited."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.access_delegates import delegations_of, registers_for
from meetings.models import Meeting
from meetings.queries.delegations import is_registration_open
from meetings.queries.desk_meetings import has_delegates, waiting_meetings
from members.access import is_secretariat
from members.queries.needs import Need


def needs_of_delegations(user: Any) -> list[Need]:
    """For the Secretariat delegates to accredit, by meeting; for others meetings for which nobody is registered yet.

    Due on the meeting's first day. Nothing in a preview. No query beside that of the desk.
    """
    if is_secretariat(user):
        return _to_accredit(user)
    return _to_register(user) if registers_for(user) else []


def _to_accredit(user: Any) -> list[Need]:
    return [_accreditation(meeting, meeting.registered) for meeting in waiting_meetings(user, "to_accredit")]


def _accreditation(meeting: Meeting, count: int) -> Need:
    words = ngettext(
        "%(counter)s delegate to accredit: %(meeting)s", "%(counter)s delegates to accredit: %(meeting)s", count
    )
    page = reverse("meetings:delegation-list", args=[meeting.key])
    title = words % {"counter": count, "meeting": meeting.title}
    return Need(title, f"{page}?state=registered", _first_day(meeting), _("Accredit"))


def _to_register(user: Any) -> list[Need]:
    near = [one for one in waiting_meetings(user, "to_register") if is_registration_open(one, user)]
    return [
        Need(
            _("Register your delegation: %(meeting)s") % {"meeting": meeting.title},
            reverse("meetings:delegate-register", args=[meeting.key]),
            _first_day(meeting),
            _("Register"),
        )
        for meeting in near
        if not all(getattr(meeting, has_delegates(one)) for one in delegations_of(user, meeting))
    ]


def _first_day(meeting: Meeting) -> Any:
    """Where it is exact; what is over is not overdue any more."""
    start = meeting.start
    day = start.first_day if start is not None and start.precision == "day" else None
    return day if day is None or day >= timezone.localdate() else None
