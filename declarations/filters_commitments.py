"""What a reader may ask of the board and of one's own commitments, and what the register asks in the same way."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter
from common.lists import Choice, choices_by_name
from declarations.models import Commitment, CommitmentState, Decision, DueKind, VerbClass
from declarations.queries_commitments import presidencies_of
from meetings.models import Body, Topic
from members.models import Participant

SOON = timedelta(days=30)
# Those who have no key of their own; a body is asked for by "body:" and its key.
NAMELESS: dict[str, tuple[str | Promise, str]] = {
    "secretariat": (_("Secretariat"), "to_secretariat"),
    "presidency": (_("Presidency"), "to_presidency"),
    "members": (_("all member countries"), "to_members"),
}
BODY = "body:"
DUES = (
    ("overdue", _("overdue")),
    ("soon", _("within thirty days")),
    ("dated", _("with a date")),
    ("recurring", _("again and again")),
    ("none", _("without a date")),
)


def addressed(value: str, *, decision: str = "", commitment: str = "") -> Q:
    """Addressed to ``value``; ``decision`` and ``commitment`` are the paths to either from the rows asked."""
    if value in NAMELESS:
        return Q(**{f"{commitment}{NAMELESS[value][1]}": True})
    if value.startswith(BODY):
        bodies = Decision.addressed_bodies.through.objects.filter(body__key=value.removeprefix(BODY))
        return Q(**{f"{decision}pk__in": bodies.values("decision")})
    named = Decision.addressees.through.objects.filter(participant__key=value)
    return Q(**{f"{decision}pk__in": named.values("decision")})


def nameless() -> tuple[Choice, ...]:
    return tuple((key, str(words)) for key, (words, _column) in NAMELESS.items())


def due_in(value: str, path: str = "") -> Q:
    """Due so; ``path`` leads to the commitment."""
    today = timezone.localdate()
    running = Q(**{f"{path}state__in": ("open", "in_progress")})
    if value == "overdue":
        return running & Q(**{f"{path}due_on__lt": today})
    if value == "soon":
        return running & Q(**{f"{path}due_on__gte": today, f"{path}due_on__lte": today + SOON})
    if value == "dated":
        return Q(**{f"{path}due_on__isnull": False})
    if value == "recurring":
        return Q(**{f"{path}due_kind": DueKind.RECURRING})
    return Q(**{f"{path}due_on__isnull": True}) & ~Q(**{f"{path}due_kind": DueKind.RECURRING})


class CommitmentFilter(ListFilter):
    """Commitments by addressee, due, state, what they do, presidency and topic; one meeting by links from its page."""

    addressee = ChoiceFilter(label=_("Addressed to"), method="of_addressee", empty_label=_("Anyone"))
    due = ChoiceFilter(label=_("Due"), choices=DUES, method="of_due", empty_label=_("At any time"))
    state = ChoiceFilter(label=_("State"), choices=CommitmentState.choices, empty_label=_("Any state"))
    does = ChoiceFilter(
        label=_("What it does"), field_name="verb_class", choices=VerbClass.choices, empty_label=_("Anything")
    )
    presidency = ChoiceFilter(
        label=_("Decided under"), field_name="decision__meeting__presidency__year", empty_label=_("Any presidency")
    )
    topic = ChoiceFilter(label=_("Topic"), field_name="decision__topics__key", empty_label=_("Any topic"))
    meeting = filters.CharFilter(field_name="decision__meeting__key", max_length=60, widget=forms.HiddenInput)

    class Meta:
        model = Commitment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.queryset.order_by()
        topics, participants, bodies = _named_in(shown)
        terms = tuple((str(one.year), str(one)) for one in presidencies_of(shown))
        bodies = tuple((f"{BODY}{key}", name) for key, name in bodies)
        self.offer(topic=topics, addressee=(*nameless(), *participants, *bodies), presidency=terms)

    def of_addressee(self, commitments: QuerySet, _name: str, value: str) -> QuerySet:
        return commitments.filter(addressed(value, decision="decision__"))

    def of_due(self, commitments: QuerySet, _name: str, value: str) -> QuerySet:
        return commitments.filter(due_in(value))


def _named_in(commitments: QuerySet[Commitment]) -> list[tuple[Choice, ...]]:
    """Topics, participants and bodies of some of ``commitments``. One query."""
    decisions = commitments.values("decision")
    links = (
        (Topic, Decision.topics.through, "topic"),
        (Participant, Decision.addressees.through, "participant"),
        (Body, Decision.addressed_bodies.through, "body"),
    )
    return choices_by_name(
        *(
            thing.objects.filter(Exists(through.objects.filter(**{name: OuterRef("pk"), "decision__in": decisions})))
            for thing, through, name in links
        )
    )
