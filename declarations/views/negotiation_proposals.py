"""Proposals: made by delegations, supported or objected to, withdrawn, and settled by consensus."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from declarations.access import can_chair, delegations_of
from declarations.forms.proposals import LANGUAGES, PositionForm, ProposalForm, SettleForm
from declarations.models import Proposal, ProposalKind
from declarations.negotiation_rows import Line, words_in
from declarations.queries_drafting import makers_of
from declarations.results import fingerprint_of
from declarations.services import proposals as services
from declarations.services import settling
from declarations.services.paragraphs import fingerprint
from declarations.views.negotiation import place, status_of, text_in_work, told
from declarations.views.negotiation_paragraphs import page_of, row_seen
from declarations.workflow_proposals import offers_on
from members.models import Participant

OUTCOMES = ("accept_proposal", "merge_proposal", "reject_proposal")


class Proposing:
    """What a proposal is about: a paragraph of a text, or a proposal (``parent``) for it."""

    def __init__(self, request: HttpRequest, symbol: str, uid: UUID) -> None:
        self.request, self.text = request, text_in_work(request, symbol)
        self.room, self.row = row_seen(request, self.text, uid)
        self.makers = makers_of(request.user, self.text)
        if not (self.room.is_at_work and self.makers):
            raise Http404
        kind = request.GET.get("kind", ProposalKind.REPLACE)
        self.parent = self._parent(request.GET.get("on", ""))
        self.kind = kind if kind in ProposalKind.values and self.parent is None else ProposalKind.REPLACE

    def _parent(self, asked: str) -> Line | None:
        lines = {str(line.proposal.pk): line for line in self.row.within()}
        if asked and asked not in lines:
            raise Http404
        return lines.get(asked)

    @property
    def present(self) -> dict[str, str]:
        """The words that stand there: of the paragraph, of the proposal, none where something is inserted."""
        if self.parent is not None:
            return {one: words_in(self.parent.proposal, one, "words") for one in LANGUAGES}
        if self.kind in (ProposalKind.BEFORE, ProposalKind.AFTER):
            return dict.fromkeys(LANGUAGES, "")
        return {one: words_in(self.row.paragraph, one) for one in LANGUAGES}

    @property
    def seen(self) -> str:
        """The mark of the words that stand there now."""
        return fingerprint_of(self.parent.proposal) if self.parent else fingerprint(self.row.paragraph)

    def form(self, data: Any = None) -> ProposalForm:
        return ProposalForm(data, kind=self.kind, present=self.present, makers=self.makers, seen=self.seen)

    def make(self, form: ProposalForm) -> Proposal:
        said = form.cleaned_data
        return services.make_proposal(
            self.text, paragraph=self.row.paragraph, kind=self.kind, words=form.offered, reason=said["reason"],
            language=form.made_in, participant=said["participant"], form_key=said["form_key"], seen=said["seen"],
            parent=self.parent.proposal if self.parent else None, by=self.request.user,
        )  # fmt: skip

    def show(self, form: ProposalForm, **more: Any) -> HttpResponse:
        status = more.pop("status", 200)
        page = {"text": self.text, "room": self.room, "row": self.row, "paragraph": self.row.paragraph}
        page |= {"form": form, "kind": self.kind, "kinds": ProposalKind, "parent": self.parent}
        return render(self.request, "declarations/negotiation_propose.html", page | more, status=status)


def proposal_make(request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
    """Propose: ``?kind=`` says what, ``?on=`` that it is about another proposal."""
    proposing = Proposing(request, symbol, uid)
    if request.method != "POST":
        return proposing.show(proposing.form())
    form = proposing.form(request.POST)
    if not form.is_valid():
        if "participant" in form.errors and request.POST.get("participant"):
            raise Http404  # in the name of a delegation that is not the reader's
        return proposing.show(form, status=422)
    try:
        made = proposing.make(form)
    except PermissionDenied as denied:
        raise Http404 from denied
    except ValidationError as refusal:
        form.add_error(None, refusal)
        if status_of(refusal) == 409:
            form.data = form.data.copy()
            form.data["seen"] = Proposing(request, symbol, uid).seen
        return proposing.show(form, changed=status_of(refusal) == 409, status=status_of(refusal))
    messages.success(request, _("The proposal stands, and the other delegations see it."))
    return redirect(page_of(proposing.row.paragraph, symbol) + f"#v-{made.pk}")


def proposal_seen(request: HttpRequest, symbol: str, pk: int) -> Proposal:
    text = text_in_work(request, symbol)
    proposals = Proposal.objects.filter(text=text, paragraph__isnull=False)
    proposal = get_object_or_404(proposals.select_related("paragraph", "participant"), pk=pk)
    proposal.text = proposal.paragraph.text = text
    return proposal


@require_POST
def proposal_position(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """Support, object, reserve, or take the position back; asked by a row of the workroom, the row comes back."""
    proposal = proposal_seen(request, symbol, pk)
    own = Participant.objects.filter(pk__in=delegations_of(request.user, proposal.text))
    form = PositionForm(request.POST, own=own)
    if not own.exists() or not form.is_valid():
        raise Http404
    said = form.cleaned_data
    try:
        services.take_position(
            proposal, participant=said["participant"], stance=said["stance"] or None, reason=said["reason"],
            by=request.user,
        )  # fmt: skip
        done = _("The position is kept.") if said["stance"] else _("The position is taken back.")
    except ValidationError as refusal:
        return _back(request, proposal, told(refusal), refused=True)
    return _back(request, proposal, done)


@require_POST
def proposal_withdraw(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    proposal = proposal_seen(request, symbol, pk)
    try:
        services.withdraw_proposal(proposal, by=request.user)
    except PermissionDenied as denied:
        raise Http404 from denied
    except ValidationError as refusal:
        return _back(request, proposal, told(refusal), refused=True)
    return _back(request, proposal, _("The proposal is withdrawn."))


@require_POST
def proposal_reopen(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    proposal = proposal_seen(request, symbol, pk)
    try:
        settling.reopen_proposal(proposal, by=request.user)
    except PermissionDenied as denied:
        raise Http404 from denied
    except ValidationError as refusal:
        return _back(request, proposal, told(refusal), refused=True)
    return _back(request, proposal, _("The proposal is open again."))


def proposal_settle(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """How a proposal is settled, with what stands in the way of each outcome."""
    proposal = proposal_seen(request, symbol, pk)
    if not can_chair(request.user, proposal.text):
        raise Http404
    room, row = row_seen(request, proposal.text, proposal.paragraph.uid)
    line = next(one for one in row.every() if one.proposal.pk == proposal.pk)
    beside = (one.proposal for one in row.within() if one.proposal.parent_id == proposal.parent_id)
    others = [one for one in beside if one.pk != pk]
    offers = [one for one in offers_on(line.proposal, request.user) if one.act.name in OUTCOMES]
    outcomes = [(offer.act.target, offer.act.label) for offer in offers]
    form = SettleForm(request.POST or None, proposal=proposal, outcomes=outcomes, others=others)
    page = {"text": proposal.text, "room": room, "row": row, "line": line, "paragraph": row.paragraph}
    page |= {"form": form, "offers": offers, "has_others": bool(others)}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _settle(proposal, form, request.user)
                return _back(request, proposal, _("The proposal is settled."))
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = status_of(refusal)
    return render(request, "declarations/negotiation_settle.html", page, status=status)


def _settle(proposal: Proposal, form: SettleForm, by: Any) -> None:
    said = form.cleaned_data
    words = None if said["outcome"] == "rejected" else form.agreed
    settling.settle_proposal(proposal, outcome=said["outcome"], words=words, into=said["into"], by=by)


def _back(request: HttpRequest, proposal: Proposal, words: str, *, refused: bool = False) -> HttpResponse:
    """To where it was asked: the row of the workroom as a fragment or in its place, else the page of the paragraph."""
    paragraph, text = proposal.paragraph, proposal.text
    if request.headers.get("HX-Request"):
        room, row = row_seen(request, text, paragraph.uid)
        row.is_unfolded = True
        page = {"text": text, "room": room, "row": row, "told": words, "refused": refused}
        return render(request, "declarations/_negotiation_row.html", page, status=200)
    (messages.error if refused else messages.success)(request, words)
    if request.POST.get("from") == "workroom":
        return redirect(place(paragraph, text.symbol, view=request.POST.get("view", "")))
    return redirect(page_of(paragraph, text.symbol) + f"#v-{proposal.pk}")
