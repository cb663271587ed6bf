"""What a reader may ask of the directory: only the parameters named here."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter
from members.access import is_secretariat
from members.models import Function, Invitation, Mandate, Participant, Person
from members.queries.needs import ending_mandates

IN_ORDER = Case(
    *[When(function=one, then=Value(place)) for place, one in enumerate(Function.values)], output_field=IntegerField()
)


def directory_of(user: Any) -> QuerySet[Mandate]:
    """Who is who today, of whom ``user`` may know: the Secretariat first, then by country and function."""
    language = "en" if get_language() == "en" else "es"
    return (
        Mandate.objects.in_force()
        .visible_to(user)
        .select_related("person__institution", "participant", "institution")
        .order_by(F(f"participant__name_{language}").asc(nulls_first=True), IN_ORDER, "person__name", "pk")
    )


class DirectoryFilter(ListFilter):
    """The directory by participant, function, words, stale contact data, and mandates that end or are held over.

    Who was invited and has not come yet is asked by the Secretariat alone.
    """

    participant = ChoiceFilter(
        label=_("Country or organisation"), field_name="participant__key", empty_label=_("Everyone")
    )
    function = ChoiceFilter(label=_("Function"), choices=Function.choices, empty_label=_("Any function"))
    words = filters.CharFilter(label=_("Name, position or institution"), method="with_words", max_length=80)
    stale = filters.BooleanFilter(label=_("Not confirmed"), method="with_stale", widget=forms.CheckboxInput)
    ending = filters.BooleanFilter(label=_("Ends within 60 days"), method="with_ending", widget=forms.CheckboxInput)
    held_over = filters.BooleanFilter(label=_("Held over"), method="with_held_over", widget=forms.CheckboxInput)
    invited = filters.BooleanFilter(
        label=_("Invitation not yet accepted"), method="with_invited", widget=forms.CheckboxInput
    )

    class Meta:
        model = Mandate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_secretariat(self.request.user):
            del self.filters["invited"]
        seen = Mandate.objects.in_force().visible_to(self.request.user).order_by().values("participant")
        offered = [(one.key, str(one)) for one in Participant.objects.filter(pk__in=seen)]
        self.offer(participant=sorted(offered, key=lambda choice: choice[1]))

    def with_words(self, mandates: QuerySet, _name: str, words: str) -> QuerySet:
        for word in words.split():
            places = ("name", "position_es", "position_en")
            names = [Q(**{f"person__{place}__icontains": word}) for place in places]
            for path in ("institution", "person__institution"):
                names += [
                    Q(**{f"{path}__{place}__icontains": word})
                    for place in ("name_es", "name_en", "acronym_es", "acronym_en")
                ]
            found = Q()
            for name in names:
                found |= name
            mandates = mandates.filter(found)
        return mandates

    def with_stale(self, mandates: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return mandates.filter(person__in=Person.objects.stale().order_by().values("pk")) if wanted else mandates

    def with_ending(self, mandates: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return mandates.filter(pk__in=ending_mandates().order_by().values("pk")) if wanted else mandates

    def with_held_over(self, mandates: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return mandates.filter(pk__in=Mandate.objects.held_over().order_by().values("pk")) if wanted else mandates

    def with_invited(self, mandates: QuerySet, _name: str, wanted: bool) -> QuerySet:
        invited = Invitation.objects.open().order_by().values("person")
        return mandates.filter(person__in=invited) if wanted else mandates
