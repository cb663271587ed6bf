"""What a reader may ask of the journal."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.acts import ACTS
from common.filters import ChoiceFilter, ListFilter
from common.models import Act
from crm_portal.queries.journal import kinds_in_journal
from members.models import User


class DayFilter(filters.DateFilter):
    """A day of the Secretariat, in San José."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class JournalFilter(ListFilter):
    """The journal by person, act, kind of thing, name of the thing, days and words.

    Names and words are looked for only in acts that the reader may read (``is_open``): what is hidden is not found.
    """

    person = filters.CharFilter(label=_("Person or address"), method="by_person", max_length=150)
    thing = filters.CharFilter(label=_("Name of the thing"), method="on_thing", max_length=150)
    act = ChoiceFilter(label=_("Act"), empty_label=_("Any act"))
    kind = ChoiceFilter(label=_("Kind of thing"), field_name="object_type", empty_label=_("Any kind"))
    words = filters.CharFilter(label=_("Words before or after"), method="with_words", max_length=150)
    since = DayFilter(label=_("From day"), method="from_day")
    until = DayFilter(label=_("To day"), method="to_day")

    class Meta:
        model = Act
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((act, str(words)) for act, words in ACTS.items()), key=lambda choice: choice[1].lower())
        self.offer(act=acts, kind=kinds_in_journal())

    def by_person(self, acts: QuerySet[Act], _name: str, words: str) -> QuerySet[Act]:
        named = User.objects.filter(person__name__icontains=words)
        return acts.filter(Q(actor__icontains=words) | Q(actor_id__in=named.values("pk")))

    def on_thing(self, acts: QuerySet[Act], _name: str, words: str) -> QuerySet[Act]:
        return acts.filter(is_open=True, object_label__icontains=words)

    def with_words(self, acts: QuerySet[Act], _name: str, words: str) -> QuerySet[Act]:
        said = acts.annotate(said_before=Cast("before", TextField()), said_after=Cast("after", TextField()))
        return said.filter(
            Q(said_before__icontains=words) | Q(said_after__icontains=words) | Q(object_label__icontains=words),
            is_open=True,
        )

    def from_day(self, acts: QuerySet[Act], _name: str, day: date) -> QuerySet[Act]:
        return acts.filter(at__gte=_midnight(day))

    def to_day(self, acts: QuerySet[Act], _name: str, day: date) -> QuerySet[Act]:
        return acts.filter(at__lt=_midnight(day + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
