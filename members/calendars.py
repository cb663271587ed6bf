"""Whose holidays do not count, and the days off that follow: national holidays and what decrees make of them.

The sources name no calendar for the five business days of a consultation: whoever opens one chooses a rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.business_days import DayOff
from common.national_holidays import library_version, national_holidays
from members.models.calendars import OFFICE, CalendarDay, CalendarDayKind
from members.models.participants import Participant, Standing, Status

SEAT = "cr"  # "an autonomous unit inside IOM’s office in San José" (report of 20 years; record/bodies.yaml, "st")


class CalendarRule(models.TextChoices):
    """Whose days off are no business days."""

    WEEKENDS = "weekends", _("Nobody's: only Saturdays and Sundays do not count")
    SEAT = "seat", _("Those of the Secretariat's seat: Costa Rica and its own office")
    ANY = "any", _("Those of any member country")
    OWN = "own", _("Those of the member that replies")


def days_off(
    rule: str, *, first: date, last: date, participant_key: str = "", member_keys: Sequence[str] = ()
) -> dict[date, tuple[DayOff, ...]]:
    """The days off from ``first`` to ``last``, both included, as ``count_business_days`` takes them.

    ``member_keys`` are the members whose days count under ``ANY``, ``participant_key`` the one that replies under
    ``OWN``; the other rules need neither. One query, none where only weekends count. Raises ``ValueError`` for an
    unknown rule and for one whose countries are not named: a deadline must not fall short for want of a name.
    """
    calendars = _calendars_of(rule, participant_key, member_keys)
    found: dict[date, dict[str, DayOff]] = {}
    for off in _holidays(calendars, first, last):
        found.setdefault(off.day, {})[off.calendar] = off
    for entry in _entries(calendars, first, last):
        of_day = found.setdefault(entry.day, {})
        # The office says of itself what the country around it cannot know: its line stands for both.
        of_day.pop(SEAT if entry.calendar == OFFICE else entry.calendar, None)
        if entry.kind != CalendarDayKind.WORKING:
            of_day[entry.calendar] = entry.day_off
    return {
        day: tuple(found[day][calendar] for calendar in calendars if calendar in found[day])
        for day in sorted(found)
        if found[day]
    }


def data_version() -> str:
    """Which data an arithmetic was made from: the library's version, how many own days there are, the last change.

    To be kept beside a frozen arithmetic. Two equal versions mean equal days off. Two queries.
    """
    changed = CalendarDay.history.aggregate(last=Max("history_id"), at=Max("history_date"))
    at = changed["at"].isoformat(timespec="seconds") if changed["at"] else "–"
    return f"{library_version()}; {CalendarDay.objects.count()}/{changed['last'] or 0} {at}"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One day of one calendar: what holds, the own entry where there is one, and the holiday that it replaces."""

    day: date
    name_es: str
    name_en: str
    kind: str
    entry: CalendarDay | None = None
    replaced: DayOff | None = None

    @property
    def kind_label(self) -> str:
        return str(CalendarDayKind(self.kind).label)


def calendar_of(calendar: str, year: int) -> list[CalendarLine]:
    """All that is known of one calendar in one year, national holidays and own days together. One query."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    holidays = {off.day: off for off in _holidays([calendar], first, last)}
    lines = {off.day: CalendarLine(off.day, off.name_es, off.name_en, CalendarDayKind.OFF) for off in holidays.values()}
    for entry in _entries([calendar], first, last):
        replaced = holidays.get(entry.day)
        lines[entry.day] = CalendarLine(entry.day, entry.name_es, entry.name_en, entry.kind, entry, replaced)
    return [lines[day] for day in sorted(lines)]


def members_today() -> list[Participant]:
    """The member countries as of today, by name: whose calendars are kept."""
    standing = Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER)
    return list(Participant.objects.filter(pk__in=standing.order_by().values("participant")))


def _calendars_of(rule: str, participant_key: str, member_keys: Sequence[str]) -> Sequence[str]:
    calendars = {
        CalendarRule.WEEKENDS: (),
        CalendarRule.SEAT: (SEAT, OFFICE),
        CalendarRule.ANY: tuple(member_keys),
        CalendarRule.OWN: (participant_key,) if participant_key else (),
    }[CalendarRule(rule)]
    if not calendars and rule != CalendarRule.WEEKENDS:
        raise ValueError(f"no calendar is named for the rule {rule!r}")
    return calendars


def _holidays(calendars: Iterable[str], first: date, last: date) -> Iterable[DayOff]:
    for calendar in calendars:
        for year in range(first.year, last.year + 1):
            yield from (off for off in national_holidays(calendar, year) if first <= off.day <= last)


def _entries(calendars: Sequence[str], first: date, last: date) -> Iterable[CalendarDay]:
    """The own days of these calendars; the office's after those of the countries."""
    if not calendars:
        return []
    named = Q(participant__key__in=calendars)
    if OFFICE in calendars:
        named |= Q(participant__isnull=True)
    entries = CalendarDay.objects.filter(named, day__range=(first, last)).select_related("participant")
    return sorted(entries, key=lambda entry: (entry.participant_id is None, entry.day))
