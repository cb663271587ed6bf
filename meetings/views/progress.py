"""Reports of progress: begun, filled in, submitted, received; with the files that show what they say."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from meetings.access_plans import can_write_plan
from meetings.forms.work_plans import EvidenceForm, ReportBeginForm, ReportForm
from meetings.models import ProgressReport, ReportEvidence, ReportState, WorkPlan, WorkPlanState
from meetings.queries.needs_plans import next_grcm
from meetings.queries.work_plans import report_lines
from meetings.services import progress as services
from meetings.services.progress import StaleReport
from meetings.workflow_plans import PROGRESS_REPORT

DONE = {
    "submit_progress_report": services.submit_progress_report,
    "receive_progress_report": services.receive_progress_report,
}


def report_seen(request: HttpRequest, pk: int) -> ProgressReport:
    """The report, for whoever may see it; 404 for everyone else."""
    reports = ProgressReport.objects.visible_to(request.user)
    return get_object_or_404(reports.select_related("plan__body", "meeting__country"), pk=pk)


def report_at_work(request: HttpRequest, pk: int) -> ProgressReport:
    """A draft, for whoever writes it; 404 for everyone else."""
    report = report_seen(request, pk)
    if not can_write_plan(request.user, report.plan.body) or report.state != ReportState.DRAFT:
        raise Http404
    return report


class ReportBegin(View):
    """For which meeting of the GRCM; the next one is proposed."""

    def plan(self, request: HttpRequest, key: str, number: int) -> WorkPlan:
        plans = WorkPlan.objects.visible_to(request.user).select_related("body").filter(state=WorkPlanState.APPROVED)
        plan = get_object_or_404(plans, body__key=key, number=number)
        if not can_write_plan(request.user, plan.body):
            raise Http404
        return plan

    def form(self, request: HttpRequest, plan: WorkPlan, **given: Any) -> ReportBeginForm:
        return ReportBeginForm(user=request.user, since=str(plan.start.year), **given)

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        plan = self.plan(request, key, number)
        return self.show(request, plan, self.form(request, plan, initial={"meeting": next_grcm(request.user)}))

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        plan = self.plan(request, key, number)
        form = self.form(request, plan, data=request.POST)
        if form.is_valid():
            try:
                report = services.begin_progress_report(plan, meeting=form.cleaned_data["meeting"], by=request.user)
                name = "report-edit" if report.state == ReportState.DRAFT else "progress-report"
                return redirect(f"meetings:{name}", pk=report.pk)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, plan, form, 422)

    def show(self, request: HttpRequest, plan: WorkPlan, form: Any, status: int = 200) -> HttpResponse:
        context = {"plan": plan, "body": plan.body, "form": form}
        return render(request, "meetings/report_begin.html", context, status=status)


def progress_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_seen(request, pk)
    context = {
        "report": report,
        "plan": report.plan,
        "body": report.plan.body,
        "lines": report_lines(report),
        "evidence": report.evidence.select_related("file"),
        "offers": PROGRESS_REPORT.offers(report, request.user),
        "may_write": report.state == ReportState.DRAFT and can_write_plan(request.user, report.plan.body),
    }
    return render(request, "meetings/progress_report.html", context)


class ReportEdit(View):
    """The words of a draft, and what it says of each activity."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = report_at_work(request, pk)
        return self.show(request, report, ReportForm(instance=report, lines=report_lines(report), seen=report.version))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = report_at_work(request, pk)
        form = ReportForm(request.POST, instance=ProgressReport.objects.get(pk=pk), lines=report_lines(report))
        if not form.is_valid():
            return self.show(request, report, form, 422)
        try:
            services.edit_progress_report(
                report, words=form.values, lines=form.said, seen=form.cleaned_data["seen"], by=request.user
            )
        except StaleReport as stale:
            form.data = form.data.copy()
            form.data["seen"] = ProgressReport.objects.get(pk=pk).version
            return self.show(request, report, form, stale.status, theirs=ProgressReport.objects.get(pk=pk))
        messages.success(request, _("The report is kept."))
        return redirect("meetings:progress-report", pk=pk)

    def show(
        self, request: HttpRequest, report: ProgressReport, form: Any, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {"report": report, "plan": report.plan, "body": report.plan.body, "form": form, **more}
        return render(request, "meetings/report_edit.html", context, status=status)


class ReportAct(View):
    """Submit or receive a report: asks first, and says what stands in the way."""

    def get(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        return self.show(request, report_seen(request, pk), act)

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        report = report_seen(request, pk)
        if act not in DONE or not PROGRESS_REPORT.by_name[act].may(request.user, report):
            raise Http404
        try:
            DONE[act](report, by=request.user)
        except ValidationError as refusal:
            return self.show(request, report, act, getattr(refusal, "status", 422), refused=refusal.messages)
        messages.success(request, _("Done: %(state)s.") % {"state": report.get_state_display().lower()})
        return redirect(report)

    def show(
        self, request: HttpRequest, report: ProgressReport, act: str, status: int = 200, **more: Any
    ) -> HttpResponse:
        offer = next((one for one in PROGRESS_REPORT.offers(report, request.user) if one.act.name == act), None)
        if offer is None and status == 200:
            raise Http404
        context = {"report": report, "plan": report.plan, "body": report.plan.body, "offer": offer} | more
        return render(
            request, "meetings/report_act.html", context | {"act": PROGRESS_REPORT.by_name[act]}, status=status
        )


class EvidenceAdd(View):
    """The files of a draft."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, report_at_work(request, pk), EvidenceForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report, form = report_at_work(request, pk), EvidenceForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, report, form, 422)
        given = form.cleaned_data
        try:
            services.add_evidence(report, upload=given["file"], titles=given, by=request.user)
        except Refusal as refusal:
            form.add_error("file", refusal)
            return self.show(request, report, form, refusal.status)
        messages.success(request, _("The file is attached."))
        return redirect("meetings:report-evidence", pk=pk)

    def show(self, request: HttpRequest, report: ProgressReport, form: Any, status: int = 200) -> HttpResponse:
        evidence = report.evidence.select_related("file")
        context = {"report": report, "plan": report.plan, "body": report.plan.body, "form": form, "evidence": evidence}
        return render(request, "meetings/report_evidence.html", context, status=status)


@require_POST
def evidence_remove(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    report = report_at_work(request, pk)
    services.remove_evidence(get_object_or_404(ReportEvidence, pk=evidence, report=report), by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("meetings:report-evidence", pk=pk)
