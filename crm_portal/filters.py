"""What a reader may ask of the history: only the parameters named here, whatever the address says."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.models import Discrepancy, Source
from meetings.filters import YearFilter
from members.access import troika_among
from members.models import Presidency


class PresidencyFilter(filters.FilterSet):
    """The presidencies, by country and years. ``among`` are all of them, so that no choice is asked for again."""

    country = filters.ChoiceFilter(label=_("Country"), field_name="country__key", empty_label=_("Any country"))
    since = YearFilter(label=_("From year"), field_name="year", lookup_expr="gte")
    until = YearFilter(label=_("To year"), field_name="year", lookup_expr="lte")
    on = filters.DateFilter(
        label=_("As of"), method="in_force_on", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sort = filters.OrderingFilter(fields=(("year", "year"),), widget=forms.HiddenInput)

    class Meta:
        model = Presidency
        fields: list[str] = []

    def __init__(self, *args: Any, among: list[Presidency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among
        countries = {term.country.key: term.country.name for term in among if term.country}
        self.filters["country"].extra["choices"] = sorted(countries.items(), key=lambda choice: choice[1])

    def in_force_on(self, presidencies: QuerySet[Presidency], _name: str, day: date) -> QuerySet[Presidency]:
        """The term in force on the day ``day``; its troika is the troika of that day."""
        now = troika_among(self.among, day)[1]
        return presidencies.filter(pk=now.pk) if now else presidencies.none()


class DiscrepancyFilter(filters.FilterSet):
    """The open questions, by a source that is party to them."""

    source = filters.ModelChoiceFilter(
        label=_("Source"),
        field_name="sources",
        queryset=Source.objects.filter(discrepancies__isnull=False).distinct(),
        to_field_name="key",
        empty_label=_("Any source"),
    )

    class Meta:
        model = Discrepancy
        fields: list[str] = []
