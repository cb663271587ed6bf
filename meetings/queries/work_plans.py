"""The work plan of a body with its activities by axis or pillar, its progress as counts, its versions and reports."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch

from meetings.models import Body, PlanItem, PlannedActivity, Progress, ProgressReport, WorkPlan, WorkPlanState


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities are how far, in the order of the states; those that no activity is in are left out."""

    counts: list[tuple[Progress, int]]

    @property
    def total(self) -> int:
        return sum(number for _state, number in self.counts)

    @property
    def done(self) -> int:
        return dict(self.counts).get(Progress.DONE, 0)


@dataclass(frozen=True, slots=True)
class LineOfPlan:
    """An axis or pillar with the activities under it; ``line`` is nothing for those that stand under none."""

    line: PlanItem | None
    activities: list[PlannedActivity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanOfBody:
    """What the page of a body shows of its plan: the version in force, and one that is ahead of it."""

    body: Body
    plan: WorkPlan | None
    ahead: WorkPlan | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class WorkPlanDossier:
    """What the page of a plan shows, of what the reader may see."""

    plan: WorkPlan
    lines: list[LineOfPlan]
    tally: Tally
    versions: list[WorkPlan]
    reports: list[ProgressReport]


def tally_of(progress: Counter) -> Tally:
    """``progress`` counted by its key, as people read it."""
    return Tally([(state, progress[state.value]) for state in Progress if progress[state.value]])


def plan_of_body(body: Body, user: Any) -> PlanOfBody:
    """The plan in force of ``body`` that ``user`` sees, what is ahead of it, and how far its activities are.

    At most two queries, one where there is no plan.
    """
    plans = {
        "force" if plan.state == WorkPlanState.APPROVED else "ahead": plan
        for plan in WorkPlan.objects.visible_to(user)
        .filter(body=body)
        .exclude(state=WorkPlanState.SUPERSEDED)
        .select_related("approved_in__country")
    }
    for plan in plans.values():
        plan.body = body
    plan = plans.get("force")
    return PlanOfBody(body, plan, plans.get("ahead"), _tally_of_plan(plan))


def work_plan_dossier(key: str, number: int, user: Any) -> WorkPlanDossier:
    """Version ``number`` of the plan of the body ``key``. Raises ``WorkPlan.DoesNotExist``. At most five queries."""
    versions = list(WorkPlan.objects.visible_to(user).for_list().filter(body__key=key).order_by("-number"))
    plan = next((version for version in versions if version.number == number), None)
    if plan is None:
        raise WorkPlan.DoesNotExist
    activities = _activities(plan)
    reports = ProgressReport.objects.visible_to(user).filter(plan=plan).select_related("meeting__country", "plan__body")
    return WorkPlanDossier(
        plan=plan,
        lines=by_line(activities),
        tally=tally_of(Counter(activity.progress for activity in activities)),
        versions=versions,
        reports=list(reports) if getattr(user, "is_authenticated", False) else [],
    )


def by_line(activities: list[PlannedActivity]) -> list[LineOfPlan]:
    """Activities under their axis or pillar, in the order of the conference's plan; the loose ones last."""
    lines: dict[int | None, LineOfPlan] = {}
    ordered = sorted(
        activities, key=lambda one: (one.line is None, (one.line.plan_id, one.line.order) if one.line else (0, 0))
    )
    for activity in ordered:
        lines.setdefault(activity.line_id, LineOfPlan(activity.line)).activities.append(activity)
    return list(lines.values())


def report_lines(report: ProgressReport) -> list[Any]:
    """What ``report`` says of each activity, in the order of the plan. One query."""
    return list(report.lines.select_related("activity").order_by("activity__order", "activity"))


def _activities(plan: WorkPlan) -> list[PlannedActivity]:
    rows = plan.activities.select_related("line", "topic", "meeting__country")
    return list(rows.prefetch_related(Prefetch("responsible")).order_by("order", "pk"))


def _tally_of_plan(plan: WorkPlan | None) -> Tally:
    if plan is None:
        return Tally([])
    counted = plan.activities.order_by().values_list("progress").annotate(Count("pk"))
    return tally_of(Counter(dict(counted)))
