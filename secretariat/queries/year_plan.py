"""The presidency's plan of a year: which meetings the rules of the conference ask for, and which of them have a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from common.periods import PartialDate
from meetings.models import Body, BodyKind, Meeting, MeetingKind, MeetingState
from meetings.queries.needs_plans import MEETINGS_A_YEAR, TOOK_PLACE

OF_GRCM = 2
OF_VICE_MINISTERS = 1
GROUPS_SINCE = 2023  # from this year on the strategic plan tells how often working groups meet


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the meetings that a year asks for: the ``place``-th of its line, and the meeting that fills it, if any."""

    place: int
    of: int
    meeting: Meeting | None = None

    @property
    def name(self) -> str:
        """ "Second meeting"; nothing where there is one alone."""
        if self.of == 1:
            return ""
        names = {1: _("First meeting"), 2: _("Second meeting"), 3: _("Third meeting")}
        return names.get(self.place) or _("Meeting %(number)s") % {"number": self.place}

    @property
    def when(self) -> PartialDate | None:
        """Its day as far as known; none of one that was postponed, whose old day no longer holds."""
        if self.meeting is None or self.meeting.state == MeetingState.POSTPONED:
            return None
        return self.meeting.start

    @property
    def lacks_day(self) -> bool:
        """Whether nobody can enter it in a calendar yet: no meeting, no day, or a month or year alone."""
        if self.meeting is not None and self.meeting.state in TOOK_PLACE:
            return False
        return self.when is None or self.when.precision != "day"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """How often one body, or the Vice-Ministers, meet in a year, with the rule that says so.

    ``number`` is what the rule asks for; ``provisions`` are keys of the page of rules; ``is_inferred`` where the
    source gives no number.
    """

    kind: str
    number: int
    provisions: tuple[str, ...]
    slots: list[Slot] = field(default_factory=list)
    body: Body | None = None
    is_inferred: bool = False

    @property
    def name(self) -> str:
        return self.body.name if self.body else str(MeetingKind(self.kind).label)

    @property
    def key(self) -> str:
        return self.body.key if self.body else self.kind

    @property
    def is_at_least(self) -> bool:
        """Whether the rule asks for no fewer, and allows more: so it does of working groups alone."""
        return self.kind == BodyKind.WORKING_GROUP

    @property
    def lacking(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.lacks_day]


def plan_lines(year: int, meetings: Iterable[Meeting], bodies: Iterable[Body]) -> list[PlanLine]:
    """What the rules ask of ``year``, filled with its ``meetings`` in order of time; what was cancelled fills nothing.

    One Vice-Ministerial Meeting: decisions are recorded "at the close of each annual meeting" (report of 20 years,
    "decision making"). Two of the GRCM, the first with the Vice-Ministerial (report of 20 years, "meetings"). Two of
    each working group at least, in person or online (strategic plan 2023-2026, "working groups"), so from 2023 on.
    Networks met right before the GRCM (report of 20 years, "meetings"), so as often; the record says "twice a year" of
    the two oldest, and of the third nothing: that one is inferred. No source tells how often ad hoc groups meet.
    """
    held = [one for one in meetings if one.state != MeetingState.CANCELLED and _is_of(one, year)]
    held.sort(key=lambda one: (one.start is None, one.start.iso if one.start else "", one.key))
    high, grcm = str(MeetingKind.VICE_MINISTERIAL), str(MeetingKind.GRCM)
    lines = [PlanLine(high, OF_VICE_MINISTERS, ("consensus", "calendar")), PlanLine(grcm, OF_GRCM, ("grcm-frequency",))]
    lines += [line for body in bodies if (line := _line_of(body, year)) is not None]
    for line in lines:
        found = [one for one in held if _is_for(one, line)]
        filled = [*found, *[None] * (line.number - len(found))]
        line.slots.extend(Slot(place, len(filled), one) for place, one in enumerate(filled, start=1))
    return lines


def _line_of(body: Body, year: int) -> PlanLine | None:
    if body.kind == BodyKind.WORKING_GROUP and year >= GROUPS_SINCE:
        return PlanLine(str(body.kind), MEETINGS_A_YEAR, ("working-group-5",), body=body)
    if body.kind == BodyKind.NETWORK:
        is_inferred = not body.frequency
        return PlanLine(str(body.kind), OF_GRCM, ("meeting-networks",), body=body, is_inferred=is_inferred)
    return None


def _is_of(meeting: Meeting, year: int) -> bool:
    """Whether it counts for ``year``: it begins in it, or, without a day, is of its presidency."""
    if meeting.start is not None:
        return meeting.start.year == year
    return meeting.presidency is not None and meeting.presidency.year == year


def _is_for(meeting: Meeting, line: PlanLine) -> bool:
    if line.body is None:
        return meeting.kind == line.kind
    return line.body.pk in {body.pk for body in meeting.bodies.all()}


def day_to_ask_bodies(year: int, today: date) -> date:
    """The day as of which the bodies of a year are taken: today in this year, else its last or its first day."""
    if year == today.year:
        return today
    return date(year, 12, 31) if year < today.year else date(year, 1, 1)
