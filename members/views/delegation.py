"""My delegation: the people of one's own country or organisation, and whom its focal point names."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from common.refusals import Refusal
from members.access import countries_of
from members.access_people import OWN, can_appoint, led_by
from members.forms_people import NameForm
from members.models import Function, Mandate
from members.overlaps import REVIEWERS
from members.services.mandates import MandateRefusal, appoint, appoint_somebody_new
from members.views.mandates import beside_its_field


class Delegation(View):
    """Who acts for whom the reader acts for; the focal point names and ends from here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        countries = countries_of(request.user)
        if not countries:
            raise Http404
        held = Mandate.objects.in_force().filter(participant__in=countries)
        mandates = list(held.select_related("person__institution", "person__account", "participant", "institution"))
        for mandate in mandates:
            mandate.may_end = can_appoint(request.user, mandate.function, mandate.participant_id)
        return render(request, "members/delegation.html", {"seats": seats_of(mandates), "leads": led_by(request.user)})


def seats_of(mandates: list[Mandate]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """By participant and function, in the order of the functions; for a member the empty seats too."""
    by_participant: dict[Any, list[Mandate]] = {}
    for mandate in mandates:
        by_participant.setdefault(mandate.participant, []).append(mandate)
    return [(participant, seats_at(by_participant[participant])) for participant in sorted(by_participant, key=str)]


def seats_at(mandates: list[Mandate]) -> list[dict[str, Any]]:
    held = {mandate.function for mandate in mandates}
    is_member = held & {Function.FOCAL_POINT, Function.HEAD_OF_DELEGATION, *OWN}
    seats = []
    for function in Function:
        holders = sorted((one for one in mandates if one.function == function), key=lambda one: one.person.name)
        places = {Function.DEPUTY: 1, Function.NATIONAL_REVIEWER: REVIEWERS}.get(function, 0) if is_member else 0
        if holders or places:
            seats.append({"function": function, "holders": holders, "free": max(0, places - len(holders))})
    return seats


class DelegationName(View):
    """A focal point names a deputy or a national reviewer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not led_by(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("function", "")
        form = NameForm(by=request.user, initial={"function": asked if asked in OWN else OWN[0]})
        return render(request, "members/delegation_name.html", {"form": form})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                mandate = name(form, by=request.user)
            except MandateRefusal as refusal:
                beside_its_field(form, refusal)
            except Refusal as refusal:
                form.add_error("email", refusal)
            else:
                messages.success(request, _("The mandate is given."))
                return redirect(mandate.person)
        return render(request, "members/delegation_name.html", {"form": form}, status=422)


def name(form: NameForm, *, by: Any) -> Mandate:
    given = form.cleaned_data
    mandate = {key: given[key] for key in ("function", "participant", "start", "end")} | {"institution": None}
    if given["person"]:
        return appoint(person=given["person"], by=by, **mandate)
    return appoint_somebody_new(words=form.words, by=by, **mandate)
