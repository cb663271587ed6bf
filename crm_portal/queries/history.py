"""The history of the conference: its presidencies with what they did, and the milestones of its bodies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from common.kept import kept_under_revision
from common.lists import addresses
from common.periods import PartialDate
from common.queries import Attestation, Evidence, evidence_of
from crm_portal.queries.conference import Named, Term
from crm_portal.queries.work import Work
from meetings.models import Body, BodyKind, BodyName

DECADE = 10
SHOWN = 12  # turns of one year on the page; the list of bodies as of that year has all of them


@dataclass(frozen=True, slots=True)
class Line:
    """A presidency with its troika, and what was held and agreed under it."""

    presidency: Term
    outgoing: Term | None
    incoming: Term | None
    work: Work


class Turn(TextChoices):
    """What happened to a body on a day of its life."""

    CREATED = "created", _("Created")
    RENAMED = "renamed", _("New name")
    SUCCEEDED = "succeeded", _("Succeeded")
    MERGED = "merged", _("Merged")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Attestation):
    """A name that a body bore for a time."""

    name_es: str
    name_en: str
    start: PartialDate | None
    start_bound: str
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A turn in the life of a body, under the name it bore then; ``into`` are those that came after it."""

    on: PartialDate
    turn: Turn
    body: Named
    named: Named | Name
    fact: Attestation
    into: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestones:
    """The turns in the lives of all bodies, in order of time, and the names of the Secretariat."""

    turns: tuple[Milestone, ...]
    secretariat: Named | None
    secretariat_names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the timeline: who presided, and what happened to bodies."""

    number: int
    line: Line | None
    turns: list[Milestone]

    @property
    def shown(self) -> list[Milestone]:
        return self.turns[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.turns) > SHOWN


@dataclass(frozen=True, slots=True)
class Decade:
    """One page of the timeline: the years of a decade that it tells of."""

    number: int
    years: list[Year]

    @property
    def first(self) -> int:
        return self.years[0].number

    @property
    def last(self) -> int:
        return self.years[-1].number


def lines(chosen: Iterable[Term], among: tuple[Term, ...], work: dict[int, Work]) -> list[Line]:
    """The ``chosen`` presidencies with what belongs to them; their neighbours ``among`` all make the troika."""
    place = {term.pk: number for number, term in enumerate(among)}
    return [
        Line(
            term,
            outgoing=among[place[term.pk] - 1] if place[term.pk] else None,
            incoming=among[place[term.pk] + 1] if place[term.pk] + 1 < len(among) else None,
            work=work.get(term.pk) or Work(term.pk),
        )
        for term in chosen
    ]


def timeline(found: list[Line], turns: Iterable[Milestone], *, whole: bool) -> list[Decade]:
    """The years of the lines ``found``, by decade; with ``whole`` also other years in which something happened.

    No more years than a decade has stay together.
    """
    by_year: dict[int, list[Milestone]] = defaultdict(list)
    for turn in turns:
        by_year[turn.on.year].append(turn)
    presided = {line.presidency.year: line for line in found}
    decades: dict[int, list[Year]] = defaultdict(list)
    years = sorted({*presided, *(by_year if whole else ())})
    for year in years:
        decade = (year if len(years) > DECADE else years[0]) // DECADE * DECADE
        decades[decade].append(Year(year, presided.get(year), by_year.get(year, [])))
    return [Decade(number, years) for number, years in decades.items()]


@kept_under_revision
def milestones() -> Milestones:
    """What happened to the bodies, each fact with its sources. Four queries."""
    bodies = list(Body.objects.prefetch_related("names", "succeeded_by"))
    names = {body.pk: [name for name in body.names.all() if not name.is_alternative] for body in bodies}
    evidence = evidence_of({Body: names, BodyName: [name.pk for mine in names.values() for name in mine]})
    predecessors: dict[int, int] = defaultdict(int)
    for body in bodies:
        for heir in body.succeeded_by.all():
            predecessors[heir.pk] += 1
    teller = Teller(evidence, predecessors)
    turns = [turn for body in bodies for turn in teller.turns(body, names[body.pk])]
    secretariat = next((body for body in bodies if body.kind == BodyKind.SECRETARIAT), None)
    return Milestones(
        tuple(sorted(turns, key=lambda turn: turn.on.iso)),
        teller.named(secretariat) if secretariat else None,
        tuple(teller.name(name) for name in names[secretariat.pk]) if secretariat else (),
    )


class Teller:
    """Tells the lives of bodies from what was read of them."""

    def __init__(self, evidence: Evidence, predecessors: dict[int, int]) -> None:
        self.evidence, self.predecessors = evidence, predecessors
        self.url = addresses("meetings:body-detail", "key")

    def named(self, body: Body) -> Named:
        return Named(body.pk, body.key, body.name_es or "", body.name_en or "", self.url(body.key))

    def attested(self, fact: Body | BodyName) -> dict[str, Any]:
        words = {"note_es": fact.note_es or "", "note_en": fact.note_en or ""}
        return {"certainty": fact.certainty, **words, **self.evidence[type(fact), fact.pk]}

    def name(self, name: BodyName) -> Name:
        return Name(
            name_es=name.name_es or "",
            name_en=name.name_en or "",
            start=name.start,
            start_bound=name.start_bound,
            end=name.end,
            **self.attested(name),
        )

    def turns(self, body: Body, names: list[BodyName]) -> Iterator[Milestone]:
        named, life = self.named(body), Attestation(**self.attested(body))
        dated = [self.name(name) for name in names if name.start]
        if body.start:
            first = next((name for name in dated if name.start == body.start), named)
            yield Milestone(body.start, Turn.CREATED, named, first, life)
        for name in dated:
            if name.start and (body.start is None or name.start.iso > body.start.iso):
                yield Milestone(name.start, Turn.RENAMED, named, name, name)
        if body.end:
            heirs = list(body.succeeded_by.all())
            turn = Turn.ENDED if not heirs else Turn.SUCCEEDED
            if any(self.predecessors[heir.pk] > 1 for heir in heirs):
                turn = Turn.MERGED
            last = dated[-1] if dated else named
            yield Milestone(body.end, turn, named, last, life, tuple(self.named(heir) for heir in heirs))
