"""What waits in the work of the bodies: reports before each GRCM, meetings of working groups, plans, concept notes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.periods import PartialDate
from meetings.access_plans import seats_of
from meetings.models import (
    Body,
    BodyKind,
    ConceptNote,
    ConceptNoteState,
    Meeting,
    MeetingKind,
    MeetingState,
    ProgressReport,
    ReportState,
    WorkPlan,
    WorkPlanState,
)
from members.models import OF_A_BODY
from members.queries.needs import Need

# Bodies that plan their work and report on it: those that the GRCM created and hears (charter of the GRCM; strategic
# plan 2023-2026, "working groups").
PLANNING = (BodyKind.NETWORK, BodyKind.WORKING_GROUP, BodyKind.ADHOC)
MEETINGS_A_YEAR = 2  # of a working group, in person or online (strategic plan 2023-2026, "working groups")
TOOK_PLACE = (MeetingState.HELD, MeetingState.CLOSED)
TO_COME = (MeetingState.PLANNED, MeetingState.CONVENED)


@dataclass(frozen=True, slots=True)
class WorkOfBody:
    """How far one body is: its plan in force, the one ahead of it, its report, its meetings of the year."""

    body: Body
    plan: WorkPlan | None
    ahead: WorkPlan | None
    report: ProgressReport | None
    is_report_due: bool
    held: int
    to_come: int

    @property
    def lacks_meetings(self) -> int:
        """How many of the meetings of the year a working group has still to hold; none for another kind of body."""
        return max(MEETINGS_A_YEAR - self.held, 0) if self.body.kind == BodyKind.WORKING_GROUP else 0

    @property
    def is_behind(self) -> bool:
        """Whether the meetings held and those to come together are fewer than the year asks for."""
        return self.lacks_meetings > self.to_come


@dataclass(frozen=True, slots=True)
class WorkOverview:
    """The work of all bodies on a day: the next meeting of the GRCM, and each body's row."""

    year: int
    grcm: Meeting | None
    rows: list[WorkOfBody]

    @property
    def reports_due(self) -> list[WorkOfBody]:
        return [row for row in self.rows if row.is_report_due]

    @property
    def behind(self) -> list[WorkOfBody]:
        """Working groups that have not yet met as often as the year asks for, those that lack most first."""
        lacking = [row for row in self.rows if row.lacks_meetings]
        return sorted(lacking, key=lambda row: (not row.is_behind, -row.lacks_meetings, row.body.order))


def next_grcm(user: Any, on: date | None = None) -> Meeting | None:
    """The next meeting of the GRCM on or after the day that ``user`` sees and that is not called off. One query."""
    day = (on or timezone.localdate()).isoformat()
    coming = Q(start__gte=day) | Q(start__in=[day[:4], day[:7]]) | Q(start__lt=day, end__gte=day)
    meetings = Meeting.objects.visible_to(user).filter(coming, kind=MeetingKind.GRCM, state__in=TO_COME)
    return meetings.select_related("country").order_by("start", "key").first()


def work_overview(user: Any, on: date | None = None) -> WorkOverview:
    """How far each body in force is with plan, report and meetings. Five queries, whatever the number of bodies.

    A report is due from a body whose plan the GRCM approved and that has not handed in one for the next meeting of
    the GRCM; before a meeting is planned, nothing is due.
    """
    day = on or timezone.localdate()
    bodies = list(Body.objects.in_force(day).filter(kind__in=PLANNING))
    grcm = next_grcm(user, day)
    plans = WorkPlan.objects.visible_to(user).exclude(state=WorkPlanState.SUPERSEDED).filter(body__in=bodies)
    by_body: dict[tuple[int, bool], WorkPlan] = {(plan.body_id, plan.state == "approved"): plan for plan in plans}
    reports = {one.plan.body_id: one for one in _reports_for(grcm, user)}
    counts = _meetings_of_year(user, bodies, day.year)
    return WorkOverview(day.year, grcm, [_row(body, by_body, reports, grcm, counts) for body in bodies])


