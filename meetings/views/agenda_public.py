"""The agenda as its readers get it: in plain words, and as it was adopted."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from common.public import public_page
from meetings.access import reads_closed_lines
from meetings.agenda_text import agenda_text
from meetings.canonical import to_json
from meetings.feeds import place_of
from meetings.models import AgendaVersion, Meeting
from meetings.queries.agenda import agenda_of, version_lines
from meetings.queries.agenda_lines import by_day


@public_page
def agenda_plain(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda as plain text, at an address that stays; 404 where the reader may not read it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_list(), key=key)
    agenda = agenda_of(meeting, request.user)
    if agenda is None:
        raise Http404
    address = settings.SITE_URL + meeting.get_absolute_url()
    words = agenda_text(agenda, place=place_of(meeting), address=address)
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def version_of(request: HttpRequest, key: str, number: int) -> AgendaVersion:
    versions = AgendaVersion.objects.visible_to(request.user).select_related("meeting__country")
    return get_object_or_404(versions, meeting__key=key, number=number)


@method_decorator(public_page, name="dispatch")
class AgendaVersionDetail(TemplateView):
    """One adopted agenda, and the others of the meeting."""

    template_name = "meetings/agenda_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        version = version_of(self.request, self.kwargs["key"], self.kwargs["number"])
        others = AgendaVersion.objects.visible_to(user).filter(meeting=version.meeting).defer("content")
        context = {
            "version": version,
            "meeting": version.meeting,
            "days": by_day(version_lines(version, user)),
            "versions": list(others.order_by("-number")),
            "has_file": reads_closed_lines(user),
        }
        return super().get_context_data(**context, **kwargs)


def agenda_version_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The canonical form, whose SHA-256 the page tells; it holds closed sessions, so it is for members alone."""
    if not reads_closed_lines(request.user):
        raise Http404
    version = version_of(request, key, number)
    name = f"{version.meeting.key}-agenda-{version.number}.json"
    return HttpResponse(
        to_json(version.content),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
