"""What the lists of the portal do alike: they read only the columns that a line shows, and name each address once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django_filters.views import FilterView

from common.kept import kept_under_revision
from common.page_addresses import page_address
from common.prepared import VISITOR
from common.templatetags.components import in_either, written
from common.templatetags.list_pieces import plain_fields

HOLE = "0-0"
NAMED = ("key", "name_es", "name_en")
Choice = tuple[str, str]


def columns(rows: QuerySet, *names: str) -> QuerySet:
    """``rows`` as named tuples of these columns alone, each in the language that it names and no other."""
    return QuerySet.values_list(rows, *names, named=True)


def addresses(name: str, argument: str) -> Callable[[str], str]:
    """The address ``name`` of many things by their key: it is looked up once, a key of letters and digits put in."""
    before, after = page_address(name, **{argument: HOLE}).rsplit(HOLE, 1)
    return lambda key: f"{before}{key}{after}"


def linked(url: str, words: str) -> SafeString:
    """``words`` as a link. ``url`` is one of our own addresses, in which nothing is to be escaped."""
    return SafeString(f'<a href="{url}">{written(words)}</a>')


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

    def shown(self, rows: Any) -> list[Any]:
        return self.lines(rows)

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
        page.object_list = self.shown(rows)
        return paginator, page, page.object_list, has_others


@dataclass(frozen=True, slots=True)
class Unasked:
    """A filter of which nothing is asked: its fields in markup."""

    form: SafeString
    is_narrowed: bool = False


class PublicList(FilteredList):
    """A list that visitors read too, mostly without asking anything of it.

    Then no filter is made: its fields stand as they are kept, how many lines there are is known, and those of one page
    are read from the database by a SELECT that is compiled already.
    """

    def public_lines(self, places: range) -> list[Any]:
        """What the template shows of the lines at these places of all that everybody may see."""
        raise NotImplementedError

    def shown(self, rows: Any) -> list[Any]:
        if isinstance(rows, range):
            return self.public_lines(rows) if rows else []
        return self.lines(rows)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or not request.GET.keys().isdisjoint(self.filterset_class.base_filters):
            return super().get(request, *args, **kwargs)
        name = f"{self.filterset_class.__module__}.{self.filterset_class.__qualname__}"
        self.filterset = Unasked(_fields_unasked(name))
        self.object_list = range(self.known_count() or 0)
        context = self.get_context_data(filter=self.filterset, object_list=self.object_list)
        return self.render_to_response(context)


@kept_under_revision
def _fields_unasked(filterset: str) -> SafeString:
    """What the filter of that name offers a visitor who has asked nothing, in markup."""
    return plain_fields(import_string(filterset)(request=SimpleNamespace(user=VISITOR)).form)


def numbered(keys: Iterable[int]) -> dict[str, int]:
    """``keys`` as values that a prepared query looks for, each by a name of its own."""
    return {f"key_{number}": key for number, key in enumerate(keys)}
