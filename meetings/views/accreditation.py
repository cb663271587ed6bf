"""The Secretariat accredits the chosen delegates, or says why not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings.access_delegates import can_accredit
from meetings.forms.delegations import RefusalForm
from meetings.models import Delegate, Meeting
from meetings.services.accreditation import DelegatesRefused, accredit_delegates, refuse_delegates


@require_POST
def decide_on_delegates(request: HttpRequest, key: str) -> HttpResponse:
    """``act`` accredits the chosen, or asks for the reason of a refusal and, once it is given, refuses."""
    if not can_accredit(request.user):
        raise Http404
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    chosen = [int(pk) for pk in request.POST.getlist("delegate") if pk.isascii() and pk.isdigit()][:1000]
    if request.POST.get("act") == "accredit":
        return _accredit(request, meeting, chosen)
    return _refuse(request, meeting, chosen)


def _accredit(request: HttpRequest, meeting: Meeting, chosen: list[int]) -> HttpResponse:
    try:
        count = accredit_delegates(meeting=meeting, delegates=chosen, by=request.user)
    except DelegatesRefused as refused:
        page = {"meeting": meeting, "refusals": refused.refusals}
        return render(request, "meetings/accreditation_refused.html", page, status=422)
    except ValidationError as refusal:
        return _say_why_not(request, meeting, refusal)
    words = ngettext("%(count)s delegate is accredited.", "%(count)s delegates are accredited.", count)
    messages.success(request, words % {"count": count})
    return redirect("meetings:delegation-list", key=meeting.key)


def _refuse(request: HttpRequest, meeting: Meeting, chosen: list[int]) -> HttpResponse:
    delegates = list(Delegate.objects.known().filter(meeting=meeting, pk__in=chosen).for_list())
    is_asked = "reason_es" in request.POST
    form = RefusalForm(request.POST if is_asked else None)
    if delegates and form.is_valid():
        try:
            count = refuse_delegates(meeting=meeting, delegates=chosen, reason=form.reason, by=request.user)
        except ValidationError as refusal:
            return _say_why_not(request, meeting, refusal)
        words = ngettext("%(count)s delegate is not accredited.", "%(count)s delegates are not accredited.", count)
        messages.success(request, words % {"count": count})
        return redirect("meetings:delegation-list", key=meeting.key)
    page = {"meeting": meeting, "delegates": delegates, "form": form}
    return render(request, "meetings/accreditation_refuse.html", page, status=422 if is_asked or not delegates else 200)


def _say_why_not(request: HttpRequest, meeting: Meeting, refusal: ValidationError) -> HttpResponse:
    page = {"meeting": meeting, "reasons": refusal.messages}
    return render(request, "meetings/accreditation_refused.html", page, status=getattr(refusal, "status", 422))
