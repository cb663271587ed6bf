"""The lists of texts and of decisions: their lines, and what their filters offer."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from common.kept import kept_under_revision
from common.lists import Choice, choices_by_name, columns, numbered
from common.ordering import latest_first
from common.periods import PartialDate
from common.prepared import VISITOR, prepared
from common.templatetags.components import in_either
from declarations.canonical import CanonicalParagraph
from declarations.marks import Mark, Marks, marks_of
from declarations.models import Decision, Rendering, Text, TextKind, TextState
from declarations.reading import words_in
from meetings.models import Meeting, Topic
from members.models import Participant

TEXT = (
    *("pk", "symbol", "kind", "nature", "state", "audience", "certainty", "adopted_on", "title_es", "title_en"),
    *("meeting__city_es", "meeting__city_en", "meeting__country__name_es", "meeting__country__name_en"),
)
DECISION = (
    *("pk", "key", "verb_es", "verb_en", "due_es", "due_en", "due_on", "addressed_others_es", "addressed_others_en"),
    *("certainty", "meeting__start", "paragraph__uid", "paragraph__text_id", "paragraph__text__symbol"),
    *("paragraph__text__title_es", "paragraph__text__title_en", "paragraph__text__nature"),
    *("commitment__state", "commitment__verb_class", "commitment__due_on"),
    *("commitment__state_reason_es", "commitment__state_reason_en"),
)
NEWEST_TEXTS = (latest_first("adopted_on"), "symbol")
NEWEST_DECISIONS = (latest_first("meeting__start"), "-meeting__key", "order", "pk")


@dataclass(frozen=True, slots=True)
class TextLine:
    """What the list shows of a text: the columns of its row, and the languages in which it was published with words."""

    row: Any
    languages: set[str]

    @property
    def symbol(self) -> str:
        return self.row.symbol


def text_lines(texts: QuerySet[Text]) -> list[TextLine]:
    """One line for each of ``texts``. Two queries."""
    return _text_lines(list(columns(texts, *TEXT)))


def public_text_lines(places: range) -> list[TextLine]:
    """The texts at these places of all that everybody may see, the newest first. Two queries."""
    return _text_lines(_newest_texts(VISITOR, places.start, places.stop))


@prepared
def _newest_texts(user: Any, start: int, stop: int) -> QuerySet[Text]:
    return columns(Text.objects.visible_to(user).order_by(*NEWEST_TEXTS), *TEXT)[start:stop]


def _text_lines(rows: list[Any]) -> list[TextLine]:
    languages = defaultdict(set)
    for made in _made_of(**numbered(row.pk for row in rows)) if rows else ():
        languages[made.edition__text].add(made.language)
    return [TextLine(row, languages[row.pk]) for row in rows]


@prepared
def _made_of(**texts: int) -> QuerySet[Rendering]:
    """The PDFs of these texts: one is made for each language with words."""
    made = Rendering.objects.filter(edition__text__in=[*texts.values()], language__in=("es", "en"))
    return columns(made.order_by(), "edition__text", "language")


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What the list shows of a decision: the columns of its row, its words as published, and what hangs on it."""

    row: Any
    paragraph: CanonicalParagraph
    marks: Marks

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def verb(self) -> str:
        return in_either(self.row.verb_es, self.row.verb_en)

    @property
    def due(self) -> str:
        """Until when, as the source puts it."""
        return in_either(self.row.due_es, self.row.due_en)

    @property
    def due_on(self) -> PartialDate | None:
        return self.row.due_on

    @property
    def state(self) -> str:
        """How far what follows from it is; empty where nothing is followed up."""
        return self.row.commitment__state or ""

    @property
    def addressees(self) -> list[str]:
        """To whom it speaks, in the reader's language."""
        named = [str(mark) for kind in ("addressees", "addressed_bodies") for mark in self.marks.get(kind, [])]
        return [*named, *filter(None, [in_either(self.row.addressed_others_es, self.row.addressed_others_en)])]

    @property
    def topics(self) -> list[Mark]:
        return self.marks.get("topics", [])


def decision_lines(decisions: QuerySet[Decision]) -> list[DecisionLine]:
    """One line for each of ``decisions`` that has published words. Four queries.

    Which decisions they are is asked first and alone, so that the order of the meetings leads to them by an index.
    """
    return _decision_lines(list(decisions.values_list("pk", flat=True)))


