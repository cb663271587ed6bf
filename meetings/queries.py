"""Reads over bodies, meetings and plans, with what belongs to them, in few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.access import Audience
from common.lists import columns
from common.ordering import latest_first
from common.queries import attach_evidence
from common.templatetags.components import in_either
from meetings.access import ATTEND, bodies_of
from meetings.models import Body, BodyMembership, BodyName, BodyRole, Meeting, Plan, PlanItem
from members.access import audiences_of, is_secretariat

RECENT = 12  # meetings on the page of a body; the list of meetings has all of them
COMING, LATEST, CHANGED = 5, 4, 6  # meetings on a home of the intranet
OF_ALL_MEMBERS = ("vice_ministerial", "grcm", "technical", "extraordinary")  # the rest meet in bodies of some


@dataclass(frozen=True, slots=True)
class BodyNode:
    """A body in its place: under the name it bore, with the bodies that report to it."""

    body: Body
    children: list["BodyNode"] = field(default_factory=list)

    @property
    def named(self) -> Body | BodyName:
        """What carries the name of the time: a dated name, or the body itself where none is dated."""
        return name_then(self.body)


@dataclass(frozen=True, slots=True)
class BodyTree:
    """The bodies of the conference on the day ``on``, and those that had ended by then."""

    on: date
    roots: list[BodyNode]
    ended: list[Body]
    count: int


def name_then(body: Body) -> Body | BodyName:
    """The latest of ``body.names_then`` that was not just used beside another; the body where there is none."""
    names = [name for name in body.names_then if not name.is_alternative]
    return names[-1] if names else body


def body_tree(on: date) -> BodyTree:
    """The tree as it was on the day ``on``. Four queries.

    A body whose superior did not exist then stands at the top.
    """
    bodies = list(Body.objects.in_force(on).named(on))
    ended = list(Body.objects.filter(end__lt=on.isoformat()).exclude(pk__in=[body.pk for body in bodies]).named(on))
    attach_evidence([*bodies, *ended])
    nodes = {body.pk: BodyNode(body) for body in bodies}
    roots = [nodes[body.pk] for body in bodies if body.reports_to_id not in nodes]
    for body in bodies:
        if body.reports_to_id in nodes:
            nodes[body.reports_to_id].children.append(nodes[body.pk])
    return BodyTree(on, roots, ended, len(bodies))


@dataclass(frozen=True, slots=True)
class BodyDossier:
    """What the page of a body shows. ``meetings`` are the latest that the reader may see."""

    body: Body
    names: list[BodyName]
    alternative_names: list[BodyName]
    coordinators: list[BodyMembership]
    members: list[BodyMembership]
    predecessors: list[Body]
    successors: list[Body]
    subordinates: list[Body]
    meetings: list[Meeting]
    has_more_meetings: bool


def body_dossier(key: str, user: Any) -> BodyDossier:
    """The body ``key`` with its family, names, members and meetings. Raises ``Body.DoesNotExist``. Five queries."""
    family = list(_family(key))
    body = next((one for one in family if one.key == key), None)
    if body is None:
        raise Body.DoesNotExist(key)
    names = list(body.names.all())
    memberships = list(body.memberships.select_related("participant"))
    meetings = list(Meeting.objects.visible_to(user).for_list().filter(bodies=body)[: RECENT + 1])
    attach_evidence([body, *names, *memberships, *meetings])
    return BodyDossier(
        body=body,
        names=[name for name in names if not name.is_alternative],
        alternative_names=[name for name in names if name.is_alternative],
        coordinators=[one for one in memberships if one.role == BodyRole.COORDINATOR],
        members=[one for one in memberships if one.role == BodyRole.MEMBER],
        predecessors=[one for one in family if one.is_predecessor],
        successors=[one for one in family if one.is_successor],
        subordinates=[one for one in family if one.reports_to_id == body.pk],
        meetings=meetings[:RECENT],
        has_more_meetings=len(meetings) > RECENT,
    )


def _family(key: str) -> Any:
    """The body itself, those before and after it, and those that report to it."""
    links = Body.succeeds.through.objects
    before, after = links.filter(from_body__key=key), links.filter(to_body__key=key)
    return (
        Body.objects.filter(
            Q(key=key)
            | Q(reports_to__key=key)
            | Q(pk__in=before.values("to_body"))
            | Q(pk__in=after.values("from_body"))
        )
        .select_related("reports_to")
        .annotate(
            is_predecessor=Exists(before.filter(to_body=OuterRef("pk"))),
            is_successor=Exists(after.filter(from_body=OuterRef("pk"))),
        )
    )


@dataclass(frozen=True, slots=True)
class MeetingDossier:
    """What the page of a meeting shows of the meeting itself; its texts and decisions come from the floor above."""

    meeting: Meeting
    bodies: list[Body]
    beside: list[Meeting]

    @property
    def has_calendar_file(self) -> bool:
        return has_exact_days(self.meeting)


def meeting_dossier(key: str, user: Any) -> MeetingDossier:
    """The meeting ``key`` as ``user`` may see it. Raises ``Meeting.DoesNotExist``. Three queries.

    What was held together with it is named only where the reader may see that as well.
    """
    found = list(Meeting.objects.visible_to(user).for_list().filter(Q(key=key) | Q(beside__key=key)).distinct())
    meeting = next((one for one in found if one.key == key), None)
    if meeting is None:
        raise Meeting.DoesNotExist(key)
    attach_evidence([meeting])
    return MeetingDossier(meeting, list(meeting.bodies.all()), [one for one in found if one != meeting])


def has_exact_days(meeting: Meeting) -> bool:
    """Whether first and last day are known to the day, so that a calendar can show the meeting truly."""
    ends = [day for day in (meeting.start, meeting.end) if day is not None]
    return meeting.start is not None and all(day.precision == "day" for day in ends)


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A line of a plan with the lines under it."""

    item: PlanItem
    children: list["PlanNode"] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list["PlanNode"]]]:
        return groups_of(self.children)


