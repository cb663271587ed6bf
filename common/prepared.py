"""Reads whose SELECT is compiled once for all visitors.

Django takes longer to put such a SELECT together than the database to answer it; and for everybody who is not signed
in it is the same, but for the values that are looked for. Only the SELECT is kept, never what it found: the database
is asked every time, and the rules of access are in the SELECT.
"""

from collections.abc import Callable
from copy import copy
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.models import QuerySet
from django.utils.translation import get_language

from common.kept import PLAIN, today
from common.standing import Standing

LIMIT = 64  # SELECTs of one function: it may be asked with different numbers of values, and about several days
STAND_INS: dict[type, tuple[Callable[[int], Any], Callable[[int], Any]]] = {
    int: (lambda place: 30_001 + place, lambda place: 31_001 + place),  # fit the smallest column of numbers
    str: (lambda place: f"Sought {place} %_\\", lambda place: f"Found {place} %_\\"),  # signs that patterns escape
}
VISITOR = AnonymousUser()
Kinds = tuple[tuple[str, type], ...]  # the name of each value that is looked for, and what kind of value it is


class Prepared:
    """A compiled query with places for what is looked for. Stands in for its queryset while rows are read."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, rows: QuerySet) -> None:
        self.db, self._fields, self._iterable_class = rows.db, rows._fields, rows._iterable_class
        self.compiler = rows.query.get_compiler(rows.db)
        self.sql, self.params = self.compiler.as_sql()
        columns = [column for column, *_named in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.places: list[tuple[int, str]] = []

    def answer(self, sought: dict[str, Any]) -> list[Any]:
        """The rows, asked of the database now."""
        values = list(self.params)
        for place, name in self.places:
            values[place] = sought[name]
        asked = copy(self)
        asked.query = asked  # type: ignore[attr-defined]
        asked.compiler = copy(self.compiler)
        asked.compiler.connection = connections[self.db]
        asked.compiler.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(values))
        asked.compiler.get_converters = lambda _columns: self.converters
        return list(self._iterable_class(asked))

    def get_compiler(self, using: str) -> Any:
        return self.compiler


def prepared(function: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Answer with the rows of the query that ``function`` describes.

    By position it takes the reader and plain values, which may shape the query in any way; by name numbers and
    strings that the query looks for just as they are. For whoever is signed in the query is made anew every time.
    Raises ``TypeError`` for other values, and where what is looked for gets into the query in any other shape.
    """

    @lru_cache(maxsize=LIMIT)
    def statement(_language: str | None, _day: date, given: tuple[Any, ...], kinds: Kinds) -> Prepared:
        return _prepare(lambda sought: function(*given, **sought), kinds)

    @wraps(function)
    def rows(*given: Any, **sought: Any) -> list[Any]:
        if any(getattr(value, "is_authenticated", False) for value in given):
            return list(function(*given, **sought))
        asked = tuple(VISITOR if hasattr(value, "is_authenticated") else _plain(value) for value in given)
        kinds = tuple((name, type(value)) for name, value in sought.items())
        return statement(get_language(), today(), asked, kinds).answer(sought)

    return rows


def _plain(value: Any) -> Any:
    if not isinstance(value, PLAIN):
        raise TypeError(f"a {type(value).__name__} cannot shape what is kept for every visitor")
    return value


def _prepare(make: Callable[[dict[str, Any]], QuerySet], kinds: Kinds) -> Prepared:
    """Compile with two sets of values: where the two differ, there stands what is looked for."""
    if any(kind not in STAND_INS for _name, kind in kinds):
        raise TypeError("only numbers and strings are looked for")
    first, second = (
        {name: STAND_INS[kind][turn](place) for place, (name, kind) in enumerate(kinds)} for turn in (0, 1)
    )
    one, other = Prepared(make(first)), Prepared(make(second))
    names = {value: name for name, value in first.items()}
    one.places = [
        (place, names[before])
        for place, (before, after) in enumerate(zip(one.params, other.params, strict=True))
        if before != after and second.get(names.get(before, "")) == after
    ]
    differing = sum(before != after for before, after in zip(one.params, other.params, strict=True))
    if one.sql != other.sql or differing != len(one.places) or {name for _place, name in one.places} != set(first):
        raise TypeError("what is looked for must stand in the query as it is")
    one.sql = Standing(one.sql, tuple(place for place, _name in one.places), one.params)
    return one
