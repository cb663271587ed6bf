"""Commitments as lists tell them: what each asks, in words as published, of whom, until when, and how far it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.lists import columns
from common.templatetags.components import in_either
from declarations.canonical import paragraph_anchor
from declarations.marks import Marks, marks_of
from declarations.models import Commitment, CommitmentReport, CommitmentState, DueKind, VerbClass
from declarations.reading import words_in

RUNNING = (CommitmentState.OPEN, CommitmentState.IN_PROGRESS)
BOTH = ("es", "en")
COLUMNS = (
    *("pk", "verb_class", "due_kind", "due_on", "every_months", "state", "version", "confirmed_at"),
    *("to_secretariat", "to_presidency", "to_members", "carried_to__year"),
    *("decision", "decision__key", "decision__due_on", "decision__certainty"),
    *("decision__meeting__key", "decision__meeting__start", "decision__meeting__presidency__year"),
    *("decision__paragraph__uid", "decision__paragraph__text", "decision__paragraph__text__symbol"),
    *("decision__paragraph__text__state", "decision__paragraph__text__nature"),
    *(f"{name}_{language}" for name in ("state_reason", "decision__verb", "decision__due") for language in BOTH),
    *(f"decision__{name}_{language}" for name in ("addressed_others",) for language in BOTH),
    *(f"decision__paragraph__{name}_{language}" for name in ("label", "body", "text__title") for language in BOTH),
)


OF_ONE = ("decision__paragraph__text", "decision__meeting__presidency", "decision__meeting__country", "carried_to")


@dataclass(frozen=True, slots=True)
class ColumnsOf:
    """A commitment that was read as a model, with the names that its columns have in a row of a list."""

    commitment: Commitment

    def __getattr__(self, name: str) -> Any:
        thing: Any = self.commitment
        for part in name.split("__"):
            thing = None if thing is None else getattr(thing, part)
        return thing.pk if isinstance(thing, Model) else thing


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph, each language apart."""

    label_es: str
    label_en: str
    body_es: str
    body_en: str


@dataclass(frozen=True, slots=True)
class Followed:
    """One commitment: the columns of its row, its words, what hangs on its decision, and the reports a reader sees."""

    row: Any
    words: Words
    marks: Marks
    reports: list[CommitmentReport] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.row.decision__key

    @property
    def language(self) -> str:
        """The reader's language, or the other where that alone has words."""
        here, there = ("en", "es") if get_language() == "en" else ("es", "en")
        return here if getattr(self.words, f"body_{here}") else there

    @property
    def body(self) -> str:
        return getattr(self.words, f"body_{self.language}")

    @property
    def label(self) -> str:
        return getattr(self.words, f"label_{self.language}")

    @property
    def title(self) -> str:
        row = self.row
        return in_either(row.decision__paragraph__text__title_es, row.decision__paragraph__text__title_en)

    @property
    def symbol(self) -> str:
        return self.row.decision__paragraph__text__symbol

    @property
    def anchor(self) -> str:
        return paragraph_anchor(str(self.row.decision__paragraph__uid))

    @property
    def verb(self) -> str:
        """What it does, as it is read; else the verb as the source has it."""
        if self.row.verb_class:
            return str(VerbClass(self.row.verb_class).label)
        return in_either(self.row.decision__verb_es, self.row.decision__verb_en)

    @property
    def state(self) -> CommitmentState:
        return CommitmentState(self.row.state)

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.row.state, self.row.due_on)

    @property
    def due(self) -> str:
        """Until when, as the source puts it; else as it is read."""
        return in_either(self.row.decision__due_es, self.row.decision__due_en) or due_words(self.row)

    @property
    def addressees(self) -> list[str]:
        """To whom it speaks, in the reader's language; the Secretariat and the Presidency once."""
        return addressees_of(self.row, self.marks, prefix="decision__")

    @property
    def reason(self) -> str:
        return in_either(self.row.state_reason_es, self.row.state_reason_en)

    @property
    def latest(self) -> CommitmentReport | None:
        return self.reports[0] if self.reports else None

    @property
    def to_take_over(self) -> list[CommitmentReport]:
        """Reports that nobody has taken over yet."""
        return [report for report in self.reports if report.taken_over_at is None]


