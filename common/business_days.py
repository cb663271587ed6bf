"""Business days: which days count toward a deadline, shown day by day, and the minute at which it falls.

Pure: it knows no table and no calendar. Whose days off are taken out is a choice of whoever asks
(``members/calendars.py``); the conference's sources name no calendar. ``docs/decisions/0018-business-days.md``.

A business day is Monday to Friday and no full day off of any calendar asked about. A half day off is shown and counts:
offices are open for a part of it, and a country that is off for half a day still has the other half. That too is a
choice, for the sources say nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SATURDAY = 5
MOST_DAYS = 260  # a year of business days; a longer term is a slip of the hand
SEARCHED = timedelta(days=731)  # past two years of days off, something is wrong with the calendars
MINUTE = timedelta(minutes=1)
NO_DAYS_OFF: Mapping[date, Sequence["DayOff"]] = {}


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which one calendar rests: a participant's by its key ("mx"), or "secretariat"; whole or half."""

    day: date
    calendar: str
    name_es: str
    name_en: str
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class DayCounted:
    """One day of an arithmetic: its number where it counts, 0 where it does not, and what is known of it."""

    day: date
    number: int
    is_weekend: bool
    days_off: tuple[DayOff, ...] = ()

    @property
    def counts(self) -> bool:
        return self.number > 0

    def to_json(self) -> dict[str, Any]:
        """Plain values, as a JSONField keeps them; ``from_json`` reads them back the same."""
        off = [asdict(one) | {"day": one.day.isoformat()} for one in self.days_off]
        return {"day": self.day.isoformat(), "number": self.number, "is_weekend": self.is_weekend, "days_off": off}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "DayCounted":
        """What ``to_json`` wrote. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
        off = (DayOff(**{**one, "day": date.fromisoformat(one["day"])}) for one in kept["days_off"])
        return cls(date.fromisoformat(kept["day"]), kept["number"], kept["is_weekend"], tuple(off))


def count_business_days(
    *, after: date, days: int, days_off: Mapping[date, Sequence[DayOff]] = NO_DAYS_OFF
) -> tuple[DayCounted, ...]:
    """Every day from the one following ``after`` up to and with the last of ``days`` business days.

    ``after`` itself never counts. A weekend and a full day off of any calendar in ``days_off`` are in the result with
    the number 0; a half day off is in it with its number. Raises ``ValueError`` for fewer than 1 or more than 260
    days, and where so many are not found within two years.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"business days are counted from 1 to {MOST_DAYS}, not {days}")
    counted: list[DayCounted] = []
    number, day = 0, after
    while number < days:
        day += timedelta(1)
        if day - after > SEARCHED:
            raise ValueError(f"no {days} business days within two years after {after}")
        off = tuple(days_off.get(day, ()))
        is_business = _is_business_day(day, off)
        number += is_business
        counted.append(DayCounted(day, number if is_business else 0, _is_weekend(day), off))
    return tuple(counted)


def business_days_until(due: date, today: date, days_off: Mapping[date, Sequence[DayOff]] = NO_DAYS_OFF) -> int:
    """How many business days follow ``today`` up to and with ``due``; negative where ``due`` has passed.

    Without ``days_off`` from Monday to Friday, as the desks count. On a Friday: 0 for the same day and for the weekend,
    1 for the Monday. On a Monday, -1 for the Friday before.
    """
    first, last = sorted((today, due))
    between = (first + timedelta(days) for days in range(1, (last - first).days + 1))
    count = sum(_is_business_day(day, days_off.get(day, ())) for day in between)
    return count if due >= today else -count


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The minute (aware, UTC) at which the clocks of ``zone`` show ``at`` on ``day``; seconds are left away.

    Where clocks are put forward over it, the first minute that exists after; where they are put back and show it
    twice, the later one: nobody has less time than the clock on the wall promised. ``common.zones.moment`` refuses
    both instead, for hours that a person types and can type anew.
    """
    wall = datetime.combine(day, at.replace(second=0, microsecond=0, fold=1), zone)
    later = wall.astimezone(UTC)
    if _wall(later, zone) == wall.replace(tzinfo=None, fold=0):
        return later
    # In the gap, fold=1 is a moment before the change and fold=0 one after it: the change lies between.
    before, after = later, wall.replace(fold=0).astimezone(UTC)
    while after - before > MINUTE:
        middle = before + (after - before) // (2 * MINUTE) * MINUTE
        before, after = (before, middle) if _wall(middle, zone) > wall.replace(tzinfo=None) else (middle, after)
    return after


def days_left(counted: Iterable[DayCounted], today: date) -> int:
    """How many of the days that count are after ``today``."""
    return sum(one.counts and one.day > today for one in counted)


def halfway(opened: datetime, due: datetime, counted: Iterable[DayCounted], zone: ZoneInfo) -> date:
    """The day in the middle, by the days that count after the day of ``opened`` up to the day of ``due`` in ``zone``.

    Of five the third, of four the second, of one that one; the day of ``due`` where none counts in between.
    """
    first, last = opened.astimezone(zone).date(), due.astimezone(zone).date()
    days = [one.day for one in counted if one.counts and first < one.day <= last]
    return days[(len(days) - 1) // 2] if days else last


def business_day_before(counted: Iterable[DayCounted]) -> date | None:
    """The last day that counts before the final one; none where only one counts."""
    days = [one.day for one in counted if one.counts]
    return days[-2] if len(days) > 1 else None


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _is_business_day(day: date, days_off: Sequence[DayOff]) -> bool:
    return not _is_weekend(day) and all(one.is_half for one in days_off)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clocks of ``zone`` show at a moment."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
