"""Exceptional access to one meeting, text or notice: who has it, until when and why."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from declarations.models import Text
from meetings.models import Meeting
from members.access import is_secretariat
from members.grants import grant, grants_on, revoke
from members.models import ObjectGrant
from secretariat.forms_access import GrantForm

KINDS: dict[str, type[models.Model]] = {"meeting": Meeting, "text": Text}


def thing(request: HttpRequest, kind: str, pk: int) -> models.Model:
    if kind not in KINDS or not is_secretariat(request.user):
        raise Http404
    return get_object_or_404(KINDS[kind].objects.visible_to(request.user), pk=pk)  # type: ignore[attr-defined]


class AccessToObject(View):
    """The list of those who have it, and the form to give it to one more."""

    def show(self, request: HttpRequest, obj: Any, kind: str, form: GrantForm) -> HttpResponse:
        context = {"object": obj, "kind": kind, "form": form, "grants": grants_on(obj)}
        return render(request, "secretariat/access.html", context)

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        return self.show(request, thing(request, kind, pk), kind, GrantForm())

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        obj, form = thing(request, kind, pk), GrantForm(request.POST)
        if not form.is_valid():
            return self.show(request, obj, kind, form)
        try:
            grant(obj, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(request, obj, kind, form)
        messages.success(request, _("%(person)s can see it now.") % {"person": form.cleaned_data["to"]})
        return redirect("secretariat:access", kind=kind, pk=pk)


@require_POST
def revoke_access(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back at once."""
    if not is_secretariat(request.user):
        raise Http404
    given = get_object_or_404(ObjectGrant.objects.select_related("user__person", "content_type"), pk=pk)
    kind, obj, person = given.content_type.model, given.object_pk, str(given.user)
    revoke(given, by=request.user)
    messages.success(request, _("%(person)s can see it no more.") % {"person": person})
    return redirect("secretariat:access", kind=kind, pk=obj) if kind in KINDS else redirect("secretariat:desk")
