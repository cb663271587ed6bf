"""The order of dates of which some are not known: these come last, in either direction.

Said as an expression and not as ``NULLS LAST``, so that one index serves it on SQLite and PostgreSQL alike.
"""

from django.db.models import CharField, Func
from django.db.models.expressions import OrderBy


class UnknownLowest(Func):
    """A partial date; what is not known sorts before every date, and so comes last from the latest backwards."""

    template = "COALESCE(%(expressions)s, '')"
    arity = 1
    output_field = CharField()


class UnknownHighest(UnknownLowest):
    """A partial date; what is not known sorts after every date."""

    template = "COALESCE(%(expressions)s, '9999')"


def latest_first(field: str) -> OrderBy:
    return UnknownLowest(field).desc()


def earliest_first(field: str) -> OrderBy:
    return UnknownHighest(field).asc()
