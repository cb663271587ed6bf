"""Reports of progress: begun for a meeting of the GRCM, filled in, submitted with their evidence, received."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.states import NotNow
from common.uploads import CheckedUpload, discard_file, store_upload
from meetings.access_plans import can_write_plan
from meetings.models import (
    ActivityProgress,
    Meeting,
    MeetingKind,
    PlannedActivity,
    ProgressReport,
    ReportEvidence,
    ReportState,
    WorkPlan,
    WorkPlanState,
)
from meetings.workflow_plans import PROGRESS_REPORT

WORDS = ("words_es", "words_en")
LINE = ("progress", "note_es", "note_en")


class StaleReport(NotNow):
    """Somebody else changed the report since it was read."""


@transaction.atomic
def begin_progress_report(plan: WorkPlan, *, meeting: Meeting, by: Any) -> ProgressReport:
    """Begin the report on ``plan`` for a meeting of the GRCM; a second call gives the first one's.

    Each activity stands in it as it was last known. Raises ``ValidationError`` for a plan that is not in force or a
    meeting that is none of the GRCM's.
    """
    _only_writers(plan, by)
    if plan.state != WorkPlanState.APPROVED:
        raise ValidationError(_("Reports are written on the plan that the RCGM approved."))
    if meeting.kind != MeetingKind.GRCM:
        raise ValidationError(_("Reports are written for a meeting of the RCGM."))
    report, is_new = ProgressReport.objects.get_or_create(plan=plan, meeting=meeting)
    if is_new:
        ActivityProgress.objects.bulk_create(
            ActivityProgress(report=report, activity=activity, progress=activity.progress)
            for activity in plan.activities.all()
        )
        record_act("begin_progress_report", report, by=by, after={"meeting": meeting.key})
    return report


@transaction.atomic
def edit_progress_report(
    report: ProgressReport, *, words: Mapping[str, str], lines: Mapping[int, Mapping[str, str]], seen: int, by: Any
) -> ProgressReport:
    """Write the words and what is said of each activity (by the primary key of its line) in a draft read as ``seen``.

    Raises ``StaleReport`` where somebody was quicker, ``Refusal`` where it is submitted already.
    """
    report = _opened(report, by)
    if report.version != seen:
        raise StaleReport(_("Somebody else has changed this report meanwhile. Look at it again before you go on."))
    changed = {name: words[name] for name in WORDS if name in words and words[name] != (getattr(report, name) or "")}
    for name, value in changed.items():
        setattr(report, name, value)
    told: dict[str, Any] = dict(changed)
    for line in report.lines.select_related("activity"):
        given = {name: value for name, value in lines.get(line.pk, {}).items() if name in LINE}
        if moved := {name: value for name, value in given.items() if value != (getattr(line, name) or "")}:
            for name, value in moved.items():
                setattr(line, name, value)
            line.save(update_fields=list(moved))
            told[f"activity {line.activity.key}"] = moved
    if told:
        report.version += 1
        report.save()
        record_act("edit_progress_report", report, by=by, after=told)
    return report


@transaction.atomic
def submit_progress_report(report: ProgressReport, *, by: Any) -> None:
    """The body submits its report; from now on every member reads it."""
    PROGRESS_REPORT.move(report, "submit_progress_report", by=by, submitted_at=timezone.now())


@transaction.atomic
def receive_progress_report(report: ProgressReport, *, by: Any) -> None:
    """Enter that the report was received; the plan, and a version that is ahead of it, show what it reports."""
    PROGRESS_REPORT.move(report, "receive_progress_report", by=by, received_at=timezone.now())
    of_body = PlannedActivity.objects.filter(plan__body=report.plan.body_id).exclude(
        plan__state=WorkPlanState.SUPERSEDED
    )
    for line in report.lines.select_related("activity"):
        for activity in of_body.filter(key=line.activity.key).exclude(progress=line.progress):
            activity.progress = line.progress
            activity.save(update_fields=["progress"])
    bump_revision()


@transaction.atomic
def add_evidence(
    report: ProgressReport, *, upload: CheckedUpload, titles: Mapping[str, str], by: Any
) -> ReportEvidence:
    """Add a file to a draft. Raises ``Refusal`` where it is submitted already, or as uploads do."""
    report = _opened(report, by)
    stored = store_upload(upload, by=by)
    given = ReportEvidence.objects.create(
        report=report, file=stored, title_es=titles["title_es"], title_en=titles["title_en"]
    )
    record_act("add_evidence", report, by=by, after={"file": stored.name, "sha256": stored.sha256})
    return given


@transaction.atomic
def remove_evidence(given: ReportEvidence, *, by: Any) -> None:
    """Take a file off a draft, and out of the portal."""
    report, stored = _opened(given.report, by), given.file
    given.delete()
    record_act("remove_evidence", report, by=by, before={"file": stored.name, "sha256": stored.sha256})
    discard_file(stored, by=by)


def _opened(report: ProgressReport, by: Any) -> ProgressReport:
    _only_writers(report.plan, by)
    report = ProgressReport.objects.select_for_update(of=("self",)).select_related("plan__body").get(pk=report.pk)
    if report.state != ReportState.DRAFT:
        raise Refusal(_("The report is submitted; it is no longer changed."))
    return report


def _only_writers(plan: WorkPlan, by: Any) -> None:
    if not can_write_plan(by, plan.body):
        raise PermissionDenied
