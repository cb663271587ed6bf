"""What concerns somebody: their meetings, their bodies, the plans by which these work."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.access import Audience
from common.lists import columns
from common.ordering import latest_first
from common.templatetags.components import in_either
from meetings.access import ATTEND, bodies_of
from meetings.models import CALLED_OFF, Body, Meeting, Plan
from members.access import audiences_of, is_secretariat

COMING, LATEST, CHANGED = 5, 4, 6  # meetings on a home of the intranet
OF_ALL_MEMBERS = ("vice_ministerial", "grcm", "technical", "extraordinary")  # the rest meet in bodies of some


@dataclass(frozen=True, slots=True)
class MyMeetings:
    """The meetings of somebody: those to come, the next first; the latest; and what changed since a visit."""

    coming: list[Meeting] = field(default_factory=list)
    latest: list[Meeting] = field(default_factory=list)
    changed: list[Meeting] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.coming or self.latest)


def meetings_of(user: Any, since: datetime | None) -> MyMeetings:
    """The meetings that ``user`` attends or that are meant for ``user``; all of them for the Secretariat. One query.

    What was postponed or cancelled takes place on no day; it is told among what changed.
    ``changed`` are any that ``user`` may see and that were entered or changed after ``since``, the latest change
    first, with ``told_at``; none without ``since``.
    """
    seen = Meeting.objects.visible_to(user).order_by()
    mine = seen if is_secretariat(user) else seen.filter(_concerning(user))
    dated = (
        mine.exclude(start=None)
        .exclude(state__in=CALLED_OFF)
        .annotate(last_day=Coalesce("end", "start", output_field=CharField()))
    )
    today = timezone.localdate().isoformat()
    to_come = Q(last_day__gte=today) | Q(last_day__in=[today[:4], today[:7]])  # a bare year lasts to its last day
    chosen = Q(pk__in=dated.filter(to_come).order_by("start", "key").values("pk")[:COMING])
    chosen |= Q(pk__in=dated.exclude(to_come).order_by("-start", "-key").values("pk")[:LATEST])
    if since is not None:
        versions = Meeting.history.filter(history_date__gt=since).order_by("-history_date").values("id")
        chosen |= Q(pk__in=seen.filter(pk__in=versions).order_by(latest_first("start")).values("pk")[:CHANGED])
    last_version = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
    rows = Meeting.objects.filter(chosen).for_list().order_by("start", "key")
    found = list(rows.annotate(told_at=Subquery(last_version), is_mine=Exists(mine.filter(pk=OuterRef("pk")))))
    own = [meeting for meeting in found if meeting.is_mine and meeting.start and meeting.state not in CALLED_OFF]
    changed = [one for one in found if since is not None and one.told_at and one.told_at > since]
    return MyMeetings(
        [meeting for meeting in own if not _is_over(meeting, today)][:COMING],
        [meeting for meeting in reversed(own) if _is_over(meeting, today)][:LATEST],
        sorted(changed, key=lambda one: one.told_at, reverse=True)[:CHANGED],
    )


def _concerning(user: Any) -> Q:
    """Of a body of the user, of a kind that the user's audience attends, or not for everybody."""
    audiences = audiences_of(user)
    if Audience.MEMBER in audiences:
        kinds = set(OF_ALL_MEMBERS)
    else:
        kinds = {kind for kind, guests in ATTEND.items() if guests & audiences}
    of_bodies = Meeting.bodies.through.objects.filter(body__in=bodies_of(user)).values("meeting")
    return Q(kind__in=kinds) | ~Q(audience=Audience.PUBLIC) | Q(pk__in=of_bodies)


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