def _row(body: Body, plans: Any, reports: Any, grcm: Meeting | None, counts: Counter) -> WorkOfBody:
    plan, ahead, report = plans.get((body.pk, True)), plans.get((body.pk, False)), reports.get(body.pk)
    for one in filter(None, (plan, ahead)):
        one.body = body
    is_due = grcm is not None and plan is not None and (report is None or report.state == ReportState.DRAFT)
    return WorkOfBody(body, plan, ahead, report, is_due, counts[body.pk, True], counts[body.pk, False])


def _reports_for(grcm: Meeting | None, user: Any) -> QuerySet:
    if grcm is None:
        return ProgressReport.objects.none()
    return ProgressReport.objects.visible_to(user).filter(meeting=grcm).select_related("plan")


def _meetings_of_year(user: Any, bodies: list[Body], year: int) -> Counter:
    """By body, and whether they took place: the meetings that begin in ``year``. One query."""
    seen = Meeting.objects.visible_to(user).filter(start__gte=str(year), start__lt=str(year + 1)).order_by()
    rows = Meeting.bodies.through.objects.filter(
        body__in=bodies, meeting__in=seen.filter(state__in=(*TOOK_PLACE, *TO_COME))
    ).values_list("body", "meeting__state")
    return Counter((body, state in TOOK_PLACE) for body, state in rows)


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """What of the bodies' work waits for the Secretariat."""

    overview: WorkOverview
    proposed: list[WorkPlan]
    submitted: list[ProgressReport]
    notes: list[ConceptNote]

    @property
    def number(self) -> int:
        parts = (self.overview.reports_due, self.overview.behind, self.proposed, self.submitted, self.notes)
        return sum(map(len, parts))


def work_queue(user: Any) -> WorkQueue:
    """Reports due and to be received, working groups behind, plans and concept notes to decide on. Eight queries."""
    reports = ProgressReport.objects.visible_to(user).filter(state=ReportState.SUBMITTED)
    notes = ConceptNote.objects.visible_to(user).filter(state=ConceptNoteState.SUBMITTED)
    return WorkQueue(
        overview=work_overview(user),
        proposed=list(WorkPlan.objects.visible_to(user).filter(state=WorkPlanState.PROPOSED).select_related("body")),
        submitted=list(reports.select_related("plan__body", "meeting__country").order_by("submitted_at")),
        notes=list(notes.select_related("meeting__country").order_by("meeting__start", "pk")),
    )


def needs_of_plans(user: Any) -> list[Need]:
    """What waits for a coordinator or liaison officer: the body's report for the next GRCM, a plan that came back.

    No query for whoever has no such mandate, at most four for whoever has.
    """
    bodies = seats_of(user, *OF_A_BODY)
    if not bodies:
        return []
    plans = list(WorkPlan.objects.filter(body__in=bodies, state__in=("approved", "returned")).select_related("body"))
    grcm = next_grcm(user) if any(plan.state == WorkPlanState.APPROVED for plan in plans) else None
    handed_in = (
        set(ProgressReport.objects.handed_in().filter(meeting=grcm).values_list("plan", flat=True)) if grcm else set()
    )
    needs = []
    for plan in plans:
        if plan.state == WorkPlanState.RETURNED:
            title = _("The work plan came back: %(body)s") % {"body": plan.body.name}
            needs.append(Need(title, plan.get_absolute_url()))
        elif grcm is not None and plan.pk not in handed_in:
            title = _("Report to the RCGM: %(body)s") % {"body": plan.body.name}
            url = reverse("meetings:report-begin", kwargs={"key": plan.body.key, "number": plan.number})
            needs.append(Need(title, url, _day(grcm.start)))
    return needs


def _day(start: Any) -> date | None:
    """The day by which it is due; none where the days of the meeting are not known."""
    return start.first_day if isinstance(start, PartialDate) and start.precision == "day" else None
