"""The history of the conference, as a page and as a table for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from common.public import public_page
from common.spreadsheets import as_csv
from crm_portal.filters import PresidencyFilter
from crm_portal.queries.history import Term, all_terms, history, terms, timeline
from meetings.feeds import place_of
from members.models import Presidency


def asked_by(request: HttpRequest) -> PresidencyFilter:
    """The presidencies that the address asks for, with the form that asks."""
    return PresidencyFilter(request.GET or None, Presidency.objects.all(), request=request, among=all_terms())


@method_decorator(public_page, name="dispatch")
class History(TemplateView):
    """Presidencies, milestones and the names of the Secretariat."""

    template_name = "crm_portal/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_by(self.request)
        told = history(asked.qs, asked.among, self.request.user)
        chosen = asked.form.cleaned_data if asked.is_bound and asked.form.is_valid() else {}
        is_filtered = any(value for name, value in chosen.items() if name != "sort")
        return super().get_context_data(
            filter=asked,
            terms=told.terms,
            secretariat=told.milestones,
            timeline=timeline(told.terms, told.milestones.turns, whole=not is_filtered),
            **kwargs,
        )


@public_page
def history_csv(request: HttpRequest) -> HttpResponse:
    """The same presidencies as the page, filtered alike, in the language of the address."""
    asked = asked_by(request)
    found = terms(asked.qs, asked.among, request.user)
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


def _rows(found: list[Term]) -> Iterator[list[Any]]:
    """One row per Vice-Ministerial Meeting of a presidency, and one for a presidency without."""
    for term in found:
        presidency = term.presidency
        for meeting in term.meetings or [None]:
            yield [
                *(presidency.year, presidency.country, presidency.theme_es, presidency.theme_en),
                *(neighbour.country if neighbour else "" for neighbour in (term.outgoing, term.incoming)),
                *(day.iso if day else "" for day in (presidency.start, presidency.end)),
                *((meeting.title, *_days(meeting), place_of(meeting)) if meeting else ("", "", "", "")),
                *(presidency.meetings_count, presidency.texts_count, presidency.get_certainty_display()),
                *(presidency.note, "; ".join(source.title for source in presidency.sources.all())),
            ]


def _days(meeting: Any) -> tuple[str, str]:
    return tuple(day.iso if day else "" for day in (meeting.start, meeting.end))
