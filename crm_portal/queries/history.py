"""The history of the conference: its presidencies with what they did, and the milestones of its bodies."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import PartialDate
from common.queries import attach_evidence
from declarations.models import Text
from meetings.models import Body, BodyKind, BodyName, Meeting, MeetingKind
from members.models import Presidency


@dataclass(frozen=True, slots=True)
class Term:
    """A presidency with its troika, its Vice-Ministerial Meetings, and how much was held and agreed under it."""

    presidency: Presidency
    outgoing: Presidency | None
    incoming: Presidency | None
    meetings: list[Meeting]


class Turn(TextChoices):
    """What happened to a body on a day of its life."""

    CREATED = "created", _("Created")
    RENAMED = "renamed", _("New name")
    SUCCEEDED = "succeeded", _("Succeeded")
    MERGED = "merged", _("Merged")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A turn in the life of a body, under the name it bore then; ``into`` are those that came after it."""

    on: PartialDate
    turn: Turn
    body: Body
    named: Body | BodyName
    fact: Body | BodyName
    into: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestones:
    """The turns in the lives of all bodies, in order of time, and the names of the Secretariat."""

    turns: list[Milestone]
    secretariat: Body | None
    secretariat_names: list[BodyName]


@dataclass(frozen=True, slots=True)
class History:
    """What the page of the history tells."""

    terms: list[Term]
    milestones: Milestones


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the timeline: who presided, and what happened to bodies."""

    number: int
    term: Term | None
    turns: list[Milestone]


def timeline(found: list[Term], turns: list[Milestone], *, whole: bool) -> list[Year]:
    """The years of the terms ``found``; with ``whole`` also the other years in which something happened to a body."""
    by_year: dict[int, list[Milestone]] = defaultdict(list)
    for turn in turns:
        by_year[turn.on.year].append(turn)
    presided = {term.presidency.year: term for term in found}
    years = sorted({*presided, *(by_year if whole else ())})
    return [Year(year, presided.get(year), by_year.get(year, [])) for year in years]


def all_terms() -> list[Presidency]:
    """Every presidency of the record in order of time, with its country. One query."""
    return list(Presidency.objects.select_related("country").order_by("year"))


def terms(chosen: QuerySet[Presidency], among: list[Presidency], user: Any) -> list[Term]:
    """The ``chosen`` presidencies with what belongs to them; their neighbours ``among`` all make the troika.

    Three queries. Only what ``user`` may see is named and counted.
    """
    found = list(_with_work(chosen, user))
    attach_evidence(_facts(found))
    return _in_troikas(found, among)


def history(chosen: QuerySet[Presidency], among: list[Presidency], user: Any) -> History:
    """The same with the milestones of the bodies, each fact with its sources. Six queries."""
    found, told = list(_with_work(chosen, user)), _milestones()
    attach_evidence([*_facts(found), *(turn.fact for turn in told.turns), *told.secretariat_names])
    return History(_in_troikas(found, among), told)


def _facts(found: list[Presidency]) -> list[Attested]:
    return [*found, *(meeting for term in found for meeting in term.vice_ministerials)]


def _in_troikas(found: list[Presidency], among: list[Presidency]) -> list[Term]:
    place = {term.pk: number for number, term in enumerate(among)}
    return [
        Term(
            term,
            outgoing=among[place[term.pk] - 1] if place[term.pk] else None,
            incoming=among[place[term.pk] + 1] if place[term.pk] + 1 < len(among) else None,
            meetings=term.vice_ministerials,
        )
        for term in found
    ]


def _with_work(chosen: QuerySet[Presidency], user: Any) -> QuerySet[Presidency]:
    held = Meeting.objects.visible_to(user)
    agreed = Text.objects.visible_to(user).filter(meeting__presidency=OuterRef("pk"))
    chief = held.filter(kind=MeetingKind.VICE_MINISTERIAL).select_related("country").order_by("start")
    return (
        chosen.select_related("country")
        .annotate(
            meetings_count=_count(held.filter(presidency=OuterRef("pk")), "presidency"),
            texts_count=_count(agreed, "meeting__presidency"),
        )
        .prefetch_related(Prefetch("meetings", queryset=chief, to_attr="vice_ministerials"))
    )


def _count(things: QuerySet, by: str) -> Coalesce:
    return Coalesce(Subquery(things.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def _milestones() -> Milestones:
    bodies = list(Body.objects.prefetch_related("names", "succeeded_by"))
    predecessors: dict[int, int] = defaultdict(int)
    for body in bodies:
        for heir in body.succeeded_by.all():
            predecessors[heir.pk] += 1
    turns = [turn for body in bodies for turn in _turns(body, predecessors)]
    secretariat = next((body for body in bodies if body.kind == BodyKind.SECRETARIAT), None)
    names = [name for name in secretariat.names.all() if not name.is_alternative] if secretariat else []
    return Milestones(sorted(turns, key=lambda turn: turn.on.iso), secretariat, names)


def _turns(body: Body, predecessors: dict[int, int]) -> Iterator[Milestone]:
    names = [name for name in body.names.all() if not name.is_alternative and name.start]
    if body.start:
        first = next((name for name in names if name.start == body.start), body)
        yield Milestone(body.start, Turn.CREATED, body, first, body)
    for name in names:
        if body.start is None or name.start.iso > body.start.iso:
            yield Milestone(name.start, Turn.RENAMED, body, name, name)
    if body.end:
        heirs = tuple(body.succeeded_by.all())
        turn = Turn.ENDED if not heirs else Turn.SUCCEEDED
        if any(predecessors[heir.pk] > 1 for heir in heirs):
            turn = Turn.MERGED
        yield Milestone(body.end, turn, body, names[-1] if names else body, body, heirs)
