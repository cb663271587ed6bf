"""Naming, ending and holding over: each a page that says what will happen, and an act that does it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.going_back import back_to_asking_page
from members.access import is_secretariat
from members.access_people import can_appoint
from members.forms_people import EndForm, MandateForm
from members.models import Mandate, Person
from members.services.mandates import MandateRefusal, appoint, end_mandate, hold_over


def beside_its_field(form: MandateForm, refusal: MandateRefusal) -> None:
    """What was refused stands beside the field that it is about, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal)


class Appoint(View):
    """The Secretariat gives somebody a mandate."""

    def of(self, request: HttpRequest, pk: int) -> Person:
        if not is_secretariat(request.user):
            raise Http404
        return get_object_or_404(Person, pk=pk)

    def show(self, request: HttpRequest, person: Person, form: MandateForm, status: int = 200) -> HttpResponse:
        return render(request, "members/appoint.html", {"person": person, "form": form}, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, self.of(request, pk), MandateForm(by=request.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person, form = self.of(request, pk), MandateForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                appoint(person=person, by=request.user, **form.cleaned_data)
            except MandateRefusal as refusal:
                beside_its_field(form, refusal)
            else:
                messages.success(request, _("The mandate is given."))
                return redirect(person)
        return self.show(request, person, form, status=422)


class End(View):
    """Ends a mandate now, with a reason."""

    def of(self, request: HttpRequest, pk: int) -> Mandate:
        return mandate_to_keep(request, pk)

    def show(self, request: HttpRequest, mandate: Mandate, form: EndForm, status: int = 200) -> HttpResponse:
        return render(request, "members/mandate_end.html", {"mandate": mandate, "form": form}, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, self.of(request, pk), EndForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mandate, form = self.of(request, pk), EndForm(request.POST)
        if form.is_valid():
            try:
                end_mandate(mandate=mandate, by=request.user, reason=form.cleaned_data["reason"])
            except MandateRefusal as refusal:
                beside_its_field(form, refusal)
            else:
                messages.success(request, _("The mandate is ended. Its rights ended this minute."))
                return redirect(mandate.person)
        return self.show(request, mandate, form, status=422)


@require_POST
def mandate_hold_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mandate go on until a successor is named."""
    mandate = mandate_to_keep(request, pk)
    try:
        hold_over(mandate=mandate, by=request.user)
    except MandateRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The mandate goes on until a successor is named."))
    return back_to_asking_page(request, otherwise=mandate.person)


def mandate_to_keep(request: HttpRequest, pk: int) -> Mandate:
    """The mandate ``pk`` for those who may name and end it; 404 for everyone else."""
    seen = Mandate.objects.visible_to(request.user).select_related("person", "participant", "institution")
    mandate = get_object_or_404(seen, pk=pk)
    if not can_appoint(request.user, mandate.function, mandate.participant_id):
        raise Http404
    return mandate
