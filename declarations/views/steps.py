"""The decisions behind a step in the life of a body; for those who keep texts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from declarations.access import can_edit
from declarations.forms.texts import StepForm
from declarations.queries import decisions_near
from declarations.services.steps import cite_step
from meetings.models import BodyStep


class StepCite(View):
    """Choose among the decisions of the meeting of the step, and those that speak to the body."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        step = self.asked(request, pk)
        near = decisions_near(step, request.user)
        return self.show(step, StepForm(near=near, initial={"decisions": step.decisions.values_list("pk", flat=True)}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        step = self.asked(request, pk)
        form = StepForm(request.POST, near=decisions_near(step, request.user))
        if not form.is_valid():
            return self.show(step, form, status=422)
        cite_step(step, decisions=form.cleaned_data["decisions"], by=request.user)
        messages.success(request, _("The decisions behind the step are kept."))
        return redirect("meetings:body-life", key=step.body.key)

    def asked(self, request: HttpRequest, pk: int) -> BodyStep:
        if not can_edit(request.user):
            raise Http404
        return get_object_or_404(BodyStep.objects.select_related("body", "meeting"), pk=pk)

    def show(self, step: BodyStep, form: StepForm, *, status: int = 200) -> HttpResponse:
        context = {"step": step, "body": step.body, "form": form}
        return render(self.request, "declarations/step_cite.html", context, status=status)
