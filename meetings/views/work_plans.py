"""The work plan of a body: its page for everyone it is meant for, its workroom for those who write it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from common.public import public_page
from meetings.access_plans import can_approve_plans, can_follow_work, can_write_plan
from meetings.forms.work_plans import ActivityForm, ApprovalForm, ReturnForm, WorkPlanForm
from meetings.models import Body, PlannedActivity, WorkPlan
from meetings.models.work_plans import OPEN_STATES
from meetings.queries.needs_plans import work_overview
from meetings.queries.plan_form import activities_of
from meetings.queries.work_plans import work_plan_dossier
from meetings.services import work_plans as services
from meetings.services.work_plans import StalePlan
from meetings.workflow_plans import WORK_PLAN


def plan_at_work(request: HttpRequest, key: str, number: int, *, is_open: bool = False) -> WorkPlan:
    """The plan, for those who write it or decide on it, with ``is_open`` a draft for its writers; 404 otherwise."""
    plans = WorkPlan.objects.visible_to(request.user).select_related("body", "approved_in__country")
    plan = get_object_or_404(plans, body__key=key, number=number)
    is_writer = can_write_plan(request.user, plan.body)
    if not is_writer and (is_open or not can_approve_plans(request.user)):
        raise Http404
    if is_open and plan.state not in OPEN_STATES:
        raise Http404
    return plan


@method_decorator(public_page, name="dispatch")
class WorkPlanDetail(TemplateView):
    template_name = "meetings/work_plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        try:
            dossier = work_plan_dossier(self.kwargs["key"], self.kwargs["number"], user)
        except WorkPlan.DoesNotExist as error:
            raise Http404 from error
        may_write = can_write_plan(user, dossier.plan.body)
        may_work = may_write or can_approve_plans(user)
        return super().get_context_data(
            dossier=dossier, plan=dossier.plan, body=dossier.plan.body, may_write=may_write, may_work=may_work, **kwargs
        )


class WorkPlanBegin(View):
    """The first version of a body's plan, or the next one, which begins as a copy."""

    def body(self, request: HttpRequest, key: str) -> Body:
        body = get_object_or_404(Body, key=key)
        if not can_write_plan(request.user, body):
            raise Http404
        return body

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        body = self.body(request, key)
        latest = body.work_plans.visible_to(request.user).first()
        values = {name: getattr(latest, name) for name in WorkPlanForm.Meta.fields} if latest else {}
        return self.show(request, body, WorkPlanForm(initial=values))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        body, form = self.body(request, key), WorkPlanForm(request.POST)
        if form.is_valid():
            try:
                plan = services.begin_work_plan(body, values=form.values, by=request.user)
                messages.success(request, _("The draft of the plan is begun."))
                return redirect("meetings:work-plan-edit", key=key, number=plan.number)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, body, form, status=422)

    def show(self, request: HttpRequest, body: Body, form: Any, status: int = 200) -> HttpResponse:
        return render(request, "meetings/work_plan_begin.html", {"body": body, "form": form}, status=status)


class WorkPlanEdit(View):
    """The workroom of a plan: what can be done with it, its title and period, its activities, the form for Excel."""

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        plan = plan_at_work(request, key, number)
        return self.show(request, plan, WorkPlanForm(instance=plan, seen=plan.version))

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        form = WorkPlanForm(request.POST, instance=WorkPlan.objects.get(pk=plan.pk))
        if not form.is_valid():
            return self.show(request, plan, form, 422)
        try:
            services.edit_work_plan(plan, values=form.values, seen=form.cleaned_data["seen"], by=request.user)
        except StalePlan as stale:
            form.data = form.data.copy()
            form.data["seen"] = WorkPlan.objects.get(pk=plan.pk).version
            form.add_error(None, stale)
            return self.show(request, plan, form, stale.status)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(request, plan, form, 422)
        messages.success(request, _("The plan is kept."))
        return redirect("meetings:work-plan-edit", key=key, number=number)

    def show(self, request: HttpRequest, plan: WorkPlan, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "plan": plan,
            "body": plan.body,
            "form": form,
            "activities": activities_of(plan),
            "offers": WORK_PLAN.offers(plan, request.user),
            "is_open": plan.state in OPEN_STATES and can_write_plan(request.user, plan.body),
        }
        return render(request, "meetings/work_plan_edit.html", context, status=status)


