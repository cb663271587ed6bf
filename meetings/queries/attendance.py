"""Attendance read at the door."""

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import timezone

from meetings.models import Attendance, Delegate, Meeting, Session

MOST = 20  # who is shown at once to somebody who looks for a name


def day_at(meeting: Meeting) -> date:
    """The day that it is now at the place of ``meeting``; the Secretariat's day where its zone is not known."""
    try:
        return timezone.localdate(timezone=ZoneInfo(meeting.time_zone)) if meeting.time_zone else timezone.localdate()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.localdate()


def doors_of(meeting: Meeting) -> list[Session]:
    """The sessions at whose doors people are checked in, in order of time. One query."""
    return list(Session.objects.filter(meeting=meeting).order_by("starts_at", "pk"))


def found_by(meeting: Meeting, words: str) -> list[Delegate]:
    """Up to twenty delegates whose name, institution or badge holds every one of ``words``; not who was withdrawn."""
    found = Delegate.objects.known().filter(meeting=meeting).exclude(state="withdrawn")
    for word in words.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(institution__icontains=word) | Q(badge_code__iexact=word))
    return list(found.for_list()[:MOST])


def presences_of_door(meeting: Meeting, session: Session | None, on: date) -> tuple[int, int]:
    """How many were checked in at this door (a session, or the day ``on``), and how many are accredited."""
    came = Attendance.objects.filter(delegate__meeting=meeting, session=session)
    came = came.filter(on=on) if session is None else came
    return came.count(), Delegate.objects.accredited().filter(meeting=meeting).count()
