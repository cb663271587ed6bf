"""What stands in a calendar of the year, by where it comes from. Each function answers with what ``user`` may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.periods import PartialDate
from common.templatetags.components import in_either
from declarations.models import Commitment
from meetings.access import can_plan
from meetings.models import (
    ACTIVITIES,
    CALLED_OFF,
    Body,
    ConceptNote,
    ConceptNoteState,
    Convocation,
    Meeting,
    MeetingKind,
    MeetingState,
    Progress,
    WorkPlan,
    WorkPlanState,
)
from members.access import terms
from members.access_people import works_on_handover
from members.calendars import CalendarRule, days_off
from members.models import Mandate
from members.queries.handover import handover_day

TO_COME = (MeetingState.PLANNED, MeetingState.CONVENED)
NOT_AWAITED = (Progress.DONE, Progress.DROPPED)


class EntryKind(models.TextChoices):
    """What of the year is dated, in the order in which one day lists it."""

    HANDOVER = "handover", gettext_lazy("Handover of the presidency")
    MEETING = "meeting", gettext_lazy("Meeting")
    CONSULTATION = "consultation", gettext_lazy("Consultation")
    PAPER = "paper", gettext_lazy("Paper due")
    COMMITMENT = "commitment", gettext_lazy("Commitment due")
    WORK_PLAN = "work_plan", gettext_lazy("Work plan")
    MANDATE = "mandate", gettext_lazy("Mandate ends")
    TERM = "term", gettext_lazy("Term of a body ends")
    HOLIDAY = "holiday", gettext_lazy("Holiday of the Secretariat")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a year. ``when`` is its day as far as known, ``until`` the last one of what lasts longer.

    ``language`` is that of a title which the reader's language lacks; ``note`` says how it stands; ``uid`` names it
    in calendars; ``meeting`` is there where it is one.
    """

    kind: EntryKind
    uid: str
    title: str
    when: PartialDate
    until: PartialDate | None = None
    url: str = ""
    language: str = ""
    note: str = ""
    is_off: bool = False
    meeting: Meeting | None = None

    @property
    def first_day(self) -> date:
        return self.when.first_day

    @property
    def last_day(self) -> date:
        return (self.until or self.when).last_day

    @property
    def is_exact(self) -> bool:
        """Whether first and last day are known to the day."""
        return all(day.precision == "day" for day in (self.when, self.until or self.when))

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def order(self) -> tuple[Any, ...]:
        """Within a month: what has no day first, then by day, then by what it is."""
        return (self.when.precision == "day", self.when.iso, list(EntryKind).index(self.kind), self.title)


def day_of(day: date) -> PartialDate:
    return PartialDate(day.isoformat())


def between(first: date, last: date, start: str = "start", end: str = "end") -> Q:
    """Rows of partial dates of which some day lies from ``first`` to ``last``; rows without a start are left out."""
    begins = Q(**{f"{start}__lte": last.isoformat()})
    lasts = Q(**{f"{end}__gte": first.isoformat()}) | Q(**{f"{start}__gte": first.isoformat()})
    bare = [first.isoformat()[:4], first.isoformat()[:7]]
    return begins & (lasts | Q(**{f"{start}__in": bare}) | Q(**{f"{end}__in": bare}))


def meetings_between(user: Any, first: date, last: date, *, undated: bool = False) -> list[Meeting]:
    """The meetings of those days with their bodies, the last day of registration, and whether a note is approved.

    ``undated`` adds those that have no day yet and are still to be held. Two queries.
    """
    letters = Convocation.objects.visible_to(user).filter(meeting=OuterRef("pk"), register_by__isnull=False)
    wanted = between(first, last)
    if undated:
        wanted |= Q(start=None, state__in=(*TO_COME, MeetingState.POSTPONED))
    rows = Meeting.objects.visible_to(user).for_list().filter(wanted).prefetch_related("bodies")
    rows = rows.annotate(
        register_by=Subquery(letters.order_by("-number").values("register_by")[:1]), has_note=_has_note(user)
    )
    return list(rows.order_by("start", "key"))


