"""The parts of the file for the next presidency: each a table, in the reader's language, of what ``user`` may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from common.periods import PartialDate
from declarations.followed import Followed, followed, urgent_first
from declarations.models import Commitment, Text, TextState
from meetings.models import BodyMembership, BodyRole, Seat
from meetings.queries.needs_plans import work_overview
from meetings.queries.vacancies import report_on_bodies
from members.models import Function, Mandate
from members.queries.handover import Checklist
from secretariat.queries.year import Year
from secretariat.queries.year_entries import Entry, EntryKind, foreign


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, with their language where it is not the reader's."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file. ``widths`` are those of its columns, in signs; ``note`` says what it counts."""

    key: str
    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[list[Cell]] = field(default_factory=list)
    note: str = ""

    @property
    def number(self) -> int:
        return len(self.rows)


def _row(*cells: Any) -> list[Cell]:
    return [cell if isinstance(cell, Cell) else Cell("" if cell is None else str(cell)) for cell in cells]


def _day(day: date | PartialDate | None) -> str:
    if day is None:
        return ""
    return formats.date_format(day, "DATE_FORMAT") if isinstance(day, date) else str(day)


def _days(entry: Entry) -> str:
    until = entry.until
    return f"{entry.when} – {until}" if until is not None and until != entry.when else str(entry.when)


def commitments(user: Any) -> Part:
    """Every confirmed commitment that is open or in progress, the most urgent first. Four queries."""
    running = Commitment.objects.visible_to(user).confirmed().running()
    heads = (_("Commitment"), _("What it says"), _("Addressed to"), _("Due"), _("State"), _("Carried over to"))
    rows = [_commitment(line) for line in followed(urgent_first(running), user)]
    return Part("commitments", _("Open commitments"), heads, (34, 70, 26, 18, 16, 14), rows)


def _commitment(line: Followed) -> list[Cell]:
    due = _day(line.row.due_on) or line.due
    state = f"{line.state.label}, {_('overdue')}" if line.is_overdue else str(line.state.label)
    title = f"{line.title}, {line.label}" if line.label else line.title
    said = Cell(line.body, line.language)
    return _row(title, said, ", ".join(line.addressees), due, state, line.row.carried_to__year or "")


def consultations(entries: Iterable[Entry]) -> Part:
    """What is being consulted, with its deadline: the entries that ``year.of_consultations`` gives."""
    rows = [_row(_said(one), _days(one), one.note) for one in entries if one.kind == EntryKind.CONSULTATION]
    heads = (_("Consultation"), _("Deadline"), _("State"))
    return Part("consultations", _("Running consultations"), heads, (60, 24, 24), rows)


def mandates(user: Any, until: date) -> Part:
    """Mandates in force that end by ``until``, and those that go on past their end. One query."""
    found = Mandate.objects.visible_to(user).in_force().filter(end__lte=until)
    rows = [
        _row(
            one.person,
            one.get_function_display(),
            one.participant or "",
            _day(one.end),
            _("goes on until a successor is named") if one.is_holdover else "",
        )
        for one in found.select_related("person", "participant").order_by("end", "person__name")
    ]
    heads = (_("Person"), _("Function"), _("For"), _("Ends"), _("Note"))
    note = _("Mandates that end by %(day)s.") % {"day": _day(until)}
    return Part("mandates", _("Expiring mandates"), heads, (34, 28, 28, 20, 34), rows, note)


def dues(user: Any, entries: Iterable[Entry]) -> Part:
    """Reports that bodies owe to the next GRCM, registrations and concept notes. At most four queries."""
    overview = work_overview(user)
    rows = [
        _row(_("Progress report: %(body)s") % {"body": one.body.name}, _day(overview.grcm.start), overview.grcm.title)
        for one in overview.reports_due
        if overview.grcm is not None
    ]
    papers = [one for one in entries if one.kind == EntryKind.PAPER and not one.uid.startswith("reports-")]
    rows += [_row(_said(one), _days(one), one.note) for one in papers]
    heads = (_("Paper"), _("Due"), _("For"))
    return Part("dues", _("Reports and papers due"), heads, (60, 24, 40), rows)


