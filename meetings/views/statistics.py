"""The statistics of activities: a page and a table for spreadsheets."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from common.public import public_page
from common.spreadsheets import as_csv
from meetings.queries.statistics import activity_statistics


@method_decorator(public_page, name="dispatch")
class ActivityStatistics(TemplateView):
    template_name = "meetings/activity_statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(statistics=activity_statistics(), **kwargs)


@public_page
def activity_statistics_csv(request: HttpRequest) -> HttpResponse:
    """The same table, in the language of the address."""
    found = activity_statistics()
    heading = (_("Year"), *(kind.label for kind in found.kinds), _("Total"))
    rows = [(row.year or _("date not known"), *row.numbers, row.total) for row in found.rows]
    return HttpResponse(
        as_csv(heading, [*rows, (_("Total"), *found.totals, found.total)]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="crm-activities-{get_language()}.csv"'},
    )
