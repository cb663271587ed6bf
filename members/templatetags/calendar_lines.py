"""The arithmetic of a deadline, day by day, as it was counted or is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.business_days import DayCounted, DayOff
from common.templatetags.components import said
from members.models.calendars import OFFICE

register = template.Library()


@dataclass(slots=True)
class Rest:
    """Who has one day off, under one name."""

    name: SafeString | str
    is_half: bool
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One day, or a weekend of two on which nothing else falls."""

    first: date
    last: date
    number: int
    is_weekend: bool
    rests: list[Rest]
    format: str = "MONTH_DAY_FORMAT"

    @property
    def first_format(self) -> str:
        """The month is said once: "Saturday 26 and Sunday 27 December"."""
        return "j" if self.first != self.last and self.first.month == self.last.month else self.format


@register.inclusion_tag("calendars/_arithmetic.html")
def business_days(counted: Iterable[DayCounted | Mapping[str, Any]]) -> dict[str, Any]:
    """``{% business_days round.counted %}``: each day with its number, or with why it does not count.

    Takes days as they were counted or as a JSONField keeps them. Asks the database nothing.
    """
    lines: list[Line] = []
    for one in counted:
        day = DayCounted.from_json(one) if isinstance(one, Mapping) else one
        rests = _rests(day.days_off)
        before = lines[-1] if lines else None
        if before and before.is_weekend and day.is_weekend and not rests and not before.rests:
            before.last = day.day
        else:
            lines.append(Line(day.day, day.day, day.number, day.is_weekend, rests))
            if before is None or before.last.year != day.day.year:
                lines[-1].format = "DATE_FORMAT"  # the year is said once
    return {"lines": lines}


def _rests(days_off: Iterable[DayOff]) -> list[Rest]:
    """Those whose day goes by the same name in the reader's language stand together."""
    found: dict[tuple[str, bool], Rest] = {}
    for off in days_off:
        rest = Rest(said(off.name_es, off.name_en), off.is_half)
        place = _("Secretariat") if off.calendar == OFFICE else off.calendar.upper()
        found.setdefault((str(rest.name), off.is_half), rest).places.append(place)
    return list(found.values())
