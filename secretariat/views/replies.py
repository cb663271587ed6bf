"""A member replies to a written consultation: prepared inside the country, sent by those who speak for it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refusal
from common.states import NotNow
from secretariat.access_consultations import may_prepare_for, may_reply_for
from secretariat.forms_replies import ReplyForm, initial_of
from secretariat.models import Consulted
from secretariat.queries.replies import asked_of, draft_of, reply_seen, with_replies
from secretariat.services.replies import (
    Overtaken,
    StaleDraft,
    TooLate,
    give_reply,
    reason_against,
    save_draft,
)

NOT_A_NUMBER = -1


def arrival_of(request: HttpRequest) -> datetime:
    """When the request reached the portal, before anything of it waited."""
    return getattr(request, "arrived_at", None) or timezone.now()


class Replying:
    """A country in a step, and whoever prepares its reply."""

    def __init__(self, request: HttpRequest, symbol: str, country: str) -> None:
        self.request, self.user, self.arrived_at = request, request.user, arrival_of(request)
        rows = with_replies(asked_of(request.user, symbol, country))
        if request.method == "POST":  # about the step that was read, whichever runs by now
            given = request.POST.get("step", "")
            rows = rows.filter(step=int(given) if given.isdecimal() and len(given) < 10 else NOT_A_NUMBER)
        found = rows.first()
        if found is None or found.participant_id not in may_prepare_for(request.user):
            raise Http404
        self.asked: Consulted = found
        self.may_send = found.participant_id in may_reply_for(request.user)
        self.content = found.step.version.content()
        self.given = list(found.replies.all())

    @property
    def address(self) -> str:
        symbol = self.asked.step.consultation.text.symbol
        return reverse("consultations:reply", kwargs={"symbol": symbol, "country": self.asked.participant.key})

    def form(self, data: Any = None) -> ReplyForm:
        """As it was sent, or with the draft in it; without one, with the reply that would be corrected."""
        about = {"paragraphs": self.content.paragraphs, "silence": self.asked.step.silence}
        if data is not None:
            return ReplyForm(data, **about)
        initial: dict[str, Any] = {}
        if (draft := draft_of(self.asked)) is not None:
            initial = initial_of(draft, draft.comments)
        elif self.given:
            last = self.given[-1]
            initial = initial_of(last, {str(one.paragraph_uid): one.words for one in last.comments.all()})
        seen = {"draft": draft.version if draft else 0, "replies": len(self.given), "step": self.asked.step_id}
        return ReplyForm(initial=initial | seen, **about)

    def show(self, form: ReplyForm, *, status: int = 200, **more: Any) -> HttpResponse:
        step = self.asked.step
        page = {
            "replying": self,
            "asked": self.asked,
            "step": step,
            "consultation": step.consultation,
            "content": self.content,
            "form": form,
            "draft": draft_of(self.asked),
            "reason": None,
        }
        return render(self.request, "consultations/reply.html", page | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, symbol: str, country: str) -> HttpResponse:
    """The words as they were sent, with room for what the country says; posted to, its draft is kept or it replies.

    For those who prepare the reply of the country; 404 for everyone else.
    """
    replying = Replying(request, symbol, country)
    if request.method == "POST":
        return _take(replying)
    form = replying.form()
    reason = reason_against(replying.asked, replying.arrived_at)
    if reason is not None and replying.asked.step.suspended_at is None:
        form.freeze()
    return replying.show(form, reason=reason)


def _take(replying: Replying) -> HttpResponse:
    form = replying.form(replying.request.POST)
    if not form.is_valid():
        return replying.show(form, status=422)
    try:
        return _send(replying, form) if replying.request.POST.get("act") == "send" else _keep(replying, form)
    except PermissionDenied as denied:
        raise Http404 from denied
    except StaleDraft as stale:
        theirs = draft_of(replying.asked)
        form.now_seen(draft=theirs.version if theirs else 0)
        return replying.show(form, status=stale.status, theirs=theirs, stale=stale)
    except Overtaken as overtaken:
        form.now_seen(replies=len(replying.given))
        return replying.show(form, status=overtaken.status, overtaken=overtaken)
    except (TooLate, NotNow) as late:
        return _too_late(replying, form, late)
    except Refusal as refusal:
        form.add_error(None, refusal)
        return replying.show(form, status=refusal.status)


def _keep(replying: Replying, form: ReplyForm) -> HttpResponse:
    save_draft(replying.asked, said=form.said, seen=form.cleaned_data["draft"], by=replying.user)
    messages.success(replying.request, _("The draft is kept. Only the people of your country who reply can read it."))
    return redirect(replying.address)


def _send(replying: Replying, form: ReplyForm) -> HttpResponse:
    seen = form.cleaned_data
    given = give_reply(
        replying.asked, said=form.said, form_key=seen["form_key"], by=replying.user,
        arrived_at=replying.arrived_at, draft_seen=seen["draft"], replies_seen=seen["replies"],
    )  # fmt: skip
    step = replying.asked.step
    where = {"symbol": step.consultation.text.symbol, "country": replying.asked.participant.key, "pk": given.pk}
    return redirect("consultations:reply-receipt", **where)


def _too_late(replying: Replying, form: ReplyForm, late: Refusal) -> HttpResponse:
    """The sentence why, and what was typed: kept as the draft where one is still kept, and there to be copied."""
    is_kept = False
    try:
        draft = save_draft(replying.asked, said=form.said, seen=form.cleaned_data["draft"], by=replying.user)
        form.now_seen(draft=draft.version)
        is_kept = True
    except Refusal:
        pass
    fresh = Consulted.objects.select_related("step").get(pk=replying.asked.pk)
    if fresh.step.suspended_at is None:
        form.freeze()
    return replying.show(form, status=409, reason=late, is_kept=is_kept, was_typed=True)


@require_safe
def reply_receipt(request: HttpRequest, symbol: str, country: str, pk: int) -> HttpResponse:
    """When which reply was received, with all that it says; for the country, and those who run the procedure."""
    found = get_object_or_404(reply_seen(request.user, symbol, country, pk))
    step = found.consulted.step
    page = {
        "reply": found,
        "asked": found.consulted,
        "step": step,
        "consultation": step.consultation,
        "content": step.version.content(),
        "counts": found.consulted.replies.order_by("-received_at", "-number").first(),
        "is_own": found.consulted.participant_id in may_prepare_for(request.user),
        "draft": draft_of(found.consulted) if found.consulted.participant_id in may_prepare_for(request.user) else None,
    }
    return render(request, "consultations/reply_receipt.html", page)