class ActivityWrite(View):
    """A new activity of a plan, or one of its activities."""

    def get(self, request: HttpRequest, key: str, number: int, activity: str = "") -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        return self.show(request, plan, ActivityForm(instance=self.one(plan, activity), user=request.user, plan=plan))

    def post(self, request: HttpRequest, key: str, number: int, activity: str = "") -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        form = ActivityForm(request.POST, instance=self.one(plan, activity), user=request.user, plan=plan)
        if not form.is_valid():
            return self.show(request, plan, form, 422)
        try:
            services.write_activity(
                plan,
                values=form.values,
                seen=form.cleaned_data["seen"],
                by=request.user,
                activity=self.one(plan, activity),
            )
        except StalePlan as stale:
            form.data = form.data.copy()
            form.data["seen"] = WorkPlan.objects.get(pk=plan.pk).version
            return self.show(request, plan, form, stale.status, theirs=self.one(plan, activity), stale=stale)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(request, plan, form, 422)
        messages.success(request, _("The activity is kept."))
        return redirect("meetings:work-plan-edit", key=key, number=number)

    def one(self, plan: WorkPlan, key: str) -> PlannedActivity | None:
        return get_object_or_404(plan.activities, key=key) if key else None

    def show(self, request: HttpRequest, plan: WorkPlan, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        context = {"plan": plan, "body": plan.body, "form": form, "activity": form.instance, **more}
        return render(request, "meetings/activity_form.html", context, status=status)


class ActivityRemove(View):
    """Asks first."""

    def get(self, request: HttpRequest, key: str, number: int, activity: str) -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        one = get_object_or_404(plan.activities, key=activity)
        context = {"plan": plan, "body": plan.body, "activity": one}
        return render(request, "meetings/activity_remove.html", context)

    def post(self, request: HttpRequest, key: str, number: int, activity: str) -> HttpResponse:
        plan = plan_at_work(request, key, number, is_open=True)
        one = get_object_or_404(plan.activities, key=activity)
        seen = request.POST.get("seen", "")
        try:
            services.remove_activity(one, seen=int(seen) if seen.isdecimal() else 0, by=request.user)
            messages.success(request, _("The activity is taken out of the plan."))
        except StalePlan as stale:
            messages.warning(request, str(stale))
        return redirect("meetings:work-plan-edit", key=key, number=number)


class WorkPlanAct(View):
    """Propose, approve or return a plan: asks first, and says what stands in the way."""

    forms = {"approve_work_plan": ApprovalForm, "return_work_plan": ReturnForm}

    def get(self, request: HttpRequest, key: str, number: int, act: str) -> HttpResponse:
        plan = plan_at_work(request, key, number)
        return self.show(request, plan, act, self.form(request, act))

    def post(self, request: HttpRequest, key: str, number: int, act: str) -> HttpResponse:
        plan = plan_at_work(request, key, number)
        if act not in WORK_PLAN.by_name or not WORK_PLAN.by_name[act].may(request.user, plan):
            raise Http404
        form = self.form(request, act, request.POST)
        if form is not None and not form.is_valid():
            return self.show(request, plan, act, form, 422)
        try:
            self.do(plan, act, form, request.user)
        except ValidationError as refusal:
            status = getattr(refusal, "status", 422)
            if form is None:
                return self.show(request, plan, act, None, status, refused=refusal.messages)
            form.add_error(None, refusal)
            return self.show(request, plan, act, form, status)
        messages.success(request, _("Done: %(state)s.") % {"state": plan.get_state_display().lower()})
        return redirect(plan)

    def form(self, request: HttpRequest, act: str, data: Any = None) -> Any:
        kind = self.forms.get(act)
        if kind is None:
            return None
        return ApprovalForm(data, user=request.user) if kind is ApprovalForm else kind(data)

    def do(self, plan: WorkPlan, act: str, form: Any, by: Any) -> None:
        if act == "approve_work_plan":
            services.approve_work_plan(plan, by=by, **form.cleaned_data)
        elif act == "return_work_plan":
            services.return_work_plan(plan, reason=form.reason, by=by)
        else:
            services.propose_work_plan(plan, by=by)

    def show(
        self, request: HttpRequest, plan: WorkPlan, act: str, form: Any, status: int = 200, **more: Any
    ) -> HttpResponse:
        offer = next((one for one in WORK_PLAN.offers(plan, request.user) if one.act.name == act), None)
        if offer is None and status == 200:
            raise Http404
        context = {"plan": plan, "body": plan.body, "act": WORK_PLAN.by_name[act], "offer": offer, "form": form, **more}
        return render(request, "meetings/work_plan_act.html", context, status=status)


def work_of_bodies(request: HttpRequest) -> HttpResponse:
    """How far all bodies are, for the members and the Secretariat."""
    if not can_follow_work(request.user):
        raise Http404
    return render(request, "meetings/work_of_bodies.html", {"overview": work_overview(request.user)})
