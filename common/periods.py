"""Dates of history: known to the day, the month or only the year, and never made more precise than known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

PARTIAL = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known. ``iso`` is ``1996``, ``1996-03`` or ``1996-03-13``.

    Raises ``ValueError`` for anything else, also for a day that does not exist.
    """

    iso: str

    def __post_init__(self) -> None:
        if not PARTIAL.match(self.iso):
            raise ValueError(f"not a date, month or year: {self.iso!r}")
        _ = self.first_day

    @property
    def precision(self) -> str:
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.iso + "-01-01"[len(self.iso) - 4 :] if len(self.iso) < 10 else self.iso)

    @property
    def last_day(self) -> date:
        """The last day that it may be: 31 December of a bare year."""
        if self.precision == "day":
            return self.first_day
        year, month = self.year, 12 if self.precision == "year" else int(self.iso[5:7])
        return date(year, month, monthrange(year, month)[1])

    def __str__(self) -> str:
        """In the reader's language, with the precision it has: ``1996``, ``marzo de 1996``, ``13 de marzo de 1996``."""
        if self.precision == "year":
            return self.iso
        pattern = "YEAR_MONTH_FORMAT" if self.precision == "month" else "DATE_FORMAT"
        return formats.date_format(self.first_day, pattern)


@lru_cache(maxsize=4096)
def known(iso: str) -> PartialDate:
    """The date that a row holds: a list has sixty, and to prove each anew takes longer than to read it."""
    return PartialDate(iso)


class PartialDateField(models.CharField):
    """One column that keeps the ISO prefix, so that the precision is stored and the order is the order of time."""

    description = _("Date, month or year")
    _pyi_private_get_type: PartialDate  # for mypy: what a row gives
    _pyi_private_set_type: PartialDate | str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: Any) -> PartialDate | None:
        return known(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate(value.isoformat() if isinstance(value, date) else str(value))
        except ValueError as error:
            raise ValidationError(_("Give a year, a year and month, or a day: 1996, 1996-03 or 1996-03-13.")) from error

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return value.iso
        return value.isoformat() if isinstance(value, date) else str(value)

    def value_from_object(self, obj: models.Model) -> str | None:
        """As forms and fixtures hold it: ISO, never in the words of a language."""
        return self.get_prep_value(super().value_from_object(obj))

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"help_text": _("1996, 1996-03 or 1996-03-13"), **kwargs})


def started(on: date, field: str = "start") -> models.Q:
    """True where ``field`` is unknown or lies on or before the day ``on`` (a bare year counts from its first day)."""
    return models.Q(**{f"{field}__lte": on.isoformat()}) | models.Q(**{f"{field}__isnull": True})


def not_ended(on: date, field: str = "end") -> models.Q:
    """True where ``field`` is open or lies on or after ``on`` (a bare year lasts to its last day)."""
    day = on.isoformat()
    return (
        models.Q(**{f"{field}__isnull": True})
        | models.Q(**{f"{field}__gte": day})
        | models.Q(**{f"{field}__in": [day[:4], day[:7]]})
    )


class Bound(models.TextChoices):
    """How a known date stands to the true one."""

    EXACT = "exact", _("on")
    BY = "by", _("at the latest")
    ABOUT = "about", _("about")
    AFTER = "after", _("after")


class PeriodQuerySet(models.QuerySet):
    """Rows with ``start`` and ``end``: truth as of a date."""

    def in_force(self, on: date) -> "PeriodQuerySet":
        return self.filter(started(on), not_ended(on))


class Period(models.Model):
    """A stretch of time; either end may be unknown or open."""

    start = PartialDateField(_("from"), null=True, blank=True)
    start_bound = models.CharField(_("the start is"), max_length=5, choices=Bound, default=Bound.EXACT)
    end = PartialDateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        """The same question as ``PeriodQuerySet.in_force`` asks, of a row that is at hand."""
        return (self.start is None or self.start.first_day <= on) and (self.end is None or self.end.last_day >= on)
