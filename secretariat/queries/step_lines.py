"""A step as a reader may see it: its members, their replies, and how far its time is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from common.business_days import DayCounted
from common.zones import in_zone
from secretariat.access_consultations import ROUNDS
from secretariat.models import ConsultationPaper, Consulted, Reply, Step, StepKind


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member in a step: by when it replies, and its replies as far as the reader may see them, the last one last.

    ``is_seen`` says whether they may be seen at all: what is hidden looks alike, whether there is a reply or none.
    """

    consulted: Consulted
    replies: list[Reply]
    is_seen: bool
    has_point: bool
    is_own: bool

    @property
    def reply(self) -> Reply | None:
        return self.replies[-1] if self.replies else None

    @property
    def is_silent(self) -> bool:
        return self.is_seen and not self.replies

    @property
    def days(self) -> list[DayCounted]:
        return [DayCounted.from_json(day) for day in self.consulted.counted]


@dataclass(frozen=True, slots=True)
class Passed:
    """How far a step is by its business days: ``number`` of ``total``; ``counts`` where today is one of them."""

    number: int
    total: int
    counts: bool
    next_day: date | None


@dataclass(frozen=True, slots=True)
class StepLines:
    """A step with its members and its papers."""

    step: Step
    members: list[MemberLine]
    papers: list[ConsultationPaper] = field(default_factory=list)

    @property
    def due_at(self) -> datetime | None:
        """The last deadline in it; under a rule of each member's own they differ."""
        return max((one.consulted.due_at for one in self.members), default=None)

    @property
    def first_due_at(self) -> datetime | None:
        return min((one.consulted.due_at for one in self.members), default=None)

    @property
    def is_over(self) -> bool:
        return self.step.closed_at is not None

    @property
    def has_lapsed(self) -> bool:
        """Its time is over, also in the seconds before the clock closes it."""
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def is_closed_to_reader(self) -> bool:
        """The troika's step for whoever was not asked in it."""
        return self.step.kind == StepKind.TROIKA and not self.reads_comments

    @property
    def reads_comments(self) -> bool:
        """Whether some replies may be read: then the compiled comments show what they say."""
        return any(one.is_seen for one in self.members)

    @property
    def own(self) -> list[MemberLine]:
        return [one for one in self.members if one.is_own]

    @property
    def shown_days(self) -> list[tuple[list[MemberLine], list[DayCounted]]]:
        """Each different arithmetic once, with those to whom it applies; the reader's own first."""
        found: dict[str, tuple[list[MemberLine], list[DayCounted]]] = {}
        for one in sorted(self.members, key=lambda line: not line.is_own):
            known = found.setdefault(repr(one.consulted.counted), ([], one.days))
            known[0].append(one)
        return list(found.values())

    @property
    def passed(self) -> Passed | None:
        """Where the reader's own member stands today, or else the one whose time is over last."""
        lines = self.own or sorted(self.members, key=lambda line: line.consulted.due_at, reverse=True)
        if not lines:
            return None
        today, days = in_zone(timezone.now(), self.step.time_zone).date(), [one for one in lines[0].days if one.counts]
        number = sum(one.day <= today for one in days)
        to_come = (one.day for one in days if one.day > today)
        return Passed(number, len(days), any(one.day == today for one in days), next(to_come, None))

    @property
    def replied(self) -> list[MemberLine]:
        return [one for one in self.members if one.replies]

    @property
    def all_seen(self) -> bool:
        return all(one.is_seen for one in self.members)

    @property
    def without_point(self) -> list[MemberLine]:
        return [] if self.is_over else [one for one in self.members if not one.has_point]


def readable_steps(steps: Sequence[StepLines], *, runs: bool) -> list[StepLines]:
    """Those whose words the reader was sent, or may read now: the troika's are for the troika and those who run it."""
    return [one for one in steps if runs or one.step.kind in ROUNDS or one.own]
