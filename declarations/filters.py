"""What a reader may ask of the lists: only the parameters named here, whatever the address says."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter, Offered, YearFilter
from common.ordering import earliest_first
from common.widgets import Select
from declarations.filters_commitments import addressed, nameless
from declarations.lists import NEWEST_DECISIONS, NEWEST_TEXTS, decision_offer, text_offer
from declarations.models import CommitmentState, Decision, Nature, Rendering, Text, TextKind, VerbClass

DATED = Q(due_es__gt="") | Q(due_en__gt="") | Q(due_on__isnull=False)


class Ordering(filters.OrderingFilter):
    """One of the orders named, the first of them by default."""

    def __init__(self, *, orders: dict[str, tuple[Any, tuple[Any, ...]]], **kwargs: Any) -> None:
        choices = [(asked, words) for asked, (words, _order) in orders.items()]
        super().__init__(choices=Offered(choices), label=_("Order"), empty_label=None, widget=Select, **kwargs)
        self.orders, self.first = orders, choices[0][0]

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        return qs.order_by(*self.orders[(value or [self.first])[0]][1])


class TextFilter(ListFilter):
    """The list of texts, by kind, what the portal holds, years, country, topic and language."""

    kind = ChoiceFilter(choices=TextKind.choices, label=_("Kind"), empty_label=_("Any kind"))
    nature = ChoiceFilter(choices=Nature.choices, label=_("The portal holds"), empty_label=_("Anything"))
    since = YearFilter(label=_("From year"), method="adopted_since")
    until = YearFilter(label=_("To year"), method="adopted_until")
    country = ChoiceFilter(label=_("Adopted in"), field_name="meeting__country__key", empty_label=_("Any country"))
    topic = ChoiceFilter(label=_("Topic"), field_name="topics__key", empty_label=_("Any topic"))
    language = ChoiceFilter(
        label=_("Words in"),
        choices=[("es", _("Spanish")), ("en", _("English")), ("both", _("both languages"))],
        empty_label=_("Any language"),
        method="in_language",
    )
    sort = Ordering(
        orders={
            "-date": (_("newest first"), NEWEST_TEXTS),
            "date": (_("oldest first"), (earliest_first("adopted_on"), "symbol")),
            "kind": (_("by kind"), ("kind", "symbol")),
        }
    )

    class Meta:
        model = Text
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = text_offer(self.request.user)
        self.offer(country=self.offered.countries, topic=self.offered.topics)

    def adopted_since(self, texts: QuerySet, _name: str, year: int) -> QuerySet:
        return texts.filter(adopted_on__gte=str(year))

    def adopted_until(self, texts: QuerySet, _name: str, year: int) -> QuerySet:
        return texts.filter(adopted_on__lt=str(year + 1))

    def in_language(self, texts: QuerySet, _name: str, language: str) -> QuerySet:
        wanted = ("es", "en") if language == "both" else (language,)
        return texts.filter(*(Exists(has_words(code)) for code in wanted))


class DecisionFilter(ListFilter):
    """The list of decisions, by year, topic, what they do, addressee, how far they are, and whether a date was set.

    A verb, as it stands in the source, one meeting or one body is asked for by links; to choose among hundreds of
    meetings serves nobody.
    """

    year = ChoiceFilter(label=_("Year"), method="of_year", empty_label=_("Any year"))
    topic = ChoiceFilter(label=_("Topic"), field_name="topics__key", empty_label=_("Any topic"))
    does = ChoiceFilter(
        label=_("What it does"), field_name="commitment__verb_class", choices=VerbClass.choices,
        empty_label=_("Anything"),
    )  # fmt: skip
    state = ChoiceFilter(
        label=_("What followed"), field_name="commitment__state", choices=CommitmentState.choices,
        empty_label=_("Whatever followed"),
    )  # fmt: skip
    verb = filters.CharFilter(method="with_verb", max_length=60, widget=forms.HiddenInput)
    addressee = ChoiceFilter(label=_("Addressed to"), method="of_addressee", empty_label=_("Anyone"))
    meeting = filters.CharFilter(field_name="meeting__key", max_length=60, widget=forms.HiddenInput)
    body = filters.CharFilter(field_name="addressed_bodies__key", max_length=40, widget=forms.HiddenInput)
    due = filters.BooleanFilter(label=_("With a date set"), method="with_due", widget=forms.CheckboxInput)
    sort = Ordering(
        orders={
            "-date": (_("newest first"), NEWEST_DECISIONS),
            "date": (_("oldest first"), (earliest_first("meeting__start"), "meeting__key", "order", "pk")),
            "due": (_("by date due"), (earliest_first("due_on"), "meeting", "order", "pk")),
        }
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = decision_offer(self.request.user)
        self.offer(year=offered.years, topic=offered.topics, addressee=(*nameless(), *offered.addressees))

    def of_addressee(self, decisions: QuerySet, _name: str, value: str) -> QuerySet:
        return decisions.filter(addressed(value, commitment="commitment__"))

    def of_year(self, decisions: QuerySet, _name: str, year: str) -> QuerySet:
        return decisions.filter(meeting__start__gte=year, meeting__start__lt=str(int(year) + 1))

    def with_verb(self, decisions: QuerySet, _name: str, verb: str) -> QuerySet:
        return decisions.filter(Q(verb_es__iexact=verb) | Q(verb_en__iexact=verb))

    def with_due(self, decisions: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return decisions.filter(DATED) if wanted else decisions


def has_words(language: str) -> QuerySet[Rendering]:
    """For ``Exists``: the text at hand was published with words in ``language`` (a PDF is made for each such)."""
    return Rendering.objects.filter(edition__text=OuterRef("pk"), language=language).order_by()
