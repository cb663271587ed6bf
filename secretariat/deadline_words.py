"""Deadlines of a consultation in words, with the arithmetic behind them: the same in letters and on paper. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from common.business_days import DayCounted, DayOff
from common.zones import in_zone, zone_name

SUSPENDED = "suspended"  # stands for a calendar in the days of a step that was suspended


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of an arithmetic: the day, its number where it counts, and why it does not, or what is known of it."""

    day: str
    number: int
    note: str


def moment_words(at: datetime, zone: str) -> str:
    """ "Friday 4 December 2026, 23:59 (San José, Costa Rica, UTC−6)"."""
    local = in_zone(at, zone)
    return f"{date_format(local, 'l')} {date_format(local, 'DATETIME_FORMAT')} ({zone_name(zone, at)})"


def day_words(day: date) -> str:
    """ "Friday 4 December"."""
    return f"{date_format(day, 'l')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def silence_words(silence: str) -> str:
    """What it means that a member does not reply, as a sentence."""
    if silence == "consent":
        return _("No reply in time means consent: a member that has not replied by its deadline consents.")
    return _("Consent must be expressed: a member that has not replied by its deadline has not consented.")


def arithmetic_line(counted: Iterable[DayCounted], names: Mapping[str, str]) -> str:
    """The arithmetic in one line: the last day with its number, and the days that were skipped with the reason.

    ``names`` are the names of the calendars by their keys.
    """
    days = list(counted)
    number = max(one.number for one in days)
    line = _("Day %(number)s of %(number)s: %(day)s.") % {"number": number, "day": day_words(days[-1].day)}
    skipped = [(_reason(one, names), one.day) for one in days if not one.counts]
    told = [_run(reason, [day for _why, day in run]) for reason, run in groupby(skipped, key=lambda one: one[0])]
    skips = _("Skipped: %(days)s.") % {"days": "; ".join(told)}
    return f"{line} {skips}" if told else line


def day_lines(counted: Iterable[DayCounted], names: Mapping[str, str]) -> list[DayLine]:
    """The arithmetic day by day. A half day off counts, and is named."""
    return [DayLine(day_words(one.day), one.number, _reason(one, names)) for one in counted]


def calendars_in(counted: Iterable[DayCounted]) -> set[str]:
    """The keys of the calendars of which a day off stands in an arithmetic."""
    return {off.calendar for one in counted for off in one.days_off} - {SUSPENDED}


def _reason(one: DayCounted, names: Mapping[str, str]) -> str:
    if any(off.calendar == SUSPENDED for off in one.days_off):
        return _("suspended")
    if one.is_weekend:
        return _("weekend")
    return "; ".join(_off(off, names) for off in one.days_off)


def _off(off: DayOff, names: Mapping[str, str]) -> str:
    name = (off.name_en if get_language() == "en" else off.name_es) or off.name_es or off.name_en
    words = f"{name}, {names.get(off.calendar, off.calendar)}"
    return _("half day: %(name)s") % {"name": words} if off.is_half else words


def _run(reason: str, days: Sequence[date]) -> str:
    """Days that follow each other for the same reason: "Saturday 5 and Sunday 6 December (weekend)"."""
    if len(days) == 1:
        return f"{day_words(days[0])} ({reason})"
    joined = {"first": day_words(days[0]), "last": day_words(days[-1])}
    between = (
        pgettext("days", "%(first)s and %(last)s") if len(days) == 2 else pgettext("days", "%(first)s to %(last)s")
    )
    return f"{between % joined} ({reason})"
