"""Delegations read: whether registration is open, whom one may pick, who comes, and how many were there."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import formats, timezone

from meetings.access_delegates import delegations_of
from meetings.models import Attendance, Delegate, DelegateState, DelegationFile, Meeting, MeetingState, Session
from members.access import is_secretariat
from members.models import Participant, Person

WRITABLE = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.HELD, MeetingState.POSTPONED)


def is_registration_open(meeting: Meeting, user: Any) -> bool:
    """Delegations register from the convocation until the meeting's last day; the Secretariat until it is closed.

    Nobody registers for a meeting that is cancelled or closed. No query.
    """
    if is_secretariat(user):
        return meeting.state in WRITABLE
    end = meeting.end or meeting.start
    return meeting.state == MeetingState.CONVENED and (end is None or end.last_day >= timezone.localdate())


def people_of(user: Any, participant_id: int | None) -> QuerySet[Person]:
    """Whom ``user`` may pick from the directory: those who act for the participant, or work in its institutions.

    The Secretariat picks anybody.
    """
    if is_secretariat(user):
        return Person.objects.order_by("name")
    own = Q(mandates__participant=participant_id) | Q(institution__participant=participant_id)
    return Person.objects.visible_to(user).filter(own).distinct().order_by("name")


def participants_to_register(user: Any, meeting: Meeting) -> QuerySet[Participant]:
    """For whom ``user`` registers at ``meeting``: the Secretariat for every participant."""
    chosen = Participant.objects.order_by("name", "pk")
    return chosen if is_secretariat(user) else chosen.filter(pk__in=delegations_of(user, meeting))


@dataclass(slots=True)
class Delegation:
    """Those who come, or were to come, for one participant; ``None`` gathers the Secretariat and guests."""

    participant: Participant | None
    delegates: list[Delegate] = field(default_factory=list)


def by_delegation(delegates: QuerySet[Delegate]) -> list[Delegation]:
    """``delegates`` by participant, in the order of names; within each by rank. One query."""
    found: dict[int | None, Delegation] = {}
    for delegate in delegates.for_list():
        found.setdefault(delegate.participant_id, Delegation(delegate.participant)).delegates.append(delegate)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Represented:
    """A country or organisation at a meeting, and how many came for it. No names."""

    participant: Participant
    delegates: int


def represented_at(meeting: Meeting) -> list[Represented]:
    """Who is represented at a meeting, in order of names, by how many accredited delegates. One query."""
    there = Participant.objects.filter(delegates__meeting=meeting, delegates__state=DelegateState.ACCREDITED)
    return [Represented(one, one.came) for one in there.annotate(came=Count("delegates")).order_by("name", "pk")]


@dataclass(frozen=True, slots=True)
class Presence:
    """How many were checked in on a day, or in a session."""

    label: str
    count: int


def presences_of(meeting: Meeting) -> list[Presence]:
    """Checked in by day and by session, in order of time. Two queries. Counts outlive the names."""
    of_meeting = Attendance.objects.filter(delegate__meeting=meeting).order_by()
    days = of_meeting.filter(session=None).values_list("on").annotate(Count("pk")).order_by("on")
    sessions = Session.objects.filter(meeting=meeting).annotate(came=Count("attendances")).filter(came__gt=0)
    told = [Presence(formats.date_format(day), count) for day, count in days]
    return told + [Presence(str(session), session.came) for session in sessions.order_by("starts_at", "pk")]


def states_of(delegates: QuerySet[Delegate]) -> dict[str, int]:
    """How many of ``delegates`` stand in which state. One query."""
    counts: dict[str, int] = defaultdict(int)
    counts.update(delegates.order_by().values_list("state").annotate(Count("pk")))
    return {state: counts[state] for state in DelegateState.values}


def files_for(user: Any, meeting: Meeting) -> list[DelegationFile]:
    """The PDFs that ``user`` asked for and that are still kept, the latest first. One query."""
    return list(DelegationFile.objects.visible_to(user).filter(meeting=meeting)[:10])


def erased_on(meeting: Meeting) -> date | None:
    """The day on which the data of a meeting's delegates is erased; none while the meeting has no date."""
    end = meeting.end or meeting.start
    return months_after(end.last_day, settings.DELEGATE_DATA_MONTHS) if end else None


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
