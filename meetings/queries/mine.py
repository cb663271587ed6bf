"""What concerns somebody: their meetings, their bodies, the plans by which these work."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.lists import columns
from common.templatetags.components import in_either
from meetings.access import bodies_of
from meetings.models import CALLED_OFF, Body, Meeting, Plan
from meetings.queries.desk_meetings import CHANGED, COMING, LATEST, meetings_on_desk


@dataclass(frozen=True, slots=True)
class MyMeetings:
    """The meetings of somebody: those to come, the next first; the latest; and what changed since a visit."""

    coming: list[Meeting] = field(default_factory=list)
    latest: list[Meeting] = field(default_factory=list)
    changed: list[Meeting] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.coming or self.latest)


def meetings_of(user: Any, since: datetime | None) -> MyMeetings:
    """The meetings that ``user`` attends or that are meant for ``user``; all of them for the Secretariat. They
    are read with the rest of the desk, by one query.

    What was postponed or cancelled takes place on no day; it is told among what changed.
    ``changed`` are any that ``user`` may see and that were entered or changed after ``since``, the latest change
    first, with ``told_at``; none without ``since``.
    """
    today = timezone.localdate().isoformat()
    found = meetings_on_desk(user, since)
    own = [meeting for meeting in found if meeting.is_mine and meeting.start and meeting.state not in CALLED_OFF]
    changed = [one for one in found if since is not None and one.told_at and one.told_at > since]
    return MyMeetings(
        [meeting for meeting in own if not _is_over(meeting, today)][:COMING],
        [meeting for meeting in reversed(own) if _is_over(meeting, today)][:LATEST],
        sorted(changed, key=lambda one: one.told_at, reverse=True)[:CHANGED],
    )


def _is_over(meeting: Meeting, today: str) -> bool:
    last_day = (meeting.end or meeting.start).iso
    return last_day < today[: len(last_day)]


@dataclass(frozen=True, slots=True)
class Named:
    """A body or a plan: its address and its names."""

    key: str
    name_es: str
    name_en: str


@dataclass(frozen=True, slots=True)
class MyBodies:
    """The bodies of somebody, and the plans of the conference that are in force, by which these work."""

    bodies: list[Named]
    plans: list[Named]


def bodies_and_plans_of(user: Any) -> MyBodies:
    """The bodies in which ``user`` sits now, and the plans in force today, the latest first. One query."""
    names = ("place", "at", "key", "name_es", "name_en")
    bodies = Body.objects.filter(pk__in=bodies_of(user)).order_by().annotate(place=Value(0), at=Value(""))
    plans = Plan.objects.in_force(timezone.localdate()).order_by().annotate(place=Value(1))
    begun = Coalesce("start", Value(""), output_field=CharField())
    plans = columns(plans.annotate(at=begun), "place", "at", "key", "title_es", "title_en")
    listed: tuple[list[Named], list[Named]] = ([], [])
    for place, _at, *words in sorted(
        columns(bodies, *names).union(plans, all=True), key=lambda row: row[1], reverse=True
    ):
        listed[place].append(Named(*words))
    return MyBodies(sorted(listed[0], key=lambda body: in_either(body.name_es, body.name_en)), listed[1])
