"""The ministries, directorates and organisations for which people act, kept by the Secretariat."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from common.refusals import Refusal
from members.access import is_secretariat
from members.forms_people import InstitutionForm
from members.models import Institution
from members.services.people import save_institution


class ForSecretariat(View):
    """What is not there for anybody but the Secretariat."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class InstitutionList(ForSecretariat):
    def get(self, request: HttpRequest) -> HttpResponse:
        institutions = (
            Institution.objects.select_related("participant")
            .annotate(number=Count("people"))
            .order_by(F("participant__name").asc(nulls_first=True), "name")
        )
        return render(request, "members/institution_list.html", {"institutions": institutions})


class InstitutionEdit(ForSecretariat):
    """One institution; without ``pk`` a new one."""

    def of(self, pk: int | None) -> Institution:
        return get_object_or_404(Institution, pk=pk) if pk else Institution()

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        institution = self.of(pk)
        context = {"form": InstitutionForm(instance=institution), "institution": institution}
        return render(request, "members/institution_form.html", context)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        institution = self.of(pk)
        form = InstitutionForm(request.POST, instance=institution)
        if form.is_valid():
            try:
                save_institution(institution=institution, words=form.words, by=request.user)
            except Refusal as refusal:
                form.add_error("name_es", refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("people:institutions")
        context = {"form": form, "institution": institution}
        return render(request, "members/institution_form.html", context, status=422)
