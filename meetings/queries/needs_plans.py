"""What waits in the work of the bodies: reports before each GRCM, meetings of working groups, plans, concept notes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.periods import PartialDate
from meetings.access_plans import seats_in
from meetings.models import (
    Body,
    BodyKind,
    Meeting,
    MeetingState,
    ProgressReport,
    WorkPlan,
    WorkPlanState,
)
from meetings.queries.desk_meetings import TO_COME, next_grcm_on_desk, next_grcms, waiting_meetings
from meetings.queries.vacancies import BodiesToMind, bodies_to_mind, with_vacancies
from members.access import mandates_of
from members.models import OF_A_BODY
from members.queries.needs import Need

# Bodies that plan their work and report on it: those that the GRCM created and hears (charter of the GRCM; strategic
# plan 2023-2026, "working groups").
PLANNING = (BodyKind.NETWORK, BodyKind.WORKING_GROUP, BodyKind.ADHOC)
MEETINGS_A_YEAR = 2  # of a working group, in person or online (strategic plan 2023-2026, "working groups")
TOOK_PLACE = (MeetingState.HELD, MeetingState.CLOSED)


@dataclass(frozen=True, slots=True)
class WorkOfBody:
    """How far one body is: its plan in force, the one ahead of it, its report, its meetings of the year.

    Plans and the report are those that were read; a desk, which shows none of them, reads none.
    """

    body: Body
    is_report_due: bool
    held: int
    to_come: int
    plan: WorkPlan | None = None
    ahead: WorkPlan | None = None
    report: ProgressReport | None = None

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
    return next_grcms(user, on or timezone.localdate()).select_related("country").first()


def work_overview(user: Any, on: date | None = None) -> WorkOverview:
    """How far each body in force is with plan, report and meetings. Four queries, whatever the number of bodies.

    A report is due from a body whose plan the GRCM approved and that has not handed in one for the next meeting of
    the GRCM; before a meeting is planned, nothing is due.
    """
    day = on or timezone.localdate()
    grcm = next_grcm(user, day)
    bodies = list(_at_work(user, grcm, day).filter(kind__in=PLANNING))
    plans = WorkPlan.objects.visible_to(user).exclude(state=WorkPlanState.SUPERSEDED).filter(body__in=bodies)
    by_body: dict[tuple[int, bool], WorkPlan] = {(plan.body_id, plan.state == "approved"): plan for plan in plans}
    reports = {one.plan.body_id: one for one in _reports_for(grcm, user)}
    return WorkOverview(day.year, grcm, [_row(body, by_body, reports) for body in bodies])


def _row(body: Body, plans: Any, reports: Any) -> WorkOfBody:
    plan, ahead = plans.get((body.pk, True)), plans.get((body.pk, False))
    for one in filter(None, (plan, ahead)):
        one.body = body
    return WorkOfBody(body, body.is_report_due, body.held, body.to_come, plan, ahead, reports.get(body.pk))


def _at_work(user: Any, grcm: Meeting | None, day: date) -> QuerySet[Body]:
    """Bodies in force with ``is_report_due`` and the meetings that begin in the year: ``held`` and ``to_come``."""
    approved = WorkPlan.objects.visible_to(user).filter(body=OuterRef("pk"), state=WorkPlanState.APPROVED)
    told = ProgressReport.objects.visible_to(user).handed_in().filter(meeting=grcm, plan__body=OuterRef("pk"))
    return Body.objects.in_force(day).annotate(
        is_report_due=Exists(approved) & ~Exists(told) if grcm else Value(False),
        held=_meetings_of_year(user, day.year, TOOK_PLACE),
        to_come=_meetings_of_year(user, day.year, TO_COME),
    )


def _meetings_of_year(user: Any, year: int, states: tuple[MeetingState, ...]) -> Coalesce:
    seen = Meeting.objects.visible_to(user).filter(start__gte=str(year), start__lt=str(year + 1), state__in=states)
    of_body = Meeting.bodies.through.objects.filter(body=OuterRef("pk"), meeting__in=seen.order_by()).order_by()
    return Coalesce(Subquery(of_body.values("body").annotate(number=Count("pk")).values("number")), 0)


def _reports_for(grcm: Meeting | None, user: Any) -> QuerySet:
    if grcm is None:
        return ProgressReport.objects.none()
    return ProgressReport.objects.visible_to(user).filter(meeting=grcm).select_related("plan")


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """What of the bodies' work waits for the Secretariat, beside the plans and reports that were handed in."""

    overview: WorkOverview
    bodies: BodiesToMind
    notes: list[Meeting]  # the activities whose notes wait


def work_queue(user: Any) -> WorkQueue:
    """Reports due, groups behind, vacancies, concept notes to decide on. One query beside that of the desk."""
    day, grcm = timezone.localdate(), next_grcm_on_desk(user)
    bodies = list(with_vacancies(_at_work(user, grcm, day), day))
    rows = [_row(body, {}, {}) for body in bodies if body.kind in PLANNING]
    overview = WorkOverview(day.year, grcm, rows)
    return WorkQueue(overview, bodies_to_mind(bodies, day), waiting_meetings(user, "has_note"))


def needs_of_plans(user: Any) -> list[Need]:
    """What waits for a coordinator or liaison officer: the body's report for the next GRCM, a plan that came back.

    No query for whoever has no such mandate, one beside that of the desk for whoever has.
    """
    if not any(mandate.function in OF_A_BODY for mandate in mandates_of(user)):
        return []
    grcm = next_grcm_on_desk(user)
    reports = ProgressReport.objects.handed_in().filter(plan=OuterRef("pk"), meeting=grcm)
    plans = WorkPlan.objects.filter(body__in=seats_in(user, *OF_A_BODY), state__in=("approved", "returned"))
    plans = plans.select_related("body").annotate(has_told=Exists(reports) if grcm else Value(False))
    needs = []
    for plan in plans:
        if plan.state == WorkPlanState.RETURNED:
            title = _("The work plan came back: %(body)s") % {"body": plan.body.name}
            needs.append(Need(title, plan.get_absolute_url()))
        elif grcm is not None and not plan.has_told:
            title = _("Report to the RCGM: %(body)s") % {"body": plan.body.name}
            url = reverse("meetings:report-begin", kwargs={"key": plan.body.key, "number": plan.number})
            needs.append(Need(title, url, _day(grcm.start), _("Report on it")))
    return needs


def _day(start: Any) -> date | None:
    """The day by which it is due; none where the days of the meeting are not known."""
    return start.first_day if isinstance(start, PartialDate) and start.precision == "day" else None
