"""PostgreSQL as Django asks it, but a question that stands is planned once for each connection.

To plan a question over six tables takes PostgreSQL several times as long as to answer it, and it plans anew whenever
it is asked. What stands (``common/standing.py``) is handed over once by ``PREPARE`` and then asked by its name. So the
plan is kept, never what was found.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg2 import errors, extensions

from common.standing import Standing

LIMIT = 100  # plans of one connection
KINDS = {int: "bigint", str: "unknown"}  # unknown: what it is compared with decides
LARGEST = 2**63
REFUSED = (errors.FeatureNotSupported, errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
Kinds = tuple[type, ...]


class Cursor(extensions.cursor):
    """Asks what stands by the name of its plan, and all else as it is."""

    plans: "Plans | None" = None
    ask = extensions.cursor.execute

    def execute(self, query: Any, values: Any = None) -> None:
        if self.plans is None or not isinstance(query, Standing):
            return self.ask(query, values)
        try:
            if self.plans.hold(self, query, values or ()):
                sought = query.sought(values or ())
                places = f"({', '.join(['%s'] * len(sought))})" if sought else ""
                return self.ask(f"EXECUTE {query.name}{places}", sought or None)
        except REFUSED:
            self.plans.are_kept = False
            if self.connection.info.transaction_status != extensions.TRANSACTION_STATUS_IDLE:
                raise
        return self.ask(query, values)

    def plan(self, question: Standing, values: Sequence[Any], kinds: Kinds) -> None:
        """Have the question planned, with places for what differs."""
        places = range(len(values)) if question.places is None else question.places
        written = list(values)
        for number, place in enumerate(places, start=1):
            written[place] = extensions.AsIs(f"${number}")
        words = self.mogrify(question, written or None).decode()
        named = f"({', '.join(KINDS[kind] for kind in kinds)})" if kinds else ""
        self.ask(f"PREPARE {question.name}{named} AS {words}")


class Plans:
    """The plans of one connection: by name the kinds of what is looked for, None for what was asked only once so far.

    The longest unused are put away first. A plan that is refused (a table was changed meanwhile, a pooler stands in
    between) ends all planning over this connection, which lives for a minute; what is asked then is asked as it is.
    """

    def __init__(self, *, are_kept: bool) -> None:
        self.are_kept = are_kept
        self.kinds: OrderedDict[str, Kinds | None] = OrderedDict()

    def hold(self, cursor: Cursor, question: Standing, values: Sequence[Any]) -> bool:
        """Whether there is a plan for the question with such values; it is made when that is asked a second time."""
        sought = question.sought(values)
        if not self.are_kept or not all(map(is_plannable, sought)):
            return False
        kinds, is_known = tuple(map(type, sought)), question.name in self.kinds
        if is_known and self.kinds[question.name] is None:
            cursor.plan(question, values, kinds)
            self.kinds[question.name] = kinds
        planned = self.kinds.setdefault(question.name, None)
        self.kinds.move_to_end(question.name)
        if len(self.kinds) > LIMIT:
            self.forget_oldest(cursor)
        return planned == kinds

    def forget_oldest(self, cursor: Cursor) -> None:
        name, kinds = self.kinds.popitem(last=False)
        if kinds is not None:
            cursor.ask(f"DEALLOCATE {name}")


def is_plannable(value: Any) -> bool:
    """A number that fits the largest column of numbers, or a string."""
    return type(value) is str or (type(value) is int and -LARGEST <= value < LARGEST)


class DatabaseWrapper(base.DatabaseWrapper):
    plans: Plans

    def get_connection_params(self) -> dict[str, Any]:
        return super().get_connection_params() | {"cursor_factory": Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        # Whoever puts a pooler in between tells Django so for its own cursors, which need the same thing.
        self.plans = Plans(are_kept=not self.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = super().create_cursor(name)
        cursor.plans = None if name else self.plans
        return cursor