def addressees_of(row: Any, marks: Marks, *, prefix: str = "") -> list[str]:
    """The names of those to whom a decision speaks. ``st`` and ``ppt`` are bodies of the record."""
    named = [str(mark) for kind in ("addressees", "addressed_bodies") for mark in marks.get(kind, [])]
    bodies = {mark.key for mark in marks.get("addressed_bodies", [])}
    if row.to_secretariat and "st" not in bodies:
        named.append(_("Secretariat"))
    if row.to_presidency and "ppt" not in bodies:
        named.append(_("Presidency"))
    others = in_either(getattr(row, f"{prefix}addressed_others_es"), getattr(row, f"{prefix}addressed_others_en"))
    if row.to_members and not others:
        named.append(_("all member countries"))
    return [*named, *filter(None, [others])]


def due_words(row: Any) -> str:
    """Until when, in words of the interface; empty where no due is read."""
    if row.due_kind == DueKind.RECURRING and row.every_months:
        return _("every %(months)s months") % {"months": row.every_months}
    if row.due_kind in (DueKind.NEXT_GRCM, DueKind.NEXT_VICE_MINISTERIAL):
        return str(DueKind(row.due_kind).label)
    return ""


def is_overdue(state: str, due_on: date | None) -> bool:
    """Running, and its day has passed. Computed each time, never stored."""
    return state in RUNNING and due_on is not None and due_on < timezone.localdate()


def overdue(today: date | None = None) -> Q:
    """The same, to be asked of commitments."""
    return Q(state__in=RUNNING, due_on__lt=today or timezone.localdate())


def urgent_first(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What is overdue longest, then what is due next, then what has no day, what is not recorded, what has ended."""
    place = Case(
        When(overdue(), then=Value(0)),
        When(state__in=RUNNING, then=Value(1)),
        When(state=CommitmentState.UNKNOWN, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    latest = F("decision__meeting__start").desc(nulls_last=True)
    return commitments.order_by(place, F("due_on").asc(nulls_last=True), latest, "decision__order", "pk")


def followed(commitments: QuerySet[Commitment], reader: Any = None) -> list[Followed]:
    """One line for each of ``commitments``; with ``reader`` also the reports that this one may see, the latest first.

    Three queries, and one more for reports; none for no line. Words are those last published; of a text that was never
    published, those of its adopted copy.
    """
    return _told(list(columns(commitments, *COLUMNS)), reader)


def followed_one(commitment: Commitment, reader: Any = None) -> Followed | None:
    """The same of one that was read with ``OF_ONE``; none where its text was published without its paragraph."""
    return next(iter(_told([ColumnsOf(commitment)], reader)), None)


def _told(rows: list[Any], reader: Any) -> list[Followed]:
    if not rows:
        return []
    words = words_in({row.decision__paragraph__text for row in rows})
    marks = marks_of([row.decision for row in rows])
    reports = _reports([row.pk for row in rows], reader) if reader is not None else {}
    return [
        Followed(row, said, marks.get(row.decision, {}), reports.get(row.pk, []))
        for row in rows
        if (said := _words(row, words)) is not None
    ]


def words_of(commitment: Commitment) -> Words | None:
    """The words alone of one that was read with its paragraph and text. One query."""
    return _words(ColumnsOf(commitment), words_in({commitment.decision.paragraph.text_id}))


def _words(row: Any, published: Any) -> Words | None:
    if (paragraph := published.get(str(row.decision__paragraph__uid))) is not None:
        return Words(paragraph.label_es, paragraph.label_en, paragraph.body_es, paragraph.body_en)
    if row.decision__paragraph__text__state == "published":
        return None
    names = ("label_es", "label_en", "body_es", "body_en")
    return Words(*(getattr(row, f"decision__paragraph__{name}") or "" for name in names))


def _reports(commitments: Iterable[int], reader: Any) -> dict[int, list[CommitmentReport]]:
    found: dict[int, list[CommitmentReport]] = defaultdict(list)
    reports = CommitmentReport.objects.visible_to(reader).filter(commitment__in=list(commitments))
    for report in reports.select_related("participant", "file").order_by("-reported_at", "-pk"):
        found[report.commitment_id].append(report)
    return found
