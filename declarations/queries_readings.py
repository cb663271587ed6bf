"""What an officer sees who confirms how paragraphs are read, and the names that the reading looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef

from common.ordering import latest_first
from declarations.models import Commitment, DueKind, Nature, Paragraph, Text
from declarations.reading_commitments import Addressees, CommitmentReading, Due, Name, read_commitment
from meetings.models import Body, Meeting, MeetingKind
from members.models import Participant

SHOWN = 30  # texts in a list of what waits
KEPT_APART = ("st", "ppt")  # the Secretariat and the Presidency have words of their own


@dataclass(frozen=True, slots=True)
class Names:
    """Participants and bodies by key, as a paragraph may name them."""

    participants: dict[str, Participant]
    bodies: dict[str, Body]

    def participants_by_key(self, keys: Iterable[str]) -> list[Participant]:
        return [self.participants[key] for key in keys if key in self.participants]

    def bodies_by_key(self, keys: Iterable[str]) -> list[Body]:
        return [self.bodies[key] for key in keys if key in self.bodies]


def names_of() -> Names:
    """All participants and bodies. Two queries."""
    bodies = Body.objects.exclude(key__in=KEPT_APART)
    return Names({one.key: one for one in Participant.objects.all()}, {one.key: one for one in bodies})


def reading_of(paragraph: Paragraph, names: Names) -> CommitmentReading:
    """What the words of ``paragraph`` say in each language. No query."""
    return read_commitment(
        paragraph.body_es or "",
        paragraph.body_en or "",
        participants=[_name(one) for one in names.participants.values()],
        bodies=[_name(one) for one in names.bodies.values()],
    )


def _name(thing: Any) -> Name:
    acronym = (getattr(thing, "acronym_es", ""), getattr(thing, "acronym_en", ""))
    return Name(thing.key, _given(thing.name_es, acronym[0]), _given(thing.name_en, acronym[1]))


def _given(*names: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if name and len(name) > 2)


def day_of_meeting(due: Due, meeting: Meeting) -> date | None:
    """The first day of the meeting by which it is due, where that is planned and its day is known. One query.

    None where no such meeting stands in the portal: a day is not guessed.
    """
    kinds = {
        DueKind.NEXT_GRCM: MeetingKind.GRCM,
        DueKind.NEXT_VICE_MINISTERIAL: MeetingKind.VICE_MINISTERIAL,
    }
    if due.kind not in kinds or not meeting.start:
        return None
    later = Meeting.objects.filter(kind=kinds[due.kind], start__gt=meeting.start.iso).exclude(state="cancelled")
    if due.ordinal:
        later = later.filter(ordinal=due.ordinal)
    found = later.order_by("start").first()
    return found.start.first_day if found and found.start.precision == "day" else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One reading that waits: the commitment as proposed, its paragraph, and what each language says."""

    commitment: Commitment
    paragraph: Paragraph
    reading: CommitmentReading

    @property
    def is_waiting(self) -> bool:
        return self.commitment.confirmed_at is None and self.commitment.discarded_at is None

    @property
    def is_sure_throughout(self) -> bool:
        """It waits, both languages agree in all that is asked of whom until when, and it stands as it was read.

        No query where the addressees were prefetched.
        """
        return self.is_waiting and self.reading.is_complete and _stands_as_read(self.commitment, self.reading)


def _stands_as_read(commitment: Commitment, reading: CommitmentReading) -> bool:
    decision, asked, due = commitment.decision, reading.addressees.value, reading.due.value
    if asked is None or due is None:
        return False
    kept = Addressees(
        participants=frozenset(one.key for one in decision.addressees.all()),
        bodies=frozenset(one.key for one in decision.addressed_bodies.all()),
        secretariat=commitment.to_secretariat,
        presidency=commitment.to_presidency,
        members=commitment.to_members,
    )
    same_due = (commitment.due_kind, commitment.every_months) == (due.kind, due.every_months)
    return commitment.verb_class == reading.verb.value and same_due and kept == asked


def readings_of(text: Text) -> list[Waiting]:
    """Every commitment of ``text`` in the order of its paragraphs: those that wait, are confirmed, were discarded.

    Seven queries at most, however many there are.
    """
    names = names_of()
    commitments = (
        Commitment.objects.filter(decision__paragraph__text=text)
        .select_related("decision__paragraph")
        .prefetch_related("decision__addressees", "decision__addressed_bodies", "decision__topics")
        .order_by("decision__paragraph__order")
    )
    return [Waiting(one, one.decision.paragraph, reading_of(one.decision.paragraph, names)) for one in commitments]


def texts_with_readings() -> list[Text]:
    """Texts of which readings wait, with how many as ``waiting``. One query."""
    waiting = Commitment.objects.waiting().order_by().values("decision__paragraph__text").annotate(number=Count("pk"))
    numbers = {row["decision__paragraph__text"]: row["number"] for row in waiting}
    texts = list(Text.objects.filter(pk__in=numbers).order_by("symbol"))
    for text in texts:
        text.waiting = numbers[text.pk]
    return texts


def texts_to_read() -> list[Text]:
    """Full texts adopted at a meeting with operative paragraphs or decisions that nobody has read yet. One query."""
    unread = Paragraph.objects.filter(kind__in=("operative", "decision"), decision=None, text=OuterRef("pk"))
    texts = Text.objects.filter(Exists(unread.order_by()), state__in=("adopted", "published"), nature=Nature.FULL)
    return list(texts.exclude(meeting=None).order_by(latest_first("adopted_on"), "symbol")[:SHOWN])
