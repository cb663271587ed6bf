"""What a reader may ask of the history: only the parameters named here, whatever the address says."""

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.filters import FIRST_YEAR, LAST_YEAR
from common.models import Discrepancy, Source
from common.widgets import NumberInput, Select
from crm_portal.queries.conference import Term
from members.access import troika_among


class PresidencyQuestion(forms.Form):
    """Which presidencies, by country and years. ``among`` are all of them; what makes no sense narrows nothing."""

    country = forms.ChoiceField(label=_("Country"), required=False, widget=Select)
    since = forms.IntegerField(
        label=_("From year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=NumberInput
    )
    until = forms.IntegerField(
        label=_("To year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=NumberInput
    )
    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sort = forms.ChoiceField(choices=[("year", ""), ("-year", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict, among: tuple[Term, ...]) -> None:
        super().__init__(query or None)
        self.among = among
        countries = {term.country.key: term.country.name for term in among if term.country}
        named = sorted(countries.items(), key=lambda choice: choice[1])
        self.fields["country"].choices = [("", _("Any country")), *named]
        self.full_clean()
        self.asked = self.cleaned_data if self.is_bound else {}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but an order is asked."""
        return any(value for name, value in self.asked.items() if name != "sort")

    def chosen(self) -> list[Term]:
        """The presidencies asked for, in the order asked for. Those on a day are the one in force on it."""
        country, since, until, on = (self.asked.get(name) for name in ("country", "since", "until", "on"))
        now = troika_among(list(self.among), on)[1] if on else None
        chosen = [
            term
            for term in self.among
            if not (country and (term.country is None or term.country.key != country))
            and not (since and term.year < since)
            and not (until and term.year > until)
            and not (on and term != now)
        ]
        return chosen[::-1] if self.asked.get("sort") == "-year" else chosen


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
