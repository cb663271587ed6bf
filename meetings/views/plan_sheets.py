"""A work plan out to Excel and in again: the form, the preview of what would change, its application."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from common.files import content_disposition
from common.refusals import Refusal
from common.states import NotNow
from common.uploads.kinds import XLSX
from meetings.forms.work_plans import PlanSheetForm
from meetings.models import WorkPlan, WorkPlanSheet
from meetings.rendering.work_plans import work_plan_workbook
from meetings.services.plan_sheets import apply_plan_sheet, preview_of, read_plan_sheet
from meetings.views.work_plans import plan_at_work

SHOWN = 200  # faults on a page; their number counts them all


def work_plan_excel(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The form of the plan, filled in as the plan stands."""
    plan = plan_at_work(request, key, number)
    name = f"{key}-{plan.number}.xlsx"
    return HttpResponse(
        work_plan_workbook(plan, request.user),
        content_type=XLSX.content_type,
        headers={"Content-Disposition": content_disposition(name, attachment=True)},
    )


class PlanSheetGive(View):
    """Gives a filled-in form, and leads to its preview."""

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        return self.show(request, plan_at_work(request, key, number, is_open=True), PlanSheetForm())

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        form = PlanSheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, plan, form, 422)
        try:
            _sheet, is_old = read_plan_sheet(plan, upload=form.cleaned_data["file"], by=request.user)
        except Refusal as refusal:
            form.add_error("file", refusal)
            return self.show(request, plan, form, refusal.status)
        if is_old:
            words = _("The plan was changed since this form was taken out: look closely at what would be changed back.")
            messages.warning(request, words)
        return redirect("meetings:work-plan-preview", key=key, number=number)

    def show(self, request: HttpRequest, plan: WorkPlan, form: Any, status: int = 200) -> HttpResponse:
        context = {"plan": plan, "body": plan.body, "form": form}
        return render(request, "meetings/plan_sheet_give.html", context, status=status)


class PlanSheetPreview(View):
    """What a form would change, field by field, or what is wrong in it; applied whole or not at all."""

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        return self.show(request, self.sheet(request, key, number))

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        sheet, seen = self.sheet(request, key, number), request.POST.get("seen", "")
        if request.POST.get("sha256") != sheet.sha256:
            return self.show(request, sheet, 409, stale=_("Another form was given meanwhile. This is its preview."))
        try:
            found = apply_plan_sheet(sheet, seen=int(seen) if seen.isdecimal() else 0, by=request.user)
        except NotNow:
            sheet = self.sheet(request, key, number)
            words = _(
                "Somebody else changed the plan since the preview was made. This is what the form would change now."
            )
            return self.show(request, sheet, 409, stale=words)
        except Refusal as refusal:
            return self.show(request, sheet, refusal.status)
        number_of = len(found.changes)
        words = ngettext("%(count)s activity was changed.", "%(count)s activities were changed.", number_of)
        messages.success(request, words % {"count": number_of})
        return redirect("meetings:work-plan-edit", key=key, number=number)

    def sheet(self, request: HttpRequest, key: str, number: int) -> WorkPlanSheet:
        plan = plan_at_work(request, key, number, is_open=True)
        sheet = get_object_or_404(WorkPlanSheet, plan=plan, given_by_id=request.user.pk)
        sheet.plan = plan
        return sheet

    def show(self, request: HttpRequest, sheet: WorkPlanSheet, status: int = 200, stale: str = "") -> HttpResponse:
        found = preview_of(sheet, request.user)
        context = {
            "sheet": sheet,
            "plan": sheet.plan,
            "body": sheet.plan.body,
            "found": found,
            "faults": found.faults[:SHOWN],
            "more": max(len(found.faults) - SHOWN, 0),
            "stale": stale,
            **{kind: found.count(kind) for kind in ("added", "changed", "removed")},
        }
        return render(request, "meetings/plan_sheet_preview.html", context, status=status)
