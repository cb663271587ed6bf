"""Columns that the kinds of waiting things fill alike."""

from typing import Any

from django.db.models import Case, CharField, DateField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Length, NullIf
from django.db.models.lookups import Exact
from django.utils.translation import get_language


def in_either_language(path: str) -> Coalesce:
    """The words at ``path`` in the reader's language, or else in the other; empty where there are none."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    none = Value("", output_field=CharField())
    return Coalesce(NullIf(F(f"{path}_{here}"), none), F(f"{path}_{there}"), none, output_field=CharField())


def exact_day(path: str) -> Cast:
    """A partial date as a day; nothing where only its year or month is known."""
    words = Cast(path, CharField())
    known = Case(When(Exact(Length(words), 10), then=words), default=None, output_field=CharField())
    return Cast(known, DateField())


def as_number(condition: Any) -> Case:
    """1 where ``condition`` holds, else 0."""
    return Case(When(condition, then=Value(1)), default=Value(0))
