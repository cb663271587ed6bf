"""Calendars: of all public meetings, of a body, of a meeting, and of each account, the last at a secret address."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from common.public import login_not_required, public_page
from meetings.feeds import calendar
from meetings.models import Body, Meeting, Session
from meetings.queries.calendars import (
    CalendarRevoked,
    meetings_for_calendar,
    open_address,
    reader_of,
    sessions_for_calendar,
    token_of,
)
from meetings.queries.meetings import has_exact_days
from meetings.services.calendars import make_calendar_address, revoke_calendar_address
from members.access import mandates_of


@public_page
def all_meetings(request: HttpRequest) -> HttpResponse:
    """The meetings that the reader may see, whose days are known; to whoever subscribes, the public ones."""
    meetings = meetings_for_calendar(request.user)
    return _file(_("Regional Conference on Migration"), meetings, name="crm-rcm")


@public_page
def of_body(request: HttpRequest, key: str) -> HttpResponse:
    body = get_object_or_404(Body, key=key)
    return _file(body.name, meetings_for_calendar(request.user, body), name=body.key)


@public_page
def of_meeting(request: HttpRequest, key: str) -> HttpResponse:
    """The meeting and its sessions, in the language of the address; 404 where its days are not known."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("country"), key=key)
    if not has_exact_days(meeting):
        raise Http404
    return _file(meeting.title, [meeting], sessions_for_calendar(request.user, meeting), name=meeting.key)


@login_not_required
@require_GET
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What the owner of the address may see now. Never kept by anybody; 410 once it is revoked.

    404 while the account holds no mandate: whoever tries addresses learns nothing.
    """
    try:
        reader = reader_of(token)
    except CalendarRevoked:
        return HttpResponseGone(_("This calendar address was revoked."), content_type="text/plain; charset=utf-8")
    if reader is None:
        raise Http404
    sessions = sessions_for_calendar(reader)
    return _file(_("RCM: my calendar"), meetings_for_calendar(reader), sessions, name="crm-rcm")


class Calendars(View):
    """The page of the account: the public calendar, and one's own, which is made, copied and revoked here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        address = open_address(request.user)
        context = {
            "address": address,
            "token": token_of(address) if address else "",
            "may_make": bool(mandates_of(request.user)),
        }
        return render(request, "meetings/calendars.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            make_calendar_address(by=request.user)
        except PermissionDenied as refusal:
            raise Http404 from refusal
        messages.success(request, _("Your calendar has an address now. The one before, if there was one, is closed."))
        return redirect("meetings:calendars")


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    revoke_calendar_address(by=request.user)
    messages.success(request, _("The address of your calendar is closed."))
    return redirect("meetings:calendars")


def _file(title: str, meetings: Iterable[Meeting], sessions: Iterable[Session] = (), *, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(
        calendar(title, meetings, sessions), content_type="text/calendar; charset=utf-8", headers=headers
    )
