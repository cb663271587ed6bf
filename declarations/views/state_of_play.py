"""The state of play before a meeting of the GRCM: on the screen, and as PDF for whoever asked for it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from declarations.access_commitments import can_follow_commitments, can_follow_up, has_own_commitments
from declarations.forms.commitments import PaperForm
from declarations.models import StatePaper
from declarations.queries_commitments import papers_for, state_of_play
from declarations.services.state_papers import ask_state_paper
from meetings.models import Meeting, MeetingKind


def _meeting_of(request: HttpRequest, key: str) -> Meeting | None:
    """The meeting of the GRCM that was asked for; none where none was."""
    if not key:
        return None
    grcm = Meeting.objects.visible_to(request.user).filter(kind=MeetingKind.GRCM).select_related("country")
    return get_object_or_404(grcm, key=key)


@require_safe
def state_of_play_page(request: HttpRequest) -> HttpResponse:
    """Where every commitment stands; for the members, whose GRCM it is made for."""
    if not can_follow_commitments(request.user):
        raise Http404
    papers = papers_for(request.user)
    context = {
        "play": state_of_play(request.user, _meeting_of(request, request.GET.get("meeting", ""))),
        "papers": papers,
        "is_making": any(one.state == "pending" for one in papers),
        "form": PaperForm(),
        "may_follow": can_follow_up(request.user),
        "has_own": has_own_commitments(request.user),
    }
    return render(request, "commitments/state_of_play.html", context)


@require_POST
def state_of_play_ask(request: HttpRequest) -> HttpResponse:
    """Have the PDF made; the page says when it is ready."""
    if not can_follow_commitments(request.user):
        raise Http404
    form = PaperForm(request.POST)
    if not form.is_valid():
        raise Http404
    meeting = _meeting_of(request, request.POST.get("meeting", ""))
    ask_state_paper(meeting=meeting, **form.cleaned_data, by=request.user)
    return redirect("commitments:state-of-play")


@require_safe
def state_of_play_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and still may; who was sent it stands in the journal."""
    found = get_object_or_404(StatePaper.objects.visible_to(request.user).filter(state="ready"), pk=pk)
    name = f"state-of-play-{found.asked_at:%Y-%m-%d}-{found.language}.pdf"
    response = send_file(request, found.file, name=name, content_type="application/pdf", sha256=found.sha256)
    if carries_bytes(request, response):
        record_download(found, by=request.user, after={"file": name, "sha256": found.sha256})
    return response