@dataclass(frozen=True, slots=True)
class PlanDossier:
    """A plan and its lines as a tree."""

    plan: Plan
    roots: list[PlanNode]

    @property
    def groups(self) -> list[tuple[str, list[PlanNode]]]:
        return groups_of(self.roots)


def groups_of(nodes: list[PlanNode]) -> list[tuple[str, list[PlanNode]]]:
    """Lines of one kind together, in the order in which the kinds first occur."""
    groups: dict[str, list[PlanNode]] = defaultdict(list)
    for node in nodes:
        groups[node.item.kind].append(node)
    return list(groups.items())


def plan_dossier(key: str) -> PlanDossier:
    """The plan ``key``. Raises ``Plan.DoesNotExist``. Three queries."""
    plan = Plan.objects.get(key=key)
    nodes = {item.pk: PlanNode(item) for item in plan.items.all()}
    attach_evidence([plan])
    for node in nodes.values():
        if node.item.parent_id in nodes:
            nodes[node.item.parent_id].children.append(node)
    return PlanDossier(plan, [node for node in nodes.values() if node.item.parent_id not in nodes])


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

    ``changed`` are any that ``user`` may see and that were entered or changed after ``since``, the latest change
    first, with ``changed_at``; none without ``since``.
    """
    seen = Meeting.objects.visible_to(user).order_by()
    mine = seen if is_secretariat(user) else seen.filter(_concerning(user))
    dated = mine.exclude(start=None).annotate(last_day=Coalesce("end", "start", output_field=CharField()))
    today = timezone.localdate().isoformat()
    to_come = Q(last_day__gte=today) | Q(last_day__in=[today[:4], today[:7]])  # a bare year lasts to its last day
    chosen = Q(pk__in=dated.filter(to_come).order_by("start", "key").values("pk")[:COMING])
    chosen |= Q(pk__in=dated.exclude(to_come).order_by("-start", "-key").values("pk")[:LATEST])
    if since is not None:
        versions = Meeting.history.filter(history_date__gt=since).order_by("-history_date").values("id")
        chosen |= Q(pk__in=seen.filter(pk__in=versions).order_by(latest_first("start")).values("pk")[:CHANGED])
    last_version = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")[:1]
    rows = Meeting.objects.filter(chosen).for_list().order_by("start", "key")
    found = list(rows.annotate(changed_at=Subquery(last_version), is_mine=Exists(mine.filter(pk=OuterRef("pk")))))
    own = [meeting for meeting in found if meeting.is_mine and meeting.start]
    changed = [one for one in found if since is not None and one.changed_at and one.changed_at > since]
    return MyMeetings(
        [meeting for meeting in own if not _is_over(meeting, today)][:COMING],
        [meeting for meeting in reversed(own) if _is_over(meeting, today)][:LATEST],
        sorted(changed, key=lambda one: one.changed_at, reverse=True)[:CHANGED],
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
