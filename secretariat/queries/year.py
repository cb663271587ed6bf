"""A year of the conference: what the presidency has to plan, and everything in it that is dated."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from common.periods import PartialDate
from common.templatetags.components import in_either
from common.zones import in_zone
from meetings.models import Body, BodyKind, Meeting
from members.access import terms
from members.models import Presidency
from secretariat.models import Consulted
from secretariat.queries.consultation_lists import deadlines_between
from secretariat.queries.year_entries import (
    Entry,
    EntryKind,
    day_of,
    foreign,
    meetings_between,
    of_commitments,
    of_holidays,
    of_mandates,
    of_meetings,
    of_presidencies,
    of_terms,
    of_work_plans,
)
from secretariat.queries.year_plan import PlanLine, Slot, day_to_ask_bodies, plan_lines

FIRST_YEAR = 1996
A_DAY = timedelta(days=1)
AHEAD = 5  # years to come that can be looked at
PLANNED = (BodyKind.WORKING_GROUP, BodyKind.NETWORK)


def of_consultations(user: Any, first: date, last: date) -> list[Entry]:
    """Deadlines of the consultations that run in those days and that ``user`` may see: ``EntryKind.CONSULTATION``.

    The one place where the calendar of the year and the handover file ask for them. At most one query.
    """
    begins, ends = (datetime.combine(day, time(), UTC) for day in (first - A_DAY, last + 2 * A_DAY))
    return [
        entry for one in deadlines_between(user, begins, ends) if first <= (entry := _deadline(one)).first_day <= last
    ]


def _deadline(one: Consulted) -> Entry:
    """The last deadline of a step, on its day by the clock of the consultation."""
    text, step = one.step.consultation.text, one.step
    named = {"step": step.get_kind_display(), "title": in_either(text.title_es, text.title_en)}
    return Entry(
        EntryKind.CONSULTATION,
        f"consultation-{text.symbol}-{step.pk}",
        _("%(step)s: %(title)s") % named,
        day_of(in_zone(one.due_at, step.time_zone).date()),
        url=step.consultation.get_absolute_url(),
        language=foreign(text, "title"),
        note=_("suspended") if step.suspended_at else "",
    )


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its entries in order, and its weeks as days with what they hold."""

    first: date
    entries: list[Entry]
    weeks: list[list["Day | None"]]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the small grid: the kinds of what falls on it, in order."""

    on: date
    kinds: list[str]
    is_today: bool

    @property
    def is_weekend(self) -> bool:
        return self.on.weekday() >= 5


@dataclass(frozen=True, slots=True)
class Year:
    """What the page of a year shows. ``rough`` are entries of which only the year is known."""

    number: int
    presidency: Presidency | None
    lines: list[PlanLine]
    months: list[Month]
    rough: list[Entry]
    undated: list[Meeting]

    @property
    def lacking(self) -> list[tuple[PlanLine, Slot]]:
        """Each meeting that the year asks for and that has no day yet."""
        return [(line, slot) for line in self.lines for slot in line.lacking]

    @property
    def entries(self) -> list[Entry]:
        """Everything of which at least the month is known, each once, in order of time."""
        return list({entry.uid: entry for month in self.months for entry in month.entries}.values())

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < timezone.localdate().year + AHEAD else None


def entries_between(user: Any, first: date, last: date, *, meetings: list[Meeting], bodies: list[Body]) -> list[Entry]:
    """Everything dated in those days that ``user`` may see, in order of time. Five queries."""
    found = [
        *of_presidencies(user, first, last),
        *(one for one in of_meetings(user, meetings) if one.first_day <= last and one.last_day >= first),
        *of_consultations(user, first, last),
        *of_commitments(user, first, last),
        *of_work_plans(user, first, last),
        *of_mandates(user, first, last),
        *of_terms(bodies, first, last),
        *of_holidays(first, last),
    ]
    return sorted(found, key=lambda entry: (entry.when.iso, entry.order))


def year_for(user: Any, number: int) -> Year:
    """The year ``number`` as ``user`` may read it. Eight queries beside those of who reads."""
    today, first, last = timezone.localdate(), date(number, 1, 1), date(number, 12, 31)
    day = day_to_ask_bodies(number, today)
    bodies = list(Body.objects.in_force(day).order_by("order", "key"))
    meetings = meetings_between(user, first, last, undated=True)
    lines = plan_lines(number, meetings, [one for one in bodies if one.kind in PLANNED and one.can_meet(day)])
    entries = entries_between(user, first, last, meetings=meetings, bodies=bodies)
    presidency = next((term for term in terms() if term.year == number), None)
    return Year(
        number,
        presidency,
        lines,
        months=[_month(number, month, entries, today) for month in range(1, 13)],
        rough=[entry for entry in entries if entry.when.precision == "year"],
        undated=_undated(meetings, lines) if number >= today.year else [],
    )


def _undated(meetings: list[Meeting], lines: list[PlanLine]) -> list[Meeting]:
    """Meetings to be held without a day that fill no line of the plan: of no year yet, or not asked for by a rule."""
    planned = {slot.meeting.pk for line in lines for slot in line.slots if slot.meeting}
    return [one for one in meetings if one.start is None and one.pk not in planned]


def _month(year: int, month: int, entries: list[Entry], today: date) -> Month:
    first = date(year, month, 1)
    last = PartialDate(first.isoformat()[:7]).last_day
    shown = [one for one in entries if one.when.precision != "year" and _is_listed(one, first, last)]
    kinds: dict[date, list[str]] = {}
    for entry in entries:
        if not entry.is_exact or entry.is_off:
            continue
        for day in _days(max(entry.first_day, first), min(entry.last_day, last)):
            kinds.setdefault(day, []).append(str(entry.kind))
    weeks = [
        [_day(day, kinds.get(day, []), today) if day.month == month else None for day in week]
        for week in Calendar(first_weekday()).monthdatescalendar(year, month)
    ]
    return Month(first, sorted(shown, key=lambda entry: entry.order), weeks)


def _day(day: date, kinds: list[str], today: date) -> Day:
    return Day(day, list(dict.fromkeys(kinds)), day == today)


def _is_listed(entry: Entry, first: date, last: date) -> bool:
    """In the month in which it begins, or, of what began before the year, in its first month."""
    return first <= entry.first_day <= last or (first.month == 1 and entry.first_day < first <= entry.last_day)


def first_weekday() -> int:
    """Monday in Spanish and Sunday in English, as Django's formats have it; 0 is Monday."""
    return (int(formats.get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