def public_decision_lines(places: range) -> list[DecisionLine]:
    """The decisions at these places of all that everybody may see, the newest first. Four queries."""
    return _decision_lines([row.pk for row in _newest_decisions(VISITOR, places.start, places.stop)])


@prepared
def _newest_decisions(user: Any, start: int, stop: int) -> QuerySet[Decision]:
    return columns(published_decisions(user).order_by(*NEWEST_DECISIONS), "pk")[start:stop]


def _decision_lines(chosen: list[int]) -> list[DecisionLine]:
    rows = {row.pk: row for row in _decisions(**numbered(chosen))} if chosen else {}
    words, marks = words_in({row.paragraph__text_id for row in rows.values()}), marks_of(chosen)
    return [
        DecisionLine(rows[pk], words[uid], marks.get(pk, {}))
        for pk in chosen
        if (uid := str(rows[pk].paragraph__uid)) in words
    ]


@prepared
def _decisions(**keys: int) -> QuerySet[Decision]:
    return columns(Decision.objects.filter(pk__in=[*keys.values()]).order_by(), *DECISION)


@dataclass(frozen=True, slots=True)
class TextOffer:
    """What the list counts and its filters offer: kinds with their numbers, countries and topics of its texts."""

    kinds: tuple[tuple[str, str, int], ...]
    countries: tuple[Choice, ...]
    topics: tuple[Choice, ...]

    @property
    def count(self) -> int:
        return sum(number for _kind, _name, number in self.kinds)


def text_offer(user: Any) -> TextOffer:
    """What ``user`` is offered, in the reader's language. Two queries, none for most visitors."""
    return _offer_of(user) if user.is_authenticated else _public_offer()


@kept_under_revision
def _public_offer() -> TextOffer:
    return _offer_of(VISITOR)


def _offer_of(user: Any) -> TextOffer:
    texts = Text.objects.visible_to(user).order_by()
    adopted_in = Participant.objects.filter(Exists(texts.filter(meeting__country=OuterRef("pk"))))
    topics = Topic.objects.filter(Exists(texts.filter(topics=OuterRef("pk"))))
    return TextOffer(_kinds_counted(texts), *choices_by_name(adopted_in, topics))


def _kinds_counted(texts: QuerySet[Text]) -> tuple[tuple[str, str, int], ...]:
    """How many of ``texts`` there are of each kind: (value, name, number), in the order of the kinds."""
    counted = dict(texts.values_list("kind").annotate(Count("pk")))
    return tuple((kind.value, str(kind.label), counted[kind.value]) for kind in TextKind if kind.value in counted)


@dataclass(frozen=True, slots=True)
class DecisionOffer:
    """What the filters of the list offer: years of meetings, topics and addressees of some decision of the list."""

    years: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    addressees: tuple[Choice, ...]


def published_decisions(user: Any) -> QuerySet[Decision]:
    """The decisions of published texts that ``user`` may see; they join nothing, so that any index can lead to them."""
    visible = Decision.objects.visible_to(user).filter(pk=OuterRef("pk"), paragraph__text__state=TextState.PUBLISHED)
    return Decision.objects.filter(Exists(visible.order_by())).order_by()


def decision_offer(user: Any) -> DecisionOffer:
    """What ``user`` is offered, in the reader's language. Two queries, none for most visitors."""
    return _decisions_offered(user) if user.is_authenticated else _public_decisions()


@kept_under_revision
def _public_decisions() -> DecisionOffer:
    return _decisions_offered(VISITOR)


@kept_under_revision
def public_decision_count() -> int:
    """How many decisions every visitor may see. One query, at most once in a revision."""
    return published_decisions(VISITOR).count()


def _decisions_offered(user: Any) -> DecisionOffer:
    decisions = published_decisions(user)
    meetings = Meeting.objects.visible_to(user).filter(Exists(decisions.filter(meeting=OuterRef("pk"))))
    years = meetings.filter(start__isnull=False).order_by().values_list(Substr("start", 1, 4), flat=True).distinct()
    topics = Topic.objects.filter(Exists(decisions.filter(topics=OuterRef("pk"))))
    addressees = Participant.objects.filter(Exists(decisions.filter(addressees=OuterRef("pk"))))
    latest_first = tuple((year, year) for year in sorted(years, reverse=True))
    return DecisionOffer(latest_first, *choices_by_name(topics, addressees))
