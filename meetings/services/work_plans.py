"""The work plan of a body: begun, edited while it is the body's own, proposed, approved by the GRCM or returned."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.states import NotNow
from common.workbooks import tidy
from meetings.access_plans import can_write_plan
from meetings.models import Body, Meeting, MeetingKind, PlannedActivity, WorkPlan, WorkPlanState
from meetings.models.work_plans import AHEAD, OPEN_STATES
from meetings.workflow_plans import SUCCESSION, WORK_PLAN

PLAN_FIELDS = ("title_es", "title_en", "start", "end", "audience")
PLAIN = ("number", "title_es", "title_en", "others_es", "others_en", "output_es", "output_en", "progress")
ACTIVITY_FIELDS = (*PLAIN, "start", "end", "line", "topic", "meeting")


class StalePlan(NotNow):
    """Somebody else changed the plan since it was read."""


@transaction.atomic
def begin_work_plan(body: Body, *, values: Mapping[str, Any], by: Any) -> WorkPlan:
    """Begin the next version of the plan of ``body``: a copy of the one in force, or an empty one where there is none.

    There is one version ahead of the one in force at a time: a second call gives the first one's. Raises
    ``PermissionDenied``, and ``ValidationError`` for a body whose term is over or a period that ends before it begins.
    """
    if not can_write_plan(by, body):
        raise PermissionDenied
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if not Body.objects.in_force(timezone.localdate()).filter(pk=body.pk).exists():
        raise ValidationError(_("The term of this body is over; it plans nothing any more."))
    if ahead := body.work_plans.filter(state__in=AHEAD).first():
        return ahead
    number = (body.work_plans.aggregate(last=Max("number"))["last"] or 0) + 1
    plan = WorkPlan(body=body, number=number, **{name: values[name] for name in PLAN_FIELDS if name in values})
    _check_period(plan)
    plan.save()
    if former := body.work_plans.filter(state=WorkPlanState.APPROVED).first():
        _copy_activities(former, plan)
    record_act("begin_work_plan", plan, by=by, after={"number": number, **_said(plan, PLAN_FIELDS)})
    return plan


@transaction.atomic
def edit_work_plan(plan: WorkPlan, *, values: Mapping[str, Any], seen: int, by: Any) -> WorkPlan:
    """Change title, period or audience of a plan that was read as version ``seen``.

    Raises ``StalePlan`` where somebody was quicker, ``Refusal`` where the plan is no longer the body's to edit.
    """
    plan = opened(plan, seen=seen, by=by)
    changed = [name for name in PLAN_FIELDS if name in values and _plain(values[name]) != _plain(getattr(plan, name))]
    before = _said(plan, changed)
    for name in changed:
        setattr(plan, name, values[name])
    _check_period(plan)
    if changed:
        rise(plan)
        plan.save()
        record_act("edit_work_plan", plan, by=by, before=before, after=_said(plan, changed))
    return plan


@transaction.atomic
def write_activity(
    plan: WorkPlan, *, values: Mapping[str, Any], seen: int, by: Any, activity: PlannedActivity | None = None
) -> PlannedActivity:
    """Add an activity to an open plan that was read as version ``seen``, or change ``activity`` of it."""
    plan = opened(plan, seen=seen, by=by)
    kept = save_activity(plan, activity, values, by=by)
    rise(plan)
    plan.save(update_fields=["version"])
    return kept


@transaction.atomic
def remove_activity(activity: PlannedActivity, *, seen: int, by: Any) -> None:
    """Take an activity out of an open plan; former versions keep it."""
    plan = opened(activity.plan, seen=seen, by=by)
    drop_activity(activity, by=by)
    rise(plan)
    plan.save(update_fields=["version"])


@transaction.atomic
def propose_work_plan(plan: WorkPlan, *, by: Any) -> None:
    """The body proposes its plan to the GRCM. Raises ``ValidationError`` with every reason against it."""
    WORK_PLAN.move(plan, "propose_work_plan", by=by, version=plan.version + 1)


@transaction.atomic
def approve_work_plan(plan: WorkPlan, *, meeting: Meeting, on: date, by: Any) -> None:
    """Enter that the GRCM approved ``plan`` in ``meeting`` on the day ``on``; the version in force is superseded.

    The networks' and groups' work plans are approved by the GRCM (report of 20 years, "GRCM"). Raises
    ``ValidationError`` for a meeting that is none of the GRCM's, or a day that has not come.
    """
    if meeting.kind != MeetingKind.GRCM:
        raise ValidationError({"meeting": _("Work plans are approved by the RCGM.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day has not come yet.")})
    Body.objects.select_for_update(of=("self",)).get(pk=plan.body_id)  # one approval at a time
    former = WorkPlan.objects.filter(body=plan.body_id, state=WorkPlanState.APPROVED).first()
    if former is not None:
        SUCCESSION.move(former, "supersede_work_plan", by=by)
    WORK_PLAN.move(plan, "approve_work_plan", by=by, approved_in=meeting, approved_on=on)
    bump_revision()


@transaction.atomic
def return_work_plan(plan: WorkPlan, *, reason: dict[str, str], by: Any) -> None:
    """Give a proposed plan back to its body, with the reason in both languages."""
    WORK_PLAN.move(plan, "return_work_plan", by=by, reason=reason)


def opened(plan: WorkPlan, *, seen: int, by: Any) -> WorkPlan:
    """The plan, locked, for whoever may write it, still open and as it was read; otherwise says why not."""
    if not can_write_plan(by, plan.body):
        raise PermissionDenied
    plan = WorkPlan.objects.select_for_update(of=("self",)).select_related("body").get(pk=plan.pk)
    if plan.state not in OPEN_STATES:
        raise Refusal(_("Only a draft is edited; an approved plan is changed by its next version."))
    if plan.version != seen:
        raise StalePlan(_("Somebody else has changed this plan meanwhile. Look at it again before you go on."))
    return plan


def rise(plan: WorkPlan) -> None:
    """One more change that others must have seen."""
    plan.version += 1


def save_activity(
    plan: WorkPlan, activity: PlannedActivity | None, values: Mapping[str, Any], *, by: Any
) -> PlannedActivity:
    """Write one activity of a locked plan, with its line in the journal. ``values`` are those that were given."""
    activity = activity or PlannedActivity(plan=plan, key=next_key(plan), order=next_order(plan))
    is_new = activity.pk is None
    given = [name for name in ACTIVITY_FIELDS if name in values]
    changed = [name for name in given if is_new or _plain(values[name]) != _plain(getattr(activity, name))]
    before = {} if is_new else _said(activity, changed)
    for name in changed:
        setattr(activity, name, tidy(values[name]) if name in PLAIN else values[name])
    _check_period(activity)
    if changed or is_new:
        activity.save()
    after = _said(activity, changed) | _relate(activity, values, before)
    if is_new or after:
        record_act("add_activity" if is_new else "edit_activity", activity, by=by, before=before, after=after)
    return activity


def drop_activity(activity: PlannedActivity, *, by: Any) -> None:
    """Remove one activity of a locked plan, with its line in the journal."""
    record_act("remove_activity", activity, by=by, before=_said(activity, ("number", "title_es")))
    activity.delete()


def _relate(activity: PlannedActivity, values: Mapping[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Write who is responsible; what changed, and in ``before`` who was."""
    if "responsible" not in values:
        return {}
    former = sorted(one.key for one in activity.responsible.all())
    wanted = sorted(one.key for one in values["responsible"])
    if former == wanted:
        return {}
    activity.responsible.set(values["responsible"])
    before["responsible"] = former
    return {"responsible": wanted}


