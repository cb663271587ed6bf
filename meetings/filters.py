"""What a reader may ask of the list of meetings: only the parameters named here, whatever the address says."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter, YearFilter
from common.ordering import earliest_first
from meetings.lists import LATEST, meeting_offer
from meetings.models import Meeting, MeetingKind

ORDERS = {
    "date": (earliest_first("start"), "key"),
    "-date": LATEST,
    "kind": ("kind", *LATEST),
    "-kind": ("-kind", *LATEST),
}


class MeetingOrder(filters.OrderingFilter):
    """Meetings without a date come last, in either direction."""

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        return qs.order_by(*(part for asked in value for part in ORDERS[asked])) if value else qs


class MeetingFilter(ListFilter):
    """The list of meetings, by kind, body, host country, presidency and years.

    The choices are those that some meeting has which the reader may see.
    """

    kind = ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices, empty_label=_("Any kind"))
    body = ChoiceFilter(label=_("Body"), field_name="bodies__key", empty_label=_("Any body"))
    country = ChoiceFilter(label=_("Host country"), field_name="country__key", empty_label=_("Any country"))
    presidency = ChoiceFilter(label=_("Presidency"), field_name="presidency__key", empty_label=_("Any presidency"))
    since = YearFilter(label=_("From year"), method="held_since")
    until = YearFilter(label=_("To year"), method="held_until")
    sort = MeetingOrder(fields=(("start", "date"), ("kind", "kind")), widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer = meeting_offer(self.request.user)
        self.offer(body=offer.bodies, country=offer.countries, presidency=offer.presidencies)

    def held_since(self, meetings: QuerySet, _name: str, year: int) -> QuerySet:
        return meetings.filter(start__gte=str(year))

    def held_until(self, meetings: QuerySet, _name: str, year: int) -> QuerySet:
        return meetings.filter(start__lt=str(year + 1))
