"""The follow-up out to Excel and in again: the form, the preview of what would change, its application."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from common.files import content_disposition
from common.refusals import Refusal
from common.uploads.kinds import XLSX
from declarations.access_commitments import can_read_commitments
from declarations.forms.commitments import SheetForm
from declarations.models import CommitmentSheet
from declarations.rendering.commitments import commitments_workbook
from declarations.services.commitment_sheets import apply_commitment_sheet, preview_of, read_commitment_sheet

SHOWN = 200  # faults on a page; their number counts them all


def _only_secretariat(request: HttpRequest) -> None:
    if not can_read_commitments(request.user):
        raise Http404


def commitment_excel(request: HttpRequest) -> HttpResponse:
    """The form, filled in as things stand."""
    _only_secretariat(request)
    return HttpResponse(
        commitments_workbook(request.user),
        content_type=XLSX.content_type,
        headers={"Content-Disposition": content_disposition(_("commitments.xlsx"), attachment=True)},
    )


class SheetGive(View):
    """Gives a filled-in form, and leads to its preview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _only_secretariat(request)
        return render(request, "commitments/sheet_give.html", {"form": SheetForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        _only_secretariat(request)
        form, status = SheetForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                read_commitment_sheet(upload=form.cleaned_data["file"], by=request.user)
                return redirect("commitments:commitment-preview")
            except Refusal as refusal:
                form.add_error("file", refusal)
                status = refusal.status
        return render(request, "commitments/sheet_give.html", {"form": form}, status=status)


class SheetPreview(View):
    """What a form would change, field by field, or what is wrong in it; applied whole or not at all."""

    def sheet(self, request: HttpRequest) -> CommitmentSheet:
        _only_secretariat(request)
        return get_object_or_404(CommitmentSheet, given_by_id=request.user.pk)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, self.sheet(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        sheet = self.sheet(request)
        if request.POST.get("sha256") != sheet.sha256:
            return self.show(request, sheet, 409, stale=_("Another form was given meanwhile. This is its preview."))
        try:
            found = apply_commitment_sheet(sheet, by=request.user)
        except Refusal as refusal:
            return self.show(request, sheet, refusal.status)
        number = len(found.changes)
        words = ngettext("%(count)s commitment was changed.", "%(count)s commitments were changed.", number)
        messages.success(request, words % {"count": number})
        return redirect("commitments:commitment-board")

    def show(self, request: HttpRequest, sheet: CommitmentSheet, status: int = 200, stale: str = "") -> HttpResponse:
        found = preview_of(sheet, request.user)
        context = {
            "sheet": sheet,
            "found": found,
            "faults": found.faults[:SHOWN],
            "more": max(len(found.faults) - SHOWN, 0),
            "stale": stale,
        }
        return render(request, "commitments/sheet_preview.html", context, status=status)
