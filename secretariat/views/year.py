"""The calendar of the year: a page by months, and the same as a calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.access import can_plan
from secretariat.access_handover import can_have_handover_file
from secretariat.access_year import can_read_year
from secretariat.feeds import year_calendar
from secretariat.queries.year import AHEAD, FIRST_YEAR, Year, year_for


def _year(request: HttpRequest) -> Year:
    """The year that was asked for, for the members and the Secretariat; this year where the address makes no sense."""
    if not can_read_year(request.user):
        raise Http404
    now, asked = timezone.localdate().year, request.GET.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else now
    return year_for(request.user, number if FIRST_YEAR <= number <= now + AHEAD else now)


@require_safe
def year_page(request: HttpRequest) -> HttpResponse:
    """The presidency's plan of a year, and its twelve months; ``?year=`` another one."""
    context = {
        "year": _year(request),
        "may_plan": can_plan(request.user),
        "may_hand_over": can_have_handover_file(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "secretariat/year.html", context)


@require_safe
def year_file(request: HttpRequest) -> HttpResponse:
    """What of the year is known to the day, as a calendar file for whoever signed in."""
    year = _year(request)
    headers = {"Content-Disposition": f'attachment; filename="crm-rcm-{year.number}.ics"'}
    return HttpResponse(year_calendar(year), content_type="text/calendar; charset=utf-8", headers=headers)
