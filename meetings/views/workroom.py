"""The workroom of a meeting, for those who prepare it: how far it is, what is missing, what can be done."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from meetings.access import can_prepare
from meetings.models import Meeting


def meeting_at_work(request: HttpRequest, key: str) -> Meeting:
    """The meeting ``key``, for those who prepare it; 404 for everyone else."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    if not can_prepare(request.user, meeting):
        raise Http404
    return meeting


def meeting_workroom(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "meetings/meeting_workroom.html", {"meeting": meeting_at_work(request, key)})
