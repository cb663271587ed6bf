"""The Secretariat enters a reply that a member sent by mail, with the message itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Refusal
from common.zones import zone_name
from members.access import is_secretariat
from secretariat.forms_replies import EnteredReplyForm
from secretariat.models import Consulted
from secretariat.queries.replies import asked_of, with_replies
from secretariat.services.replies import enter_reply


@require_http_methods(["GET", "HEAD", "POST"])
def reply_enter(request: HttpRequest, symbol: str, country: str) -> HttpResponse:
    """The message, when it arrived, and what it says; for the Secretariat, 404 for everyone else."""
    rows = with_replies(asked_of(request.user, symbol, country))
    given = request.POST.get("step", "")
    if given.isdecimal() and len(given) < 10:
        rows = rows.filter(step=int(given))
    asked = rows.first()
    if asked is None or not is_secretariat(request.user) or getattr(request.user, "_preview", None):
        raise Http404
    content = asked.step.version.content()
    form = EnteredReplyForm(
        request.POST or None, request.FILES or None, initial={"step": asked.step_id},
        paragraphs=content.paragraphs, silence=asked.step.silence, zone=asked.step.time_zone,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, asked, form)
        except PermissionDenied as denied:
            raise Http404 from denied
        except Refusal as refusal:
            form.add_error(None, refusal)
            return _show(request, asked, form, refusal.status)
    return _show(request, asked, form, 422 if form.errors else 200)


def _enter(request: HttpRequest, asked: Consulted, form: EnteredReplyForm) -> HttpResponse:
    entered = enter_reply(
        asked, said=form.said, received_at=form.received_at, sender=form.cleaned_data["sender"],
        message=form.cleaned_data["file"], form_key=form.cleaned_data["form_key"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("The reply is entered, and the country is told."))
    symbol, country = asked.step.consultation.text.symbol, asked.participant.key
    return redirect("consultations:reply-receipt", symbol=symbol, country=country, pk=entered.pk)


def _show(request: HttpRequest, asked: Consulted, form: EnteredReplyForm, status: int) -> HttpResponse:
    page: dict[str, Any] = {
        "asked": asked,
        "step": asked.step,
        "consultation": asked.step.consultation,
        "content": asked.step.version.content(),
        "form": form,
        "given": list(asked.replies.all()),
        "zone_words": zone_name(asked.step.time_zone, asked.due_at),
    }
    return render(request, "consultations/reply_enter.html", page, status=status)
