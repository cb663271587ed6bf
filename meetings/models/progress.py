from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.models import StoredFile
from meetings.access_plans import visible_progress_reports
from meetings.models.bodies import Body
from meetings.models.meetings import Meeting
from meetings.models.work_plans import PlannedActivity, Progress, WorkPlan


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("progress report", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("progress report", "Submitted")
    RECEIVED = "received", pgettext_lazy("progress report", "Received")


class ProgressReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProgressReportQuerySet":
        return self.filter(visible_progress_reports(user))

    def handed_in(self) -> "ProgressReportQuerySet":
        return self.exclude(state=ReportState.DRAFT)


class ProgressReport(models.Model):
    """What a body tells a meeting of the GRCM about its plan; one for each plan and meeting.

    The bodies report to the GRCM (strategic plan 2023-2026, "working groups"); reports are due before it meets.
    """

    plan = models.ForeignKey(WorkPlan, models.PROTECT, verbose_name=_("work plan"), related_name="reports")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("for the meeting of the RCGM"), related_name="progress_reports"
    )
    words = models.TextField(_("words"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ReportState, default=ReportState.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__start", "-pk"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [models.UniqueConstraint(fields=["plan", "meeting"], name="one_report_for_a_meeting")]
        indexes = [models.Index(fields=["meeting", "state"], name="progressreport_due")]

    def __str__(self) -> str:
        return f"{self.plan.title} – {self.meeting.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:progress-report", kwargs={"pk": self.pk})

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.plan.body_id


class ActivityProgress(models.Model):
    """What a report says of one activity."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="lines")
    activity = models.ForeignKey(PlannedActivity, models.PROTECT, related_name="reported")
    progress = models.CharField(_("progress"), max_length=9, choices=Progress)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["report", "activity__order", "activity"]
        verbose_name = _("progress of an activity")
        verbose_name_plural = _("progress of activities")
        constraints = [models.UniqueConstraint(fields=["report", "activity"], name="activity_reported_once")]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_progress_display()}"


class ReportEvidenceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReportEvidenceQuerySet":
        return self.filter(report__in=ProgressReport.objects.visible_to(user).order_by())


class ReportEvidence(models.Model):
    """A file that shows what a report says. Who reads the report reads it."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=150)

    objects = ReportEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.title

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Body, self.report.plan.body_id
