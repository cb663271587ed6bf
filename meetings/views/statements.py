"""Statements: read by whoever may, written by delegations and observers, published by the Secretariat."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.public import public_page
from common.refusals import Refusal
from meetings.access import can_prepare
from meetings.forms.statements import SpeakerForm, StatementForm
from meetings.models import AgendaItem, Meeting, SpeakingInvitation, Statement
from meetings.queries.statements import invitations_to, statements_at_work
from meetings.services import statements as services
from meetings.speaking import own_participants, speaks_in_writing
from meetings.views.workroom import meeting_at_work
from meetings.workflow_statements import STATEMENTS, offers_on

TAB = "meetings:statement-list"


def meeting_of_speakers(request: HttpRequest, key: str) -> Meeting:
    """The meeting, for those who prepare it and those who write statements; 404 for everyone else."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    if not (can_prepare(request.user, meeting) or own_participants(request.user)):
        raise Http404
    return meeting


def statement_seen(request: HttpRequest, pk: int) -> Statement:
    """The statement as the reader may read it; 404 otherwise."""
    statements = Statement.objects.visible_to(request.user)
    return get_object_or_404(statements.select_related("meeting", "participant", "session", "item"), pk=pk)


def statement_list(request: HttpRequest, key: str) -> HttpResponse:
    """What was submitted and published, and one's own; for those who prepare, who is invited to speak."""
    return _list(request, meeting_of_speakers(request, key))


@public_page
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of one statement, in each language that it has; the other is said to be missing."""
    statement = statement_seen(request, pk)
    files = {one.language: one for one in statement.files.select_related("file")}
    words = [(one, getattr(statement, f"words_{one}"), files.pop(one, None)) for one in ("es", "en")]
    context = {
        "statement": statement,
        "meeting": statement.meeting,
        "words": words,
        "item": AgendaItem.objects.visible_to(request.user).filter(pk=statement.item_id).first(),
        "offers": offers_on(statement, request.user),
        "is_own": request.user.is_authenticated and speaks_in_writing(request.user, statement.participant_id),
    }
    return render(request, "meetings/statement_detail.html", context)


class StatementWrite(View):
    """A new statement; kept as a draft, then submitted on its page."""

    def meeting(self, request: HttpRequest, key: str) -> Meeting:
        meeting = meeting_of_speakers(request, key)
        if not own_participants(request.user):
            raise Http404
        return meeting

    def show(self, request: HttpRequest, meeting: Meeting, form: StatementForm, status: int = 200) -> HttpResponse:
        context = {"meeting": meeting, "form": form, "tab": TAB}
        return render(request, "meetings/statement_form.html", context, status=status)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(request, key)
        return self.show(request, meeting, StatementForm(meeting=meeting, user=request.user))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = self.meeting(request, key)
        form = StatementForm(request.POST, request.FILES, meeting=meeting, user=request.user)
        if form.is_valid():
            who, form_key = form.cleaned_data["participant"], form.cleaned_data["form_key"]
            try:
                statement = services.draft_statement(
                    meeting=meeting, participant=who, form_key=form_key, values=form.values, files=form.given,
                    by=request.user,
                )  # fmt: skip
                messages.success(request, _("The statement is kept as a draft; submit it when it is ready."))
                return redirect(statement)
            except Refusal as refusal:
                form.add_error(None, refusal)
        return self.show(request, meeting, form, status=422)


class StatementEdit(View):
    def statement(self, request: HttpRequest, pk: int) -> Statement:
        statement = statement_seen(request, pk)
        if not speaks_in_writing(request.user, statement.participant_id):
            raise Http404
        return statement

    def show(self, request: HttpRequest, statement: Statement, form: StatementForm, **more: Any) -> HttpResponse:
        status = more.pop("status", 200)
        context = {"meeting": statement.meeting, "statement": statement, "form": form, "tab": TAB} | more
        return render(request, "meetings/statement_form.html", context, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        statement = self.statement(request, pk)
        return self.show(
            request, statement, StatementForm(meeting=statement.meeting, user=request.user, statement=statement)
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        statement = self.statement(request, pk)
        form = StatementForm(
            request.POST, request.FILES, meeting=statement.meeting, user=request.user, statement=statement
        )
        if form.is_valid():
            seen = form.cleaned_data["seen"] or 0
            try:
                services.edit_statement(statement, values=form.values, files=form.given, seen=seen, by=request.user)
                messages.success(request, _("The words are kept."))
                return redirect(statement)
            except services.StaleStatement as stale:
                form.add_error(None, stale)
                form.data = form.data.copy()
                form.data["seen"] = stale.current.version
                return self.show(request, statement, form, theirs=stale.current, status=stale.status)
            except Refusal as refusal:
                form.add_error(None, refusal)
        return self.show(request, statement, form, status=422)


def statement_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act of the procedure; asks first where it is hard to undo."""
    statement = statement_seen(request, pk)
    offer = next((one for one in STATEMENTS.offers(statement, request.user) if one.act.name == act), None)
    if offer is None:
        raise Http404
    context = {"statement": statement, "meeting": statement.meeting, "offer": offer, "tab": TAB}
    if request.method != "POST":
        return render(request, "meetings/statement_act.html", context)
    try:
        services.move_statement(statement, act, by=request.user)
    except Refusal as refusal:
        return render(request, "meetings/statement_act.html", context | {"refused": refusal.messages}, status=409)
    except ValidationError as error:
        return render(request, "meetings/statement_act.html", context | {"refused": error.messages}, status=422)
    messages.success(request, _("Done: %(act)s.") % {"act": str(offer.act.label).lower()})
    return redirect(statement)


@require_POST
def speaker_invite(request: HttpRequest, key: str) -> HttpResponse:
    """Invite an observer or the network to speak in a session."""
    meeting = meeting_at_work(request, key)
    form = SpeakerForm(request.POST, meeting=meeting)
    if form.is_valid():
        try:
            services.invite_to_speak(**form.cleaned_data, by=request.user)
            messages.success(request, _("Invited to speak."))
            return redirect(TAB, key=key)
        except Refusal as refusal:
            form.add_error(None, refusal)
    return _list(request, meeting, form, status=422)


@require_POST
def speaker_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(SpeakingInvitation.objects.select_related("session__meeting"), pk=pk)
    meeting = meeting_at_work(request, invitation.session.meeting.key)
    services.take_back_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation to speak is taken back."))
    return redirect(TAB, key=meeting.key)


def _list(request: HttpRequest, meeting: Meeting, form: SpeakerForm | None = None, status: int = 200) -> HttpResponse:
    prepares = can_prepare(request.user, meeting)
    context = {
        "meeting": meeting,
        "statements": statements_at_work(meeting, request.user),
        "writes": bool(own_participants(request.user)),
        "prepares": prepares,
        "invitations": invitations_to(meeting) if prepares else [],
        "form": (form or SpeakerForm(meeting=meeting)) if prepares else None,
        "tab": TAB,
    }
    return render(request, "meetings/statement_list.html", context, status=status)
