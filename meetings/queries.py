"""Reads over bodies, meetings and plans, with what belongs to them, in few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from common.queries import attach_evidence
from meetings.models import Body, BodyMembership, BodyName, BodyRole, Meeting, Plan, PlanItem

RECENT = 12  # meetings on the page of a body; the list of meetings has all of them


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
