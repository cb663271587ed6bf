"""A filled-in form of a work plan comes in: kept while its preview is looked at, then applied whole or not at all."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from common.refusals import Refusal
from common.uploads import CheckedUpload
from common.workbooks import read_workbook
from meetings.access_plans import can_write_plan
from meetings.importing.work_plans import Comparison, compare, rows_of_form
from meetings.models import PlannedActivity, WorkPlan, WorkPlanSheet
from meetings.queries.plan_form import choices_for
from meetings.services.work_plans import drop_activity, next_key, next_order, opened, rise, save_activity

WAITS = timedelta(days=2)


def read_plan_sheet(plan: WorkPlan, *, upload: CheckedUpload, by: Any) -> tuple[WorkPlanSheet, bool]:
    """Read a filled-in form and keep its cells for the preview; whether the plan changed since the form was taken out.

    Another form of the same person takes its place; after two days it is forgotten. Raises ``PermissionDenied``, and
    ``Refusal`` for a file that is not the form of this plan. Reading takes seconds and stands outside the transaction;
    no activity is written.
    """
    if not can_write_plan(by, plan.body):
        raise PermissionDenied
    upload.file.seek(0)
    digest = hashlib.sha256(upload.file.read()).hexdigest()
    rows, is_old = rows_of_form(read_workbook(upload.name, upload.file), plan)
    with transaction.atomic():
        opened(plan, seen=plan.version, by=by)
        facts = {"plan_version": plan.version, "name": upload.name, "sha256": digest, "rows": rows}
        facts["given_at"] = timezone.now()
        sheet, _is_new = WorkPlanSheet.objects.update_or_create(plan=plan, given_by_id=by.pk, defaults=facts)
        record_act("read_plan_sheet", plan, by=by, after={"file": upload.name, "sha256": digest, "rows": len(rows)})
    return sheet, is_old


def preview_of(sheet: WorkPlanSheet, user: Any) -> Comparison:
    """What the form would change in its plan as it stands now, with everything that is wrong in it."""
    return compare(sheet.plan, sheet.rows, choices_for(user, sheet.plan))


@transaction.atomic
def apply_plan_sheet(sheet: WorkPlanSheet, *, seen: int, by: Any) -> Comparison:
    """Do what the preview of the plan's version ``seen`` showed, all in one transaction; the form is then forgotten.

    Raises ``StalePlan`` where the plan was changed since the preview, ``Refusal`` where a row is wrong.
    """
    if sheet.given_by_id != by.pk:
        raise PermissionDenied
    plan = opened(sheet.plan, seen=seen, by=by)
    found = compare(plan, sheet.rows, choices_for(by, plan))
    if found.faults:
        raise Refusal(_("Some rows are wrong, so nothing was changed."))
    key, order = int(next_key(plan)[1:]), next_order(plan)
    for change in found.changes:
        activity = change.activity
        if change.kind == "removed" and activity is not None:
            drop_activity(activity, by=by)
            continue
        if activity is None:
            activity = PlannedActivity(plan=plan, key=f"a{key}", order=order)
            key, order = key + 1, order + 1
        save_activity(plan, activity, change.values, by=by)
    if found.changes:
        rise(plan)
        plan.save(update_fields=["version"])
    after = {kind: found.count(kind) for kind in ("added", "changed", "removed")} | {"sha256": sheet.sha256}
    record_act("apply_plan_sheet", plan, by=by, after=after)
    sheet.delete()
    return found


def forget_plan_sheets(now: datetime) -> int:
    """Forget forms that were read two days before ``now`` and never applied; how many. Nothing of a plan changes."""
    forgotten, _by_model = WorkPlanSheet.objects.filter(given_at__lt=now - WAITS).delete()
    return forgotten
