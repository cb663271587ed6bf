"""How the paragraphs of an adopted text are read: proposed, then confirmed, edited or discarded one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from declarations.access_commitments import can_read_commitments
from declarations.forms.readings import RowForm
from declarations.models import Commitment, Text
from declarations.queries_readings import Names, Waiting, names_of, readings_of, texts_to_read, texts_with_readings
from declarations.services import commitments
from declarations.services.commitments import StaleCommitment, propose_commitments


def reading_list(request: HttpRequest) -> HttpResponse:
    """Texts of which readings wait, and adopted texts that were not read yet."""
    if not can_read_commitments(request.user):
        raise Http404
    context = {"texts": texts_with_readings(), "unread": texts_to_read()}
    return render(request, "commitments/reading_list.html", context)


def text_to_read(request: HttpRequest, symbol: str) -> Text:
    """An adopted text, for the Secretariat; 404 otherwise."""
    if not can_read_commitments(request.user):
        raise Http404
    texts = Text.objects.visible_to(request.user).filter(state__in=commitments.ADOPTED)
    return get_object_or_404(texts.select_related("meeting__country"), symbol=symbol)


class Readings(View):
    """One row for each paragraph, both wordings beside each other, what is proposed, and the two buttons."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        return self.show(request, text_to_read(request, symbol))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = text_to_read(request, symbol)
        if request.POST.get("act") == "confirm-sure":
            return self.confirm_sure(request, text)
        names, rows = names_of(), readings_of(text)
        asked = request.POST.get("commitment", "")
        waiting = next((one for one in rows if str(one.commitment.pk) == asked), None)
        if waiting is None:
            raise Http404
        form = RowForm(request.POST, waiting=waiting, names=names)
        if not form.is_valid():
            return self.show(request, text, {waiting.commitment.pk: form}, 422)
        try:
            self.do(request, waiting.commitment, form)
        except StaleCommitment as stale:
            messages.warning(request, str(stale))
            return self.show(request, text, status=stale.status)
        except Refusal as refusal:
            form.add_error(None, refusal)
            return self.show(request, text, {waiting.commitment.pk: form}, refusal.status)
        return redirect(f"{request.path}#{form.form_id}")

    def confirm_sure(self, request: HttpRequest, text: Text) -> HttpResponse:
        """Confirm those that were listed, each named as ``primary key:version``; a list that is old is shown anew."""
        try:
            confirmed = commitments.confirm_sure_commitments(text, seen=_listed(request), by=request.user)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return self.show(request, text, status=refusal.status)
        words = ngettext("%(counter)s reading is confirmed.", "%(counter)s readings are confirmed.", len(confirmed))
        messages.success(request, words % {"counter": len(confirmed)})
        return redirect(request.path)

    def do(self, request: HttpRequest, commitment: Commitment, form: RowForm) -> None:
        act, seen = request.POST.get("act", ""), form.cleaned_data["seen"]
        if act == "discard":
            commitments.discard_commitment(commitment, seen=seen, by=request.user)
        elif act == "restore":
            commitments.restore_commitment(commitment, seen=seen, by=request.user)
        elif act == "confirm":
            commitments.confirm_commitment(commitment, values=form.values, seen=seen, by=request.user)
        else:
            raise Http404

    def show(
        self, request: HttpRequest, text: Text, filled: dict[int, RowForm] | None = None, status: int = 200
    ) -> HttpResponse:
        names, rows = names_of(), readings_of(text)
        shown = [_row(one, names, filled or {}) for one in rows]
        waiting = [row for row in shown if row["is_waiting"]]
        sure = [row for row in waiting if row["one"].is_sure_throughout]
        settled = [row for row in shown if not row["is_waiting"]]
        context = {"text": text, "waiting": waiting, "sure": sure, "settled": settled}
        return render(request, "commitments/reading_edit.html", context, status=status)


def _row(one: Waiting, names: Names, filled: dict[int, RowForm]) -> dict[str, Any]:
    commitment = one.commitment
    form = filled.get(commitment.pk) or RowForm(waiting=one, names=names)
    return {"one": one, "commitment": commitment, "form": form, "is_waiting": one.is_waiting}


def _listed(request: HttpRequest) -> dict[int, int]:
    """The readings that a page listed as sure, with the versions in which it showed them."""
    named = (one.partition(":") for one in request.POST.getlist("sure"))
    return {int(pk): int(version) for pk, _colon, version in named if pk.isdecimal() and version.isdecimal()}


@require_POST
def reading_propose(request: HttpRequest, symbol: str) -> HttpResponse:
    """Read the paragraphs of a text and propose what follows from them."""
    text = text_to_read(request, symbol)
    try:
        number = len(propose_commitments(text, by=request.user))
        words = ngettext("%(counter)s paragraph was read.", "%(counter)s paragraphs were read.", number)
        messages.success(request, words % {"counter": number})
    except Refusal as refusal:
        messages.error(request, _("Nothing was read. %(reason)s") % {"reason": refusal})
    return redirect("commitments:reading-edit", symbol=symbol)
