"""What a reader may ask of the lists: only the parameters named here, whatever the address says."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from declarations.models import Decision, Nature, Rendering, Text, TextKind
from meetings.filters import YearFilter
from meetings.models import Meeting, Topic
from members.models import Participant

DATED = Q(due_es__gt="") | Q(due_en__gt="") | Q(due_on__isnull=False)


class Ordering(filters.OrderingFilter):
    """One of the orders named, the first of them by default; what is not known comes last, on every engine alike."""

    def __init__(self, *, choices: list[tuple[str, Any]], then: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(choices=choices, label=_("Order"), empty_label=None, **kwargs)
        self.first, self.then = choices[0][0], then

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        asked = self.get_ordering_value((value or [self.first])[0])
        field = F(asked.removeprefix("-"))
        order = field.desc(nulls_last=True) if asked.startswith("-") else field.asc(nulls_last=True)
        return qs.order_by(order, *self.then)


class TextFilter(filters.FilterSet):
    """The list of texts, by kind, what the portal holds, years, country, topic and language."""

    kind = filters.ChoiceFilter(choices=TextKind.choices, label=_("Kind"), empty_label=_("Any kind"))
    nature = filters.ChoiceFilter(choices=Nature.choices, label=_("The portal holds"), empty_label=_("Anything"))
    since = YearFilter(label=_("From year"), method="adopted_since")
    until = YearFilter(label=_("To year"), method="adopted_until")
    country = filters.ChoiceFilter(
        label=_("Adopted in"), field_name="meeting__country__key", empty_label=_("Any country")
    )
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="topics__key", empty_label=_("Any topic"))
    language = filters.ChoiceFilter(
        label=_("Words in"),
        choices=[("es", _("Spanish")), ("en", _("English")), ("both", _("both languages"))],
        empty_label=_("Any language"),
        method="in_language",
    )
    sort = Ordering(
        fields=(("adopted_on", "date"), ("kind", "kind")),
        choices=[("-date", _("newest first")), ("date", _("oldest first")), ("kind", _("by kind"))],
        then=("symbol",),
    )

    class Meta:
        model = Text
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Text.objects.visible_to(self.request.user)
        countries = Participant.objects.filter(meetings_hosted__texts__in=visible)
        self.filters["country"].extra["choices"] = named(countries)
        self.filters["topic"].extra["choices"] = named(Topic.objects.filter(texts__in=visible))

    def adopted_since(self, texts: QuerySet, _name: str, year: int) -> QuerySet:
        return texts.filter(adopted_on__gte=str(year))

    def adopted_until(self, texts: QuerySet, _name: str, year: int) -> QuerySet:
        return texts.filter(adopted_on__lt=str(year + 1))

    def in_language(self, texts: QuerySet, _name: str, language: str) -> QuerySet:
        wanted = ("es", "en") if language == "both" else (language,)
        return texts.filter(*(Exists(has_words(code)) for code in wanted))


class DecisionFilter(filters.FilterSet):
    """The list of decisions, by meeting, topic, verb, addressee, and whether a date was set."""

    meeting = filters.ChoiceFilter(label=_("Meeting"), field_name="meeting__key", empty_label=_("Any meeting"))
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="topics__key", empty_label=_("Any topic"))
    verb = filters.CharFilter(label=_("Verb"), method="with_verb", max_length=60)
    addressee = filters.ChoiceFilter(label=_("Addressed to"), field_name="addressees__key", empty_label=_("Anyone"))
    body = filters.CharFilter(field_name="addressed_bodies__key", max_length=40, widget=forms.HiddenInput)
    due = filters.BooleanFilter(label=_("With a date set"), method="with_due", widget=forms.CheckboxInput)
    sort = Ordering(
        fields=(("meeting__start", "date"), ("due_on", "due")),
        choices=[("-date", _("newest first")), ("date", _("oldest first")), ("due", _("by date due"))],
        then=("meeting", "order", "pk"),
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Decision.objects.visible_to(self.request.user)
        meetings = Meeting.objects.visible_to(self.request.user).filter(decisions__in=visible)
        self.filters["meeting"].extra["choices"] = named(meetings.select_related("country"), "-start")
        self.filters["topic"].extra["choices"] = named(Topic.objects.filter(decisions__in=visible))
        self.filters["addressee"].extra["choices"] = named(Participant.objects.filter(decisions_addressed__in=visible))

    def with_verb(self, decisions: QuerySet, _name: str, verb: str) -> QuerySet:
        return decisions.filter(Q(verb_es__iexact=verb) | Q(verb_en__iexact=verb))

    def with_due(self, decisions: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return decisions.filter(DATED) if wanted else decisions


def has_words(language: str) -> QuerySet[Rendering]:
    """For ``Exists``: the text at hand was published with words in ``language`` (a PDF is made for each such)."""
    return Rendering.objects.filter(edition__text=OuterRef("pk"), language=language).order_by()


def kinds_counted(texts: QuerySet[Text]) -> list[tuple[str, str, int]]:
    """How many of ``texts`` there are of each kind: (value, name, number), in the order of the kinds."""
    counted = dict(texts.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind.value, str(kind.label), counted[kind.value]) for kind in TextKind if kind.value in counted]


def named(things: QuerySet, *order: str) -> list[tuple[str, str]]:
    """Choices by key, each once, by name or in ``order``. One query, whatever is chosen."""
    chosen = things.order_by(*order).distinct() if order else things.order_by("key").distinct()
    choices = [(thing.key, str(thing)) for thing in chosen]
    return choices if order else sorted(choices, key=lambda choice: choice[1])
