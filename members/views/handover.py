"""The handover of the presidency: its minute, and its checklist on both desks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from members.access import is_secretariat, troika
from members.access_people import works_on_handover
from members.checklist import KEYS
from members.forms_people import HandoverForm, TickForm
from members.models import Handover, Presidency
from members.queries.handover import before, checklist_of
from members.services.handover import set_handover, tick


def terms_at_work(request: HttpRequest, key: str) -> tuple[Presidency | None, Presidency]:
    """The terms that hand over and take over, for those who work on it; 404 for everyone else."""
    term = get_object_or_404(Presidency.objects.select_related("country"), key=key)
    outgoing = before(term)
    if not works_on_handover(request.user, outgoing, term):
        raise Http404
    return outgoing, term


class HandoverPage(View):
    """The minute of a handover, which the Secretariat sets, and its checklist, which all three work off."""

    def show(
        self,
        request: HttpRequest,
        terms: tuple[Presidency | None, Presidency],
        form: HandoverForm | None,
        status: int = 200,
    ) -> HttpResponse:
        outgoing, term = terms
        context = {
            "checklist": checklist_of(term, outgoing),
            "term": term,
            "form": form,
            "noticed": Handover.objects.filter(presidency=term).first(),
            "zone": timezone.get_default_timezone_name(),
        }
        return render(request, "members/handover.html", context, status=status)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        outgoing, term = terms_at_work(request, key)
        initial = {"begins_at": timezone.localtime(term.begins_at)} if term.begins_at else {}
        form = HandoverForm(initial=initial) if is_secretariat(request.user) else None
        return self.show(request, (outgoing, term), form)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Set the minute."""
        outgoing, term = terms_at_work(request, key)
        if not is_secretariat(request.user):
            raise Http404
        form = HandoverForm(request.POST)
        if form.is_valid():
            try:
                set_handover(presidency=term, begins_at=form.cleaned_data["begins_at"], by=request.user)
            except Refusal as refusal:
                form.add_error("begins_at", refusal)
            else:
                messages.success(request, _("The minute of the handover is set. Rights move then, by themselves."))
                return redirect("people:handover", key=key)
        return self.show(request, (outgoing, term), form, status=422)


@require_POST
def handover_tick(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Tick a line of the checklist, or take the tick back."""
    _outgoing, term = terms_at_work(request, key)
    form = TickForm(request.POST)
    if item not in KEYS:
        raise Http404
    if form.is_valid():
        tick(presidency=term, key=item, note=form.cleaned_data["note"], done=form.cleaned_data["done"], by=request.user)
    else:
        messages.error(request, _("The note is too long."))
    return redirect(f"{reverse('people:handover', kwargs={'key': key})}#{item}")


def handover_now(request: HttpRequest) -> HttpResponse:
    """The handover that is next, or the one that was last, for those who work on it.

    Where the record names no next presidency, the Secretariat is told so, and where to name it.
    """
    past, current, coming = troika()
    for outgoing, incoming in ((current, coming), (past, current)):
        if incoming is not None and incoming.country_id and works_on_handover(request.user, outgoing, incoming):
            return redirect("people:handover", key=incoming.key)
    if not is_secretariat(request.user):
        raise Http404
    return render(request, "members/handover_unknown.html")