def _has_note(user: Any) -> Any:
    """Whether the concept note of a meeting is approved, for those who are told of one that lacks."""
    if not can_plan(user):
        return Value(False)
    return Exists(ConceptNote.objects.filter(meeting=OuterRef("pk"), state=ConceptNoteState.APPROVED).order_by())


def of_meetings(user: Any, meetings: Iterable[Meeting]) -> list[Entry]:
    """The meetings themselves, and the papers due before them. No query."""
    entries: list[Entry] = []
    for meeting in meetings:
        if meeting.start is None:
            continue
        entries.append(_meeting(meeting))
        if meeting.state not in CALLED_OFF:
            entries += _papers(user, meeting)
    return entries


def _meeting(meeting: Meeting) -> Entry:
    return Entry(
        EntryKind.MEETING,
        f"meeting-{meeting.key}",
        meeting.title,
        meeting.start,
        meeting.end,
        meeting.get_absolute_url(),
        foreign(meeting, "name"),
        str(meeting.get_state_display()),
        meeting.state in CALLED_OFF,
        meeting,
    )


def _papers(user: Any, meeting: Meeting) -> Iterable[Entry]:
    """Registration, reports and concept notes: the papers for which the portal knows a day.

    Bodies report to each GRCM, and a concept note is complete before its activity is held (strategic plan 2023-2026,
    "working groups", "monitoring"); so both are due by the first day of the meeting.
    """
    named, to_come = {"meeting": meeting.title}, meeting.state in TO_COME
    if meeting.register_by:
        title, url = _("Last day of registration: %(meeting)s") % named, meeting.get_absolute_url()
        yield Entry(EntryKind.PAPER, f"registration-{meeting.key}", title, day_of(meeting.register_by), url=url)
    if meeting.kind == MeetingKind.GRCM and to_come:
        title, url = _("Progress reports of the bodies: %(meeting)s") % named, reverse("meetings:work-of-bodies")
        yield Entry(EntryKind.PAPER, f"reports-{meeting.key}", title, meeting.start, url=url)
    if meeting.kind in ACTIVITIES and to_come and not meeting.has_note and can_plan(user):
        title, url = _("Concept note: %(meeting)s") % named, reverse("meetings:concept-note", args=[meeting.key])
        yield Entry(EntryKind.PAPER, f"note-{meeting.key}", title, meeting.start, url=url)


def of_commitments(user: Any, first: date, last: date) -> list[Entry]:
    """Commitments that are running and due in those days. One query."""
    rows = Commitment.objects.visible_to(user).confirmed().running().filter(due_on__range=(first, last))
    return [
        Entry(
            EntryKind.COMMITMENT,
            f"commitment-{one.decision.key}",
            str(one),
            day_of(one.due_on),
            url=one.get_absolute_url(),
            language=foreign(one.decision.paragraph.text, "title"),
            note=_("overdue") if one.due_on < timezone.localdate() else str(one.get_state_display()),
        )
        for one in rows.select_related("decision__paragraph__text").order_by("due_on", "decision__key")
        if one.due_on is not None
    ]


def of_work_plans(user: Any, first: date, last: date) -> list[Entry]:
    """Activities of approved work plans that are not done, by their last day, and the plans that end. One query."""
    rows = WorkPlan.objects.visible_to(user).filter(state=WorkPlanState.APPROVED).select_related("body")
    parts = {name: F(f"activities__{name}") for name in ("key", "progress", "start", "end")}
    rows = rows.annotate(
        **{f"activity_{name}": part for name, part in parts.items()},
        activity_es=F("activities__title_es"),
        activity_en=F("activities__title_en"),
    )
    entries: dict[str, Entry] = {}
    for plan in rows.order_by("body__order", "activities__order"):
        for entry in filter(None, (_end_of_plan(plan), _activity(plan))):
            if entry.when.first_day <= last and entry.when.last_day >= first:
                entries[entry.uid] = entry
    return list(entries.values())


