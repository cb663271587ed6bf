"""The bodies as a tree, and one body with its family, names, members and meetings."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common.queries import attach_evidence
from meetings.access_plans import seats_in
from meetings.models import Body, BodyMembership, BodyName, BodyRole, BodyStep, Meeting
from meetings.queries.lives import BodyState, Event, life_of, state_of, steps_of

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
    """What the page of a body shows. ``meetings`` are the latest that the reader may see.

    With ``on`` the names, members and coordinators are those of that day; ``state`` is how it stands then, or today.
    ``life`` is always the whole.
    """

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
    life: list[Event]
    state: BodyState


def body_dossier(key: str, user: Any, on: date | None = None) -> BodyDossier:
    """The body ``key`` with its family, names, members, life and meetings. Raises ``Body.DoesNotExist``.

    Five queries; six where steps of its life were entered.
    """
    family = list(_family(key, user))
    body = next((one for one in family if one.key == key), None)
    if body is None:
        raise Body.DoesNotExist(key)
    names, steps = list(body.names.all()), list(steps_of(body)) if body.has_steps else []
    memberships = list(body.memberships.select_related("participant"))
    meetings = list(Meeting.objects.visible_to(user).for_list().filter(bodies=body)[: RECENT + 1])
    attach_evidence([body, *names, *memberships, *meetings, *steps])
    before = [one for one in family if one.is_predecessor]
    after = [one for one in family if one.is_successor]
    borne = [name for name in names if not name.is_alternative]
    sitting = [one for one in memberships if on is None or one.is_in_force(on)]
    return BodyDossier(
        body=body,
        names=[name for name in borne if on is None or name.is_in_force(on)],
        alternative_names=[one for one in names if one.is_alternative and (on is None or one.is_in_force(on))],
        coordinators=[one for one in sitting if one.role == BodyRole.COORDINATOR],
        members=[one for one in sitting if one.role == BodyRole.MEMBER],
        predecessors=before,
        successors=after,
        subordinates=[one for one in family if one.reports_to_id == body.pk and (on is None or one.is_in_force(on))],
        meetings=meetings[:RECENT],
        has_more_meetings=len(meetings) > RECENT,
        life=life_of(body, borne, steps, before, after),
        state=state_of(body, on or timezone.localdate()),
    )


def _family(key: str, user: Any) -> Any:
    """The body itself, those before and after it, and those that report to it; ``is_seated`` where ``user`` sits."""
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
            has_steps=Exists(BodyStep.objects.filter(Q(body=OuterRef("pk")) | Q(others=OuterRef("pk")))),
            is_seated=Exists(seats_in(user).filter(body=OuterRef("pk"))),
            is_predecessor=Exists(before.filter(to_body=OuterRef("pk"))),
            is_successor=Exists(after.filter(from_body=OuterRef("pk"))),
        )
    )