def plan(years: Iterable[Year]) -> Part:
    """What the rules ask of each year, meeting by meeting. No query."""
    rows = [
        _row(
            year.number,
            line.name,
            slot.name,
            slot.meeting.title if slot.meeting else "",
            _day(slot.when) or _("no date yet"),
            slot.meeting.get_state_display() if slot.meeting else _("not planned yet"),
        )
        for year in years
        for line in year.lines
        for slot in line.slots
    ]
    heads = (_("Year"), _("Body"), _("Which"), _("Meeting"), _("Day"), _("State"))
    return Part("plan", _("The presidency's plan"), heads, (8, 40, 18, 44, 22, 18), rows)


def calendar(entries: Iterable[Entry]) -> Part:
    """Everything dated, in order of time. No query."""
    rows = [_row(_days(one), one.kind.label, _said(one), one.note) for one in entries]
    return Part("calendar", _("Calendar"), (_("Day"), _("Kind"), _("What"), _("State")), (26, 24, 70, 30), rows)


def checklist(lines: Checklist | None) -> Part:
    """The lines of the handover's checklist, done or not, as its page has them. No query."""
    rows = [
        _row(
            one.item.words,
            _("done") if one.is_done else _("not done"),
            formats.date_format(timezone.localtime(one.row.done_at), "DATE_FORMAT") if one.is_done else "",
            one.row.note if one.row else "",
        )
        for one in (lines.lines if lines else ())
    ]
    heads = (_("What is handed over"), _("State"), _("Since"), _("Note"))
    return Part("checklist", _("Checklist"), heads, (70, 12, 20, 40), rows)


def bodies(user: Any) -> Part:
    """Networks and groups that can meet: who coordinates them, which seats nobody holds, when terms end. Eight queries.

    As the report on vacancies counts them (``meetings.queries.vacancies``).
    """
    report = report_on_bodies()
    named = _coordinators(user, [one.body.pk for one in report.bodies])
    rows = [
        _row(
            Cell(one.body.name, foreign(one.body, "name")),
            ", ".join(named[one.body.pk]) or (_("coordinated") if one.has_coordinator else _("no coordinator")),
            ", ".join(map(str, one.unseated)) or _("none"),
            _day(one.body.term_ends),
        )
        for one in report.bodies
    ]
    rows += [_row(body.name, "", "", _("term ended on %(day)s") % {"day": body.term_ends}) for body in report.lapsed]
    heads = (_("Body"), _("Coordinators"), _("Members without a liaison officer"), _("Term ends"))
    return Part("bodies", _("Bodies and vacancies"), heads, (44, 44, 60, 20), rows)


def _coordinators(user: Any, of: list[int]) -> dict[int, list[str]]:
    """By body, the participants that coordinate it and the people who do, as far as one may know of them."""
    day, named = timezone.localdate(), defaultdict(list)
    sitting = BodyMembership.objects.in_force(day).filter(body__in=of, role=BodyRole.COORDINATOR)
    for one in sitting.select_related("participant"):
        named[one.body_id].append(str(one.participant))
    known = Mandate.objects.visible_to(user).in_force().filter(function=Function.BODY_COORDINATOR).order_by()
    for seat in Seat.objects.filter(body__in=of, mandate__in=known).select_related("mandate__person"):
        named[seat.body_id].append(str(seat.mandate.person))
    return named


def texts(user: Any) -> Part:
    """Texts that are drafted, tabled, or adopted and not published yet. One query."""
    found = Text.objects.visible_to(user).exclude(state=TextState.PUBLISHED).for_list().order_by("symbol")
    rows = [
        _row(
            one.symbol,
            Cell(one.title, foreign(one, "title")),
            one.get_kind_display(),
            one.get_state_display(),
            one.meeting.title if one.meeting else "",
        )
        for one in found
    ]
    heads = (_("Symbol"), _("Title"), _("Kind"), _("State"), _("Meeting"))
    return Part("texts", _("Texts at work"), heads, (26, 60, 26, 16, 40), rows)


def _said(entry: Entry) -> Cell:
    return Cell(entry.title, entry.language)