def _end_of_plan(plan: Any) -> Entry:
    title = _("The work plan ends: %(body)s") % {"body": plan.body.name}
    return Entry(EntryKind.WORK_PLAN, f"plan-{plan.pk}", title, plan.end, url=plan.get_absolute_url())


def _activity(plan: Any) -> Entry | None:
    due = plan.activity_end or plan.activity_start
    if due is None or plan.activity_progress in NOT_AWAITED:
        return None
    words, language = _spoken(plan.activity_es, plan.activity_en)
    uid, progress = f"activity-{plan.pk}-{plan.activity_key}", str(Progress(plan.activity_progress).label)
    note = f"{plan.body.name} · {progress}"
    return Entry(EntryKind.WORK_PLAN, uid, words, due, url=plan.get_absolute_url(), language=language, note=note)


def of_mandates(user: Any, first: date, last: date) -> list[Entry]:
    """Mandates in force that end in those days, as far as one may know of them. One query."""
    rows = Mandate.objects.visible_to(user).in_force().filter(end__range=(first, last))
    return [
        Entry(
            EntryKind.MANDATE,
            f"mandate-{one.pk}",
            f"{one.person} · {one.get_function_display()}" + (f" · {one.participant}" if one.participant else ""),
            day_of(one.end),
            url=one.person.get_absolute_url(),
            note=_("goes on until a successor is named") if one.is_holdover else "",
        )
        for one in rows.select_related("person", "participant").order_by("end", "person__name")
        if one.end is not None
    ]


def of_terms(bodies: Iterable[Body], first: date, last: date) -> list[Entry]:
    """Terms of ``bodies`` that end in those days. No query."""
    return [
        Entry(EntryKind.TERM, f"term-{body.key}", body.name, body.term_ends, url=body.get_absolute_url())
        for body in bodies
        if body.term_ends and body.term_ends.first_day <= last and body.term_ends.last_day >= first
    ]


def of_presidencies(user: Any, first: date, last: date) -> list[Entry]:
    """Handovers of the presidency in those days; one of which no day is known counts in the year of its term.

    No query beside that of the troika.
    """
    entries, before = [], None
    for term in terms():
        day = handover_day(term)
        when = day_of(day) if day else PartialDate(str(term.year))
        if term.country_id and when.first_day <= last and when.last_day >= first:
            url = ""
            if works_on_handover(user, before, term):
                url = reverse("people:handover", kwargs={"key": term.key})
            past = when.first_day <= timezone.localdate()
            words = _("The presidency passed to %(country)s") if past else _("The presidency passes to %(country)s")
            title = words % {"country": term.country}
            entries.append(Entry(EntryKind.HANDOVER, f"handover-{term.key}", title, when, url=url))
        before = term
    return entries


def of_holidays(first: date, last: date) -> list[Entry]:
    """The days off of the Secretariat's seat and of its own office (``members/calendars.py``). One query."""
    return [
        Entry(
            EntryKind.HOLIDAY,
            f"holiday-{off.calendar}-{day.isoformat()}",
            in_either(off.name_es, off.name_en),
            day_of(day),
            note=_("half a day") if off.is_half else "",
        )
        for day, found in days_off(CalendarRule.SEAT, first=first, last=last).items()
        for off in found
    ]


def foreign(thing: Any, field: str) -> str:
    """The language of the words of ``field``, where the reader's own lacks them; empty where it has them."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    return there if getattr(thing, f"{field}_{there}") and not getattr(thing, f"{field}_{here}") else ""


def _spoken(es: str | None, en: str | None) -> tuple[str, str]:
    """The words in the reader's language, else in the other, with its code."""
    mine, other, code = (en, es, "es") if get_language() == "en" else (es, en, "en")
    return (mine, "") if mine else (other or "", code)