def _copy_activities(former: WorkPlan, plan: WorkPlan) -> None:
    for activity in former.activities.prefetch_related("responsible"):
        responsible = list(activity.responsible.all())
        copied = {field.attname: getattr(activity, field.attname) for field in activity._meta.concrete_fields}
        copy = PlannedActivity(**copied | {"id": None, "plan_id": plan.pk})
        copy.save(force_insert=True)
        copy.responsible.set(responsible)


def next_key(plan: WorkPlan) -> str:
    """Free in every version of the body's plan, so that a key never means two things."""
    keys = PlannedActivity.objects.filter(plan__body=plan.body_id).values_list("key", flat=True)
    return f"a{max((int(key[1:]) for key in keys if re.fullmatch('a[0-9]+', key)), default=0) + 1}"


def next_order(plan: WorkPlan) -> int:
    return (plan.activities.aggregate(last=Max(F("order")))["last"] or 0) + 1


def _check_period(thing: Any) -> None:
    """Known ends in their order; a bare year or month holds the days within it."""
    start, end = _plain(thing.start), _plain(thing.end)
    if start and end and end[: len(start)] < start[: len(end)]:
        raise ValidationError({"end": _("The period ends before it begins.")})


def _plain(value: Any) -> Any:
    """As the journal keeps it, and so that what a form gave compares with what is kept."""
    if isinstance(value, models.Model):
        return value.pk
    return getattr(value, "iso", value) or ""


def _said(thing: Any, names: Any) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name)) for name in names}
