"""What would come of it: when a step that opened now would close, and when one that is extended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from common.business_days import DayCounted
from common.zones import in_zone
from members.models import Participant
from secretariat.models import ROUND_DAYS, Step, StepKind
from secretariat.queries.consultations import arithmetic_of_all, asked_in, members_asked


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One arithmetic, with the members to whom it applies and the minute at which their time is over."""

    members: list[Participant]
    counted: Sequence[DayCounted]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """A step that opened now: whom it would ask, and each different arithmetic once, the one that ends last first."""

    kind: str
    time_zone: str
    asked: list[Participant]
    arithmetics: list[Arithmetic]

    @property
    def due_at(self) -> datetime:
        return self.arithmetics[0].due_at


def preview_of(rules: Any, kind: str) -> Preview | None:
    """A step of ``kind`` that opened now under ``rules`` (a consultation, or settings); none where nobody is asked.

    At most four queries, however many members there are.
    """
    now = timezone.now()
    asked, members = members_asked(kind, now), members_asked(StepKind.ONE, now)
    if not asked or not members:
        return None
    days = rules.troika_days if kind == StepKind.TROIKA else ROUND_DAYS
    today = in_zone(now, rules.time_zone).date()
    every = arithmetic_of_all(rules, after=dict.fromkeys(asked, today), days=days, members=members)
    return Preview(kind, rules.time_zone, asked, _together(every))


def preview_of_settings(settings: Any) -> Preview | None:
    """Round one, if it opened now under ``settings``."""
    return preview_of(settings, StepKind.ONE)


def preview_of_extension(step: Step, days: int) -> Preview | None:
    """The days of a running step with ``days`` more, as ``extend_step`` counts them. Three queries."""
    known = {one.participant: [DayCounted.from_json(day) for day in one.counted] for one in asked_in(step)}
    if not known:
        return None
    members = members_asked(StepKind.ONE, step.opened_at)
    last = {participant: counted[-1].day for participant, counted in known.items()}
    more = arithmetic_of_all(step, after=last, days=days, members=members)
    every = [(one, _goes_on(known[one], counted), due_at) for one, counted, due_at in more]
    return Preview(step.kind, step.time_zone, list(known), _together(every))


def _goes_on(known: list[DayCounted], more: Sequence[DayCounted]) -> list[DayCounted]:
    """``more`` behind ``known``, with numbers that go on."""
    last = max((day.number for day in known), default=0)
    return [*known, *(replace(day, number=day.number + last) if day.counts else day for day in more)]


def _together(every: Sequence[tuple[Participant, Sequence[DayCounted], datetime]]) -> list[Arithmetic]:
    """Those whose days are the same stand together."""
    found: dict[tuple[date, str], Arithmetic] = {}
    for participant, counted, due_at in every:
        known = found.setdefault((due_at, repr(counted)), Arithmetic([], counted, due_at))
        known.members.append(participant)
    return sorted(found.values(), key=lambda one: one.due_at, reverse=True)
