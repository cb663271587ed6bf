"""The delegations of a meeting, for those who keep them: who is registered, the form for more, edits, withdrawals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from common.refusals import Refusal
from meetings.access_delegates import can_accredit, can_keep_delegations, can_register
from meetings.forms.delegations import DelegateEditForm, KeyForm, TableForm, delegate_formset
from meetings.importing.delegations import lines_of
from meetings.models import Delegate, DelegateState, Meeting
from meetings.queries.delegations import (
    by_delegation,
    erased_on,
    is_registration_open,
    participants_to_register,
    presences_of,
    states_of,
)
from meetings.services.delegations import MOST, LinesRefused, edit_delegate, register_delegates, withdraw_delegate
from members.models import Participant

NOBODY = "none"  # in ?for=: the Secretariat and guests


def meeting_with_delegations(request: HttpRequest, key: str) -> Meeting:
    """The meeting ``key``, for those who keep delegations of it; 404 for everyone else."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    if not can_keep_delegations(request.user, meeting):
        raise Http404
    return meeting


class DelegationList(View):
    """Everybody whose registration the reader keeps, by delegation; ``?state=`` shows one state alone."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_with_delegations(request, key)
        accredits, state = can_accredit(request.user), request.GET.get("state", "")
        kept = Delegate.objects.filter(meeting=meeting).kept_by(request.user)
        shown = kept.filter(state=state) if state in DelegateState.values else kept
        context = {
            "meeting": meeting,
            "delegations": by_delegation(shown),
            "accredits": accredits,
            "is_open": is_registration_open(meeting, request.user),
            "erased_on": erased_on(meeting),
            "state": state if state in DelegateState.values else "",
            "states": [(one, DelegateState(one).label, count) for one, count in states_of(kept).items()],
            "presences": presences_of(meeting) if accredits else [],
        }
        return render(request, "meetings/delegation_list.html", context)


class DelegateRegister(View):
    """Several people at once, typed in, picked, or read from a table that is shown before anything is written."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.meeting = meeting_with_delegations(request, kwargs["key"])
        if not is_registration_open(self.meeting, request.user):
            return render(request, "meetings/registration_closed.html", {"meeting": self.meeting})
        self.delegations = list(participants_to_register(request.user, self.meeting))
        self.is_chosen, self.participant = self.choice(request.GET.get("for", ""))
        return super().dispatch(request, *args, **kwargs)

    def choice(self, asked: str) -> tuple[bool, Participant | None]:
        if asked == NOBODY and can_accredit(self.request.user):
            return True, None
        chosen = next((one for one in self.delegations if one.key == asked), None)
        if chosen is None and len(self.delegations) == 1:
            chosen = self.delegations[0]
        return chosen is not None, chosen

    def formset(self, data: Any = None, lines: Any = None) -> Any:
        return delegate_formset(data, participant=self.participant, user=self.request.user, lines=lines)

    def show(self, formset: Any, table: TableForm, status: int = 200, **context: Any) -> HttpResponse:
        page = {
            "meeting": self.meeting,
            "delegations": self.delegations,
            "participant": self.participant,
            "is_chosen": self.is_chosen,
            "accredits": can_accredit(self.request.user),
            "erased_on": erased_on(self.meeting),
            "formset": formset,
            "table": table,
            "key_form": KeyForm(),
            "most": MOST,
        }
        return render(self.request, "meetings/delegate_register.html", page | context, status=status)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(self.formset() if self.is_chosen else None, TableForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        if not self.is_chosen:
            raise Http404
        return self.preview(request) if "preview" in request.POST else self.register(request)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What a table would register, line by line; nothing is written."""
        table = TableForm(request.POST, request.FILES)
        if not table.is_valid():
            return self.show(self.formset(), table, 422)
        try:
            formset = self.formset(lines=lines_of(table.cleaned_data["file"], most=MOST))
        except Refusal as refusal:
            table.add_error("file", refusal)
            return self.show(self.formset(), table, 422)
        return self.show(formset, TableForm(), is_preview=True, is_good=formset.is_valid())

    def register(self, request: HttpRequest) -> HttpResponse:
        formset, key_form = self.formset(request.POST), KeyForm(request.POST)
        if not formset.is_valid() or not key_form.is_valid():
            return self.show(formset, TableForm(), 422)
        try:
            made = register_delegates(
                meeting=self.meeting,
                participant=self.participant,
                entries=formset.entries,
                form_key=key_form.cleaned_data["form_key"],
                by=request.user,
            )
        except LinesRefused as refused:
            formset.tell(refused.lines)
            return self.show(formset, TableForm(), 422)
        except Refusal as refusal:
            formset._non_form_errors.append(str(refusal))
            return self.show(formset, TableForm(), 422)
        words = ngettext("%(count)s person is registered.", "%(count)s people are registered.", len(made))
        messages.success(request, words % {"count": len(made)})
        return redirect("meetings:delegation-list", key=self.meeting.key)


def kept_delegate(request: HttpRequest, pk: int) -> Delegate:
    """The delegate, for whoever keeps the registration; 404 for everyone else, and once it is erased or withdrawn."""
    kept = Delegate.objects.kept_by(request.user).known().exclude(state=DelegateState.WITHDRAWN)
    delegate = get_object_or_404(kept.select_related("meeting__country", "participant"), pk=pk)
    if not can_register(request.user, delegate.meeting, delegate.participant_id):
        raise Http404
    meeting_with_delegations(request, delegate.meeting.key)
    return delegate


class DelegateEdit(View):
    def show(self, form: DelegateEditForm, delegate: Delegate, status: int = 200) -> HttpResponse:
        page = {"form": form, "delegate": delegate, "meeting": delegate.meeting}
        page["is_open"] = is_registration_open(delegate.meeting, self.request.user)
        return render(self.request, "meetings/delegate_edit.html", page, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        delegate = kept_delegate(request, pk)
        return self.show(DelegateEditForm(delegate=delegate), delegate)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        delegate = kept_delegate(request, pk)
        form = DelegateEditForm(request.POST, delegate=delegate)
        if not form.is_valid():
            return self.show(form, delegate, 422)
        try:
            edit_delegate(delegate, entry=form.entry, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(form, delegate, 422)
        messages.success(request, _("The registration is kept."))
        return redirect("meetings:delegation-list", key=delegate.meeting.key)


class DelegateWithdraw(View):
    """Asks first: whoever is withdrawn has to be registered again to come."""

    def get(self, request: HttpRequest, pk: int, reasons: Any = (), status: int = 200) -> HttpResponse:
        delegate = kept_delegate(request, pk)
        page = {"delegate": delegate, "meeting": delegate.meeting, "reasons": reasons}
        return render(request, "meetings/delegate_withdraw.html", page, status=status)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        delegate = kept_delegate(request, pk)
        try:
            withdraw_delegate(delegate, by=request.user)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            return self.get(request, pk, reasons=refusal.messages, status=422)
        messages.success(request, _("The delegate is withdrawn."))
        return redirect("meetings:delegation-list", key=delegate.meeting.key)
