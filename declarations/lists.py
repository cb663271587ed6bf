"""The list of texts: its lines, and what its filters offer."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from common.kept import kept_under_revision
from common.lists import Choice, choices_of, columns
from declarations.models import Rendering, Text, TextKind
from meetings.models import Topic
from members.models import Participant

COLUMNS = (
    *("pk", "symbol", "kind", "nature", "state", "audience", "certainty", "adopted_on", "title_es", "title_en"),
    *("meeting__city_es", "meeting__city_en", "meeting__country__name_es", "meeting__country__name_en"),
)


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
    rows = list(columns(texts, *COLUMNS))
    languages = _languages_of([row.pk for row in rows])
    return [TextLine(row, languages[row.pk]) for row in rows]


def _languages_of(texts: list[int]) -> dict[int, set[str]]:
    """By text; a PDF is made for each language with words. One query."""
    made = Rendering.objects.filter(edition__text__in=texts, language__in=("es", "en")).order_by()
    languages = defaultdict(set)
    for text, language in made.values_list("edition__text", "language"):
        languages[text].add(language)
    return languages


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
    """What ``user`` is offered, in the reader's language. Three queries, none for most visitors."""
    return _offer_of(user) if user.is_authenticated else _public_offer()


@kept_under_revision
def _public_offer() -> TextOffer:
    return _offer_of(None)


def _offer_of(user: Any) -> TextOffer:
    texts = Text.objects.visible_to(user).order_by()
    adopted_in = Participant.objects.filter(Exists(texts.filter(meeting__country=OuterRef("pk"))))
    topics = Topic.objects.filter(Exists(texts.filter(topics=OuterRef("pk"))))
    return TextOffer(_kinds_counted(texts), by_name(choices_of(adopted_in)), by_name(choices_of(topics)))


def _kinds_counted(texts: QuerySet[Text]) -> tuple[tuple[str, str, int], ...]:
    """How many of ``texts`` there are of each kind: (value, name, number), in the order of the kinds."""
    counted = dict(texts.values_list("kind").annotate(Count("pk")))
    return tuple((kind.value, str(kind.label), counted[kind.value]) for kind in TextKind if kind.value in counted)


def by_name(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: choice[1]))
