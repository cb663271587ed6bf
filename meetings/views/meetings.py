from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from common.lists import PublicList
from common.public import public_page
from common.structured import as_json_ld
from meetings.feeds import meeting_event
from meetings.filters import MeetingFilter
from meetings.lists import LATEST, MeetingLine, meeting_lines, public_lines, public_meeting_count
from meetings.models import Meeting
from meetings.queries.meetings import meeting_dossier


@method_decorator(public_page, name="dispatch")
class MeetingList(PublicList):
    """The meetings that the reader may see, the latest first."""

    template_name = "meetings/meeting_list.html"
    filterset_class = MeetingFilter
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(self.request.user).order_by(*LATEST)

    def lines(self, rows: QuerySet[Meeting]) -> list[MeetingLine]:
        return meeting_lines(rows)

    def public_lines(self, places: range) -> list[MeetingLine]:
        return public_lines(places)

    def known_count(self) -> int | None:
        return None if self.request.user.is_authenticated else public_meeting_count()


@method_decorator(public_page, name="dispatch")
class MeetingDetail(TemplateView):
    template_name = "meetings/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            dossier = meeting_dossier(self.kwargs["key"], self.request.user)
        except Meeting.DoesNotExist as error:
            raise Http404 from error
        event = as_json_ld(meeting_event(dossier.meeting, self.request.path))
        return super().get_context_data(dossier=dossier, meeting=dossier.meeting, event=event, **kwargs)
