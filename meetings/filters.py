"""What a reader may ask of the list of meetings: only the parameters named here, whatever the address says."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, F, OrderBy, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.models import Body, Meeting, MeetingKind
from members.models import Participant, Presidency

FIRST_YEAR, LAST_YEAR = 1990, 2199
Choices = list[tuple[str, str]]


class YearFilter(filters.Filter):
    """A year, held against the front of a date that may be only a year."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class MeetingOrder(filters.OrderingFilter):
    """Meetings without a date come last, in either direction."""

    def get_ordering_value(self, param: str) -> OrderBy:
        field = F(self.param_map[param.removeprefix("-")])
        return field.desc(nulls_last=True) if param.startswith("-") else field.asc(nulls_last=True)


class MeetingFilter(filters.FilterSet):
    """The list of meetings, by kind, body, host country, presidency and years.

    The choices are those that some meeting of the list has; each list of choices is read once.
    """

    kind = filters.ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices, empty_label=_("Any kind"))
    body = filters.ChoiceFilter(label=_("Body"), field_name="bodies__key", empty_label=_("Any body"))
    country = filters.ChoiceFilter(label=_("Host country"), field_name="country__key", empty_label=_("Any country"))
    presidency = filters.ChoiceFilter(
        label=_("Presidency"), field_name="presidency__key", empty_label=_("Any presidency")
    )
    since = YearFilter(label=_("From year"), method="held_since")
    until = YearFilter(label=_("To year"), method="held_until")
    sort = MeetingOrder(fields=(("start", "date"), ("kind", "kind")), widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("body", _bodies(self.queryset)),
            ("country", _countries(self.queryset)),
            ("presidency", _presidencies(self.queryset)),
        ):
            self.filters[name].extra["choices"] = choices

    def held_since(self, meetings: QuerySet, _name: str, year: int) -> QuerySet:
        return meetings.filter(start__gte=str(year))

    def held_until(self, meetings: QuerySet, _name: str, year: int) -> QuerySet:
        return meetings.filter(start__lt=str(year + 1))


def _bodies(meetings: QuerySet[Meeting]) -> Choices:
    met = Exists(meetings.order_by().filter(bodies=OuterRef("pk")))
    return [(body.key, body.name) for body in Body.objects.filter(met)]


def _countries(meetings: QuerySet[Meeting]) -> Choices:
    hosted = Exists(meetings.order_by().filter(country=OuterRef("pk")))
    return [(country.key, country.name) for country in Participant.objects.filter(hosted)]


def _presidencies(meetings: QuerySet[Meeting]) -> Choices:
    held = Exists(meetings.order_by().filter(presidency=OuterRef("pk")))
    terms = Presidency.objects.filter(held).select_related("country").order_by("-year")
    return [(term.key, f"{term.year} – {term.country}" if term.country else str(term.year)) for term in terms]
