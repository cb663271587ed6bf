"""What the sources leave open is chosen: when a consultation is prepared, and later while no step runs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from declarations.models import Text, TextState
from secretariat.access_consultations import can_run
from secretariat.forms_consultations import SettingsForm
from secretariat.models import Consultation, Stage
from secretariat.queries.consultation_marks import mark_of
from secretariat.queries.consultation_previews import Preview, preview_of_settings
from secretariat.services.consultation_acts import act_on
from secretariat.services.consultations import Settings, prepare_consultation
from secretariat.views.consultations import consultation_run
from secretariat.workflow import BETWEEN


class Choosing(View):
    """The form, with what its choices would come to today. Asking for that preview changes nothing."""

    template_name = "consultations/settings.html"

    def show(self, form: SettingsForm, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"form": form, "counted": self.counted(form)}
        return render(self.request, self.template_name, context, status=status)

    def counted(self, form: SettingsForm) -> Preview | None:
        """What is filled in, or proposed, counted from now; nothing while something in it makes no sense."""
        if form.is_bound:
            return preview_of_settings(form.settings) if form.is_valid() else None
        proposed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        return preview_of_settings(Settings(**proposed)) if proposed["calendar"] else None


class Prepare(Choosing):
    """A text that is negotiated is put to a written consultation; nobody is asked yet."""

    def text(self, symbol: str) -> Text:
        if not can_run(self.request.user):
            raise Http404
        texts = Text.objects.visible_to(self.request.user).filter(state=TextState.DRAFT, drafting__isnull=False)
        return get_object_or_404(texts, symbol=symbol)

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = self.text(symbol)
        if Consultation.objects.filter(text=text).exists():
            return redirect("consultations:detail", symbol=symbol)
        return self.show(SettingsForm(), text=text)

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text, form = self.text(symbol), SettingsForm(request.POST)
        if "preview" in request.POST or not form.is_valid():
            return self.show(form, 200 if "preview" in request.POST else 422, text=text)
        try:
            prepare_consultation(text, settings=form.settings, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(form, getattr(refusal, "status", 422), text=text)
        messages.success(request, _("The consultation is prepared. Nobody was asked yet: open the troika step."))
        return redirect("consultations:detail", symbol=symbol)


class Change(Choosing):
    """The same later, while no step runs."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        consultation = self.changed(symbol)
        return self.ask(consultation, SettingsForm(consultation=consultation))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        consultation = consultation_run(request, symbol)
        form = SettingsForm(request.POST, consultation=consultation)
        if "preview" in request.POST or not form.is_valid():
            return self.ask(consultation, form, 200 if "preview" in request.POST else 422)
        seen = request.POST.get("seen", "")
        try:
            act_on(consultation, "change_consultation", seen=seen, settings=form.settings, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.ask(consultation, form, getattr(refusal, "status", 422))
        messages.success(request, _("Chosen for the steps that are still to open."))
        return redirect("consultations:detail", symbol=symbol)

    def changed(self, symbol: str) -> Consultation:
        """The consultation while its settings can be changed; 404 at any other stage."""
        consultation = consultation_run(self.request, symbol)
        if consultation.stage not in BETWEEN | {Stage.PREPARED}:
            raise Http404
        return consultation

    def ask(self, consultation: Consultation, form: SettingsForm, status: int = 200) -> HttpResponse:
        fresh = consultation_run(self.request, consultation.text.symbol)
        return self.show(form, status, text=fresh.text, consultation=fresh, seen=mark_of(fresh))
