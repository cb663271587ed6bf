"""What waits in many tables, read by two questions, however many tables and rows there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateField, F, Min, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from common.lists import columns
from secretariat.queries.queues import MOST, SHOWN, Due, Line, Queue, rest_of

NO_DAY = Cast(Value(None), DateField())
# The columns of a row, and what each is where a kind of thing does not have it. All are asked of its own model.
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("ref", "es", "en", "about", "more"), Value("", output_field=CharField())),
    **dict.fromkeys(("since", "due"), NO_DAY),
    **dict.fromkeys(("number", "other"), Value(0)),
}


class Row(NamedTuple):
    """One thing that waits, as narrow as its line needs it. What a column means is said where it is filled."""

    key: str
    pk: int
    ref: str
    es: str | None
    en: str | None
    about: str
    more: str
    since: date | None
    due: date | None
    number: int
    other: int
    place: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of thing that waits: its rows, in which order they are to be done, and how one of them is told.

    ``columns`` fills some of ``COLUMNS`` from the model of ``rows``; ``order`` may name them, with ``w_`` before.
    """

    key: str
    title: str
    rows: QuerySet
    line: Callable[[Row], Line]
    columns: Mapping[str, Any] = field(default_factory=dict)
    order: Sequence[Any] = ("pk",)
    page: str = ""

    @property
    def filled(self) -> dict[str, Any]:
        named = {f"w_{name}": self.columns.get(name, nothing) for name, nothing in COLUMNS.items()}
        return {"w_key": Value(self.key), "w_pk": F("pk"), **named}


class Sum(NamedTuple):
    """How many rows, since when the oldest waits, by when the first is due."""

    number: int = 0
    oldest: date | None = None
    first_due: date | None = None


def queues_of(
    kinds: Sequence[Waiting], *, beside: Mapping[str, QuerySet], whole: str
) -> tuple[dict[str, Queue], dict[str, int]]:
    """The queue of each of ``kinds`` by its key, and how many rows each of ``beside`` has. At most two queries.

    The queue ``whole`` is read as far as ``MOST``, the others as far as ``SHOWN``.
    """
    sums = _sums(kinds, beside)
    lines: dict[str, list[Line]] = {one.key: [] for one in kinds}
    told = {one.key: one.line for one in kinds}
    for row in sorted(_rows([one for one in kinds if sums[one.key].number], whole), key=attrgetter("place")):
        lines[row.key].append(told[row.key](row))
    queues = {
        one.key: Queue(
            key=one.key,
            title=one.title,
            lines=lines[one.key],
            number=sums[one.key].number,
            oldest=sums[one.key].oldest,
            next_due=Due(due) if (due := sums[one.key].first_due) else None,
            page=one.page,
            rest=rest_of(one.key, whole),
        )
        for one in kinds
    }
    return queues, {name: sums[name].number for name in beside}


def _sums(kinds: Sequence[Waiting], beside: Mapping[str, QuerySet]) -> dict[str, Sum]:
    asked = [_sum(one.key, one.rows, one.filled["w_since"], one.filled["w_due"]) for one in kinds]
    asked += [_sum(name, rows, NO_DAY, NO_DAY) for name, rows in beside.items()]
    first, *others = asked
    found = {key: Sum(*numbers) for key, *numbers in first.union(*others, all=True)}
    return {key: found.get(key, Sum()) for key in (*(one.key for one in kinds), *beside)}


def _sum(key: str, rows: QuerySet, since: Any, due: Any) -> QuerySet:
    chosen = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    grouped = chosen.annotate(w_key=Value(key)).values_list("w_key")
    return grouped.annotate(
        w_count=Count("pk", distinct=True),
        w_oldest=Min(since),
        w_first=Min(due),
    )


def _rows(kinds: Sequence[Waiting], whole: str) -> list[Row]:
    if not kinds:
        return []
    first, *others = (_first(one, MOST if one.key == whole else SHOWN) for one in kinds)
    return [Row(*row) for row in first.union(*others, all=True)]


def _first(kind: Waiting, number: int) -> QuerySet:
    """The first rows of one kind. Which they are is asked inside, for SQLite cuts no part of a union short."""
    told = kind.rows.annotate(**kind.filled)
    chosen = told.filter(pk__in=told.order_by(*kind.order).values("pk")[:number]).order_by()
    placed = chosen.annotate(w_place=Window(RowNumber(), order_by=list(kind.order)))
    return columns(placed, *kind.filled, "w_place")
