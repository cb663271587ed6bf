"""How many meetings and activities of each kind there were in each year, and what the sources say of the same years."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Substr

from common.queries import attach_evidence
from meetings.models import Meeting, MeetingKind, MeetingState, StatedCount

TOOK_PLACE = (MeetingState.HELD, MeetingState.CLOSED)


@dataclass(frozen=True, slots=True)
class KindOfYear:
    """One row of the table: a year, or nothing where it is not known, with the number of each kind in ``kinds``."""

    year: str
    numbers: list[int]

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Compared:
    """A number of the sources beside what the register holds of the same kinds up to the same day."""

    stated: StatedCount
    held: int | None

    @property
    def difference(self) -> int | None:
        """How many more (or, negative, fewer) the register holds; nothing where it counts no such thing."""
        return None if self.held is None else self.held - self.stated.number

    @property
    def missing(self) -> int:
        """How many fewer the register holds."""
        return max(-(self.difference or 0), 0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The table of the page, and the comparison with the sources."""

    kinds: list[MeetingKind]
    rows: list[KindOfYear]
    totals: list[int]
    compared: list[Compared]

    @property
    def total(self) -> int:
        return sum(self.totals)


def activity_statistics() -> Statistics:
    """Meetings and activities that took place, by kind and year, as everybody may see them. Four queries.

    The sources' numbers are facts of the record (``record/statistics.yaml``); the register counts what it holds, which
    is only what the sources name.
    """
    held = Meeting.objects.visible_to(AnonymousUser()).filter(state__in=TOOK_PLACE).order_by()
    found = list(held.annotate(day=Substr("start", 1, 10)).values_list("kind", "day"))
    by_year = Counter(((day or "")[:4], kind) for kind, day in found)
    kinds = [kind for kind in MeetingKind if any(kind == one for one, _day in found)]
    years = sorted({year for year, _kind in by_year}, reverse=True)
    rows = [KindOfYear(year, [by_year[year, kind.value] for kind in kinds]) for year in years]
    stated = list(StatedCount.objects.all())
    attach_evidence(stated)
    compared = [Compared(one, _held_until(found, one)) for one in stated]
    return Statistics(kinds, rows, [sum(row.numbers[place] for row in rows) for place in range(len(kinds))], compared)


def _held_until(found: list[tuple[str, str | None]], stated: StatedCount) -> int | None:
    """How many of the kinds were held up to the day, month or year of the number; those without a date are not."""
    kinds, until = set(stated.kinds.split()), stated.as_of.iso
    if not kinds:
        return None
    return sum(kind in kinds and bool(day) and day[: len(until)] <= until[: len(day)] for kind, day in found)
