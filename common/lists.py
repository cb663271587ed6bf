"""What the lists of the portal do alike: they read only the columns that a line shows, and name each address once."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django_filters.views import FilterView

from common.templatetags.components import in_either

HOLE = "0-0"
NAMED = ("key", "name_es", "name_en")
Choice = tuple[str, str]


def columns(rows: QuerySet, *names: str) -> QuerySet:
    """``rows`` as named tuples of these columns alone, each in the language that it names and no other."""
    return QuerySet.values_list(rows, *names, named=True)


def addresses(name: str, argument: str) -> Callable[[str], str]:
    """The address ``name`` of many things by their key: it is looked up once, a key of letters and digits put in."""
    before, after = reverse(name, kwargs={argument: HOLE}).rsplit(HOLE, 1)
    return lambda key: f"{before}{key}{after}"


def linked(url: str, words: str) -> SafeString:
    """``words`` as a link. ``url`` is one of our own addresses, in which nothing is to be escaped."""
    return SafeString(f'<a href="{url}">{conditional_escape(words)}</a>')


def choices_of(things: QuerySet) -> tuple[Choice, ...]:
    """Key and name of each of ``things``, in the reader's language where it has one in it. One query."""
    return tuple((thing.key, in_either(thing.name_es, thing.name_en)) for thing in columns(things, *NAMED))


def choices_by_name(*things: QuerySet) -> list[tuple[Choice, ...]]:
    """The same for several sets of things at once, each in the order of its names. One query."""
    placed = (part.order_by().annotate(place=Value(place)) for place, part in enumerate(things))
    first, *others = (columns(part, "place", *NAMED) for part in placed)
    named: list[list[Choice]] = [[] for _part in things]
    for row in first.union(*others, all=True):
        named[row.place].append((row.key, in_either(row.name_es, row.name_en)))
    return [tuple(sorted(choices, key=lambda choice: choice[1])) for choices in named]


class FilteredList(FilterView):
    """A list that is filtered, sorted and paged by the address; what makes no sense is shown beside its field.

    A page of it is made of ready lines, so that rows are read once and as narrowly as a line needs.
    """

    strict = False

    def lines(self, rows: QuerySet) -> list[Any]:
        """What the template shows of the rows of one page."""
        raise NotImplementedError

    def known_count(self) -> int | None:
        """How many there are where nothing is filtered, if that is known without asking."""
        return None

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        count = None if self.filterset.is_narrowed else self.known_count()
        if count is not None:
            paginator.count = count
        return paginator

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator, page, rows, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = self.lines(rows)
        return paginator, page, page.object_list, has_others
