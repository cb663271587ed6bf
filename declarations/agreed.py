"""What was decided, as the pages of a meeting, a body and a participant tell it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import get_language

from common.kept import kept_under_revision
from common.lists import columns, numbered
from common.prepared import VISITOR, prepared
from common.templatetags.components import in_either
from declarations.canonical import CanonicalParagraph
from declarations.marks import Mark, Marks, marks_of
from declarations.models import Decision, Nature
from declarations.reading import words_in
from meetings.models import Meeting

SHOWN = 10  # decisions on the page of a body; the list of decisions has all of them
ADDRESSED = 6  # decisions on the page of a participant; the same
OF_MEETING = 60  # a meeting took 15 at most
LANGUAGES = ("es", "en")
COLUMNS = (
    *("pk", "key", "due_on", "paragraph__uid", "paragraph__text", "paragraph__text__symbol", "paragraph__text__nature"),
    *("meeting__key", "meeting__kind", "meeting__ordinal", "meeting__start", "meeting__end"),
    *(f"{name}_{language}" for name in ("verb", "due", "addressed_others") for language in LANGUAGES),
    *(f"meeting__{name}_{language}" for name in ("name", "city", "country__name") for language in LANGUAGES),
    *(f"paragraph__text__title_{language}" for language in LANGUAGES),
    "commitment__state",
)
LATEST = (F("meeting__start").desc(nulls_last=True), "order", "pk")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in exactly one language; ``body`` is empty where it has no words in it."""

    language: str
    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A decision: the columns of its row, its words as published, and what hangs on it."""

    row: Any
    paragraph: CanonicalParagraph
    marks: Marks

    @property
    def is_summary(self) -> bool:
        """Whether the words are ours, and not those of the official text."""
        return self.row.paragraph__text__nature == Nature.SUMMARY

    @property
    def created_it(self) -> bool:
        """Whether it created the body on whose page it is told."""
        return getattr(self.row, "creates_it", False)

    @property
    def decided_step(self) -> bool:
        """Whether it stands behind a step in the life of the body on whose page it is told."""
        return getattr(self.row, "decides_step", False)

    @property
    def words(self) -> tuple[Words, Words | None]:
        """What the reader sees at once, in the language of the page if there are words in it; what may be opened."""
        here, there = map(self._in, ("en", "es") if get_language() == "en" else ("es", "en"))
        return (here, there if there.body else None) if here.body else (there, None)

    def _in(self, language: str) -> Words:
        label, body = (getattr(self.paragraph, f"{name}_{language}") for name in ("label", "body"))
        return Words(language, label, body)

    @property
    def addressees(self) -> list[str]:
        """To whom it speaks, in the reader's language."""
        named = [str(mark) for kind in ("addressees", "addressed_bodies") for mark in self.marks.get(kind, [])]
        return [*named, *filter(None, [in_either(self.row.addressed_others_es, self.row.addressed_others_en)])]

    @property
    def topics(self) -> list[Mark]:
        return self.marks.get("topics", [])


def agreed_at(meeting: int, user: Any) -> tuple[list[Agreed], bool]:
    """What a meeting (primary key) decided, in the order of its texts, and whether there is more. Three queries."""
    return _told(_at(user, meeting=meeting), OF_MEETING, marked=True)


def agreed_on(body: int, user: Any) -> tuple[list[Agreed], bool]:
    """The decisions that created a body or stand behind its steps, then the latest that speak to it. Two queries."""
    return _told(_on(user, body=body), SHOWN)


def agreed_for(participant: int, user: Any) -> tuple[list[Agreed], bool]:
    """The latest decisions that speak to a participant. Two queries.

    Which are the latest hangs on the days of their meetings, in another table: to find them, all that ever spoke to it
    are looked at. For visitors that is kept; their words, and whether they may be seen, are read every time.
    """
    if getattr(user, "is_authenticated", False):
        return _told(list(columns(_spoken_to(user, participant), *COLUMNS)), ADDRESSED)
    latest = _public_latest_for(participant)
    return _told(_these(user, **numbered(latest)) if latest else [], ADDRESSED)


@prepared
def _at(user: Any, *, meeting: int) -> QuerySet[Decision]:
    return columns(_visible(user).filter(meeting=meeting).order_by("order", "pk"), *COLUMNS)[: OF_MEETING + 1]


@prepared
def _on(user: Any, *, body: int) -> QuerySet[Decision]:
    links = Decision.creates.through.objects.filter(body=body, decision=OuterRef("pk"))
    steps = Decision.steps.through.objects.filter(bodystep__body=body, decision=OuterRef("pk"))
    spoken = Decision.addressed_bodies.through.objects.filter(body=body, decision=OuterRef("pk"))
    decisions = _visible(user).annotate(creates_it=Exists(links), decides_step=Exists(steps))
    found = decisions.filter(Exists(links) | Exists(steps) | Exists(spoken))
    order = ("-creates_it", "-decides_step", *LATEST)
    return columns(found.order_by(*order), *COLUMNS, "creates_it", "decides_step")[: SHOWN + 1]


@kept_under_revision
def _public_latest_for(participant: int) -> tuple[int, ...]:
    """Primary keys, one more than are shown."""
    return tuple(row.pk for row in _latest_for(VISITOR, participant=participant))


@prepared
def _latest_for(user: Any, *, participant: int) -> QuerySet[Decision]:
    return columns(_spoken_to(user, participant), "pk")


def _spoken_to(user: Any, participant: int) -> QuerySet[Decision]:
    spoken = Decision.addressees.through.objects.filter(participant=participant)
    return _visible(user).filter(pk__in=spoken.values("decision")).order_by(*LATEST)[: ADDRESSED + 1]


@prepared
def _these(user: Any, **keys: int) -> QuerySet[Decision]:
    return columns(_visible(user).filter(pk__in=keys.values()).order_by(*LATEST), *COLUMNS)


def _visible(user: Any) -> QuerySet[Decision]:
    meeting = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))
    return Decision.objects.visible_to(user).filter(Exists(meeting))


def _told(found: list[Any], limit: int, *, marked: bool = False) -> tuple[list[Agreed], bool]:
    """The first of the rows ``found``, as far as they have published words, and whether there are others."""
    rows = found[:limit]
    words = words_in({row.paragraph__text for row in rows})
    marks = marks_of([row.pk for row in rows]) if marked else {}
    lines = [
        Agreed(row, words[uid], marks.get(row.pk, {})) for row in rows if (uid := str(row.paragraph__uid)) in words
    ]
    return lines, len(found) > limit
