"""The history of the conference, as a page and as a table for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from common.kept import kept_under_revision
from common.models import Certainty
from common.public import public_page
from common.spreadsheets import as_csv
from common.templatetags.list_pieces import plain_fields
from crm_portal.filters import PresidencyQuestion
from crm_portal.queries.conference import presidencies
from crm_portal.queries.history import Decade, Line, lines, milestones, timeline
from crm_portal.queries.work import whole_work, work_done


@method_decorator(public_page, name="dispatch")
class History(TemplateView):
    """Presidencies, the milestones of one decade, and the names of the Secretariat."""

    template_name = "crm_portal/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = PresidencyQuestion(self.request.GET, presidencies()) if self.request.GET else None
        chosen, among = (question.chosen(), question.among) if question else (presidencies(), presidencies())
        found, told = lines(chosen, among, work_done(self.request.user)), milestones()
        decades = timeline(found, told.turns, whole=not (question and question.is_narrowed))
        return super().get_context_data(
            form=question or fields_unasked(),
            lines=found,
            milestones=told,
            decades=decades,
            decade=decade_asked_for(self.request, decades),
            question=question_without_decade(self.request),
            **kwargs,
        )


@kept_under_revision
def fields_unasked() -> SafeString:
    """The fields above the table as everybody finds them who has asked nothing, in markup."""
    return plain_fields(PresidencyQuestion(QueryDict(), presidencies()))


def decade_asked_for(request: HttpRequest, decades: list[Decade]) -> Decade | None:
    """The one that the address names by its first year, else the first."""
    asked = request.GET.get("decade", "")
    return next((one for one in decades if str(one.number) == asked), decades[0] if decades else None)


def question_without_decade(request: HttpRequest) -> str:
    """What else the address asks, for the links to the other decades."""
    query = request.GET.copy()
    query.pop("decade", None)
    return query.urlencode()


@public_page
def history_csv(request: HttpRequest) -> HttpResponse:
    """The same presidencies as the page, filtered alike, in the language of the address."""
    question = PresidencyQuestion(request.GET, presidencies())
    found = lines(question.chosen(), question.among, whole_work(request.user))
    heading = (
        *(_("Year"), _("Country"), _("Theme (Spanish)"), _("Theme (English)"), _("Outgoing"), _("Incoming")),
        *(_("From"), _("Until"), _("Vice-Ministerial Meeting"), _("First day"), _("Last day"), _("Place")),
        *(_("Meetings"), _("Texts"), _("Certainty"), _("Note"), _("Sources")),
    )
    return HttpResponse(
        as_csv(heading, _rows(found)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="crm-{get_language()}.csv"'},
    )


def _rows(found: list[Line]) -> Iterator[list[Any]]:
    """One row per Vice-Ministerial Meeting of a presidency, and one for a presidency without."""
    for line in found:
        presidency, work = line.presidency, line.work
        for meeting in work.chief or [None]:
            yield [
                *(presidency.year, presidency.country, presidency.theme_es, presidency.theme_en),
                *(neighbour.country if neighbour else "" for neighbour in (line.outgoing, line.incoming)),
                *(day.iso if day else "" for day in (presidency.start, presidency.end)),
                *((meeting.title, *_days(meeting), meeting.place) if meeting else ("", "", "", "")),
                *(work.meetings, work.texts, Certainty(presidency.certainty).label),
                *(presidency.note, "; ".join(source.title for source in presidency.sources)),
            ]


def _days(meeting: Any) -> tuple[str, ...]:
    return tuple(day.iso if day else "" for day in (meeting.start, meeting.end))
