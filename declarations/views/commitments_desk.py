"""Who keeps the follow-up and who reports on it: the board, one's own commitments, editing, acts, reports."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.going_back import back_to_asking_page
from common.lists import FilteredList
from common.refusals import Refusal
from declarations.access_commitments import can_follow_up, can_read_commitments, can_report, has_own_commitments
from declarations.filters_commitments import CommitmentFilter
from declarations.followed import Followed, followed, urgent_first, words_of
from declarations.forms.commitments import ActForm, CommitmentForm, ReportForm
from declarations.models import Commitment, CommitmentReport
from declarations.queries_commitments import board_numbers, mine
from declarations.services import commitment_states, commitments
from declarations.services.commitment_reports import report_progress
from declarations.services.commitments import StaleCommitment
from declarations.services.reminders import ask_for_report
from declarations.workflow_commitments import offers_on
from members.access_people import works_on_handover
from members.models import Presidency
from members.queries.handover import before


class Board(FilteredList):
    """Every confirmed commitment, what is overdue first; for the Secretariat and the presidency."""

    filterset_class = CommitmentFilter
    template_name = "commitments/commitment_board.html"
    context_object_name = "commitments"
    paginate_by = 40

    def get_queryset(self) -> QuerySet[Commitment]:
        if not can_follow_up(self.request.user):
            raise Http404
        return urgent_first(Commitment.objects.visible_to(self.request.user).confirmed())

    def lines(self, rows: QuerySet[Commitment]) -> list[Followed]:
        return followed(rows, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            numbers=board_numbers(Commitment.objects.visible_to(user)), asked=self.request.GET.get("state", ""),
            may_edit=can_read_commitments(user), has_own=has_own_commitments(user), **kwargs,
        )  # fmt: skip


def commitment_mine(request: HttpRequest) -> HttpResponse:
    """What is addressed to those for whom the reader acts, and how far it is."""
    if not has_own_commitments(request.user):
        raise Http404
    lines = followed(urgent_first(mine(request.user)), request.user)
    running = [line for line in lines if line.state in ("open", "in_progress")]
    others = [line for line in lines if line not in running]
    of_secretariat = can_read_commitments(request.user)
    heading = _("Addressed to the Secretariat") if of_secretariat else _("Our commitments")
    context = {"running": running, "others": others, "heading": heading, "of_secretariat": of_secretariat}
    return render(request, "commitments/commitment_mine.html", context)


def commitment_seen(request: HttpRequest, key: str) -> Commitment:
    """A confirmed commitment as the reader may see it; 404 otherwise."""
    rows = Commitment.objects.visible_to(request.user).confirmed()
    rows = rows.select_related("decision__paragraph__text", "decision__meeting")
    return get_object_or_404(rows, decision__key=key)


class CommitmentEdit(View):
    """How a decision is read, and what it is linked with; for the Secretariat."""

    def commitment(self, request: HttpRequest, key: str) -> Commitment:
        if not can_read_commitments(request.user):
            raise Http404
        rows = Commitment.objects.visible_to(request.user).filter(discarded_at=None)
        return get_object_or_404(rows.select_related("decision__paragraph__text"), decision__key=key)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        commitment = self.commitment(request, key)
        return self.show(request, commitment, CommitmentForm(commitment=commitment, user=request.user))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        commitment = self.commitment(request, key)
        form = CommitmentForm(request.POST, commitment=commitment, user=request.user)
        if not form.is_valid():
            return self.show(request, commitment, form, 422)
        seen = form.cleaned_data["seen"]
        try:
            if commitment.confirmed_at is None:
                commitments.confirm_commitment(commitment, values=form.values, seen=seen, by=request.user)
            else:
                commitments.edit_commitment(commitment, values=form.values, seen=seen, by=request.user)
        except StaleCommitment as stale:
            form.data = form.data.copy()
            form.data["seen"] = stale.current.version
            form.add_error(None, stale)
            return self.show(request, commitment, form, stale.status, theirs=stale.current)
        except Refusal as refusal:
            form.add_error(None, refusal)
            return self.show(request, commitment, form, refusal.status)
        messages.success(request, _("The commitment is kept."))
        return redirect(commitment)

    def show(
        self, request: HttpRequest, commitment: Commitment, form: Any, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {"commitment": commitment, "form": form, "words": words_of(commitment)} | more
        return render(request, "commitments/commitment_edit.html", context, status=status)


class CommitmentAct(View):
    """One act of the procedure: asks for its reason, or by what it is superseded."""

    def offer(self, request: HttpRequest, commitment: Commitment, act: str) -> Any:
        offer = next((one for one in offers_on(commitment, request.user) if one.act.name == act), None)
        if offer is None:
            raise Http404
        return offer

    def get(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        commitment = commitment_seen(request, key)
        offer = self.offer(request, commitment, act)
        form = ActForm(commitment=commitment, act=offer.act, user=request.user)
        return self.show(request, commitment, offer, form)

    def post(self, request: HttpRequest, key: str, act: str) -> HttpResponse:
        commitment = commitment_seen(request, key)
        offer = self.offer(request, commitment, act)
        form = ActForm(request.POST, commitment=commitment, act=offer.act, user=request.user)
        if not form.is_valid():
            return self.show(request, commitment, offer, form, 422)
        given = form.cleaned_data
        try:
            commitment_states.move_commitment(
                commitment, act, by=request.user, seen=given["seen"], reason=form.reason,
                superseded_by=given.get("superseded_by"),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(request, commitment, offer, form, getattr(refusal, "status", 422))
        messages.success(request, _("Done: %(state)s.") % {"state": commitment.get_state_display()})
        return redirect(commitment)

    def show(
        self, request: HttpRequest, commitment: Commitment, offer: Any, form: Any, status: int = 200
    ) -> HttpResponse:
        context = {"commitment": commitment, "offer": offer, "form": form}
        return render(request, "commitments/commitment_act.html", context, status=status)


class ReportWrite(View):
    """What an addressee tells, on one short page that fits a telephone."""

    def commitment(self, request: HttpRequest, key: str) -> Commitment:
        commitment = commitment_seen(request, key)
        if not can_report(request.user, commitment):
            raise Http404
        return commitment

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(request, self.commitment(request, key), ReportForm(user=request.user))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        commitment, form = self.commitment(request, key), ReportForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self.show(request, commitment, form, 422)
        given = form.cleaned_data
        try:
            report_progress(
                commitment, told=form.told, participant=given.get("participant"), form_key=given["form_key"],
                by=request.user,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal)
            return self.show(request, commitment, form, refusal.status)
        messages.success(
            request, _("Your report is kept. The Secretariat or the Presidency enters it in the follow-up.")
        )
        return redirect(commitment)

    def show(self, request: HttpRequest, commitment: Commitment, form: Any, status: int = 200) -> HttpResponse:
        line = next(iter(followed(Commitment.objects.filter(pk=commitment.pk))), None)
        context = {"commitment": commitment, "form": form, "line": line}
        return render(request, "commitments/report_write.html", context, status=status)


@require_POST
def commitment_remind(request: HttpRequest, key: str) -> HttpResponse:
    """Remind those whom a commitment asks of it, today."""
    if not can_follow_up(request.user):
        raise Http404
    seen = Commitment.objects.visible_to(request.user).select_related("decision__paragraph__text")
    commitment = get_object_or_404(seen, decision__key=key)
    if ask_for_report(commitment, by=request.user):
        messages.success(request, _("Those whom it asks are reminded."))
    else:
        messages.info(request, _("No reminder: they were reminded today already, or nothing is due."))
    return back_to_asking_page(request, otherwise=commitment)


@require_POST
def report_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter in the follow-up how far a report says that it is."""
    if not can_follow_up(request.user):
        raise Http404
    rows = CommitmentReport.objects.visible_to(request.user)
    report = get_object_or_404(rows.select_related("commitment__decision__paragraph__text"), pk=pk)
    seen = request.POST.get("seen", "")
    try:
        commitment_states.take_over_report(report, seen=int(seen) if seen.isdecimal() else 0, by=request.user)
        messages.success(request, _("The follow-up says now what is reported."))
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
    return redirect(report.commitment)


@require_POST
def commitments_carry(request: HttpRequest, key: str) -> HttpResponse:
    """Carry what is open and addressed to the presidency over to the one that comes in."""
    presidency = get_object_or_404(Presidency, key=key)
    if not works_on_handover(request.user, before(presidency), presidency):
        raise Http404
    carried = commitment_states.carry_over(presidency=presidency, by=request.user)
    messages.success(request, _("Carried over: %(number)s.") % {"number": len(carried)})
    return redirect("people:handover", key=key)
