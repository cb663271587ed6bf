"""Checking in at the door, with a telephone: search by name, or scan a badge; one large button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from meetings.access_delegates import can_accredit
from meetings.models import Attendance, Delegate, Meeting, Session
from meetings.queries.attendance import day_at, doors_of, found_by, presences_of_door
from meetings.services.attendance import check_in, undo_check_in

DAY = "day"


class AtTheDoor(View):
    """For the Secretariat alone. Which door it is (a session, or the day) is remembered from page to page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_accredit(request.user):
            raise Http404
        meetings = Meeting.objects.visible_to(request.user).for_list()
        self.meeting = get_object_or_404(meetings, key=kwargs["key"])
        self.today = day_at(self.meeting)
        self.doors = doors_of(self.meeting)
        self.session = self.chosen_door()
        return super().dispatch(request, *args, **kwargs)

    def chosen_door(self) -> Session | None:
        place = f"check-in-{self.meeting.pk}"
        asked = self.request.GET.get("door")
        if asked is not None:
            self.request.session[place] = asked[:20]
        chosen = self.request.session.get(place, DAY)
        return next((one for one in self.doors if str(one.pk) == chosen), None)

    def page(self, **context: Any) -> dict[str, Any]:
        return {
            "meeting": self.meeting,
            "doors": self.doors,
            "door": self.session,
            "today": self.today,
            "present": presences_of_door(self.meeting, self.session, self.today),
        } | context


class CheckIn(AtTheDoor):
    """Who is looked for by name, and how many came through this door."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        asked = request.GET.get("q", "").strip()[:100]
        found = found_by(self.meeting, asked) if asked else []
        return render(request, "meetings/check_in.html", self.page(asked=asked, found=found))


class CheckInDelegate(AtTheDoor):
    """One delegate, as the badge says, with one button."""

    def delegate(self) -> Delegate:
        known = Delegate.objects.known().select_related("participant")
        return get_object_or_404(known, meeting=self.meeting, badge_code=self.kwargs["code"])

    def came(self, delegate: Delegate) -> Attendance | None:
        here = {"session": self.session} if self.session else {"session": None, "on": self.today}
        return Attendance.objects.filter(delegate=delegate, **here).first()

    def get(self, request: HttpRequest, key: str, code: str, reasons: Any = (), status: int = 200) -> HttpResponse:
        delegate = self.delegate()
        page = self.page(delegate=delegate, came=self.came(delegate), reasons=reasons)
        return render(request, "meetings/check_in_delegate.html", page, status=status)

    def post(self, request: HttpRequest, key: str, code: str) -> HttpResponse:
        delegate = self.delegate()
        if "undo" in request.POST:
            if came := self.came(delegate):
                undo_check_in(came, by=request.user)
            messages.success(request, _("The check-in is taken back."))
            return redirect(request.path)
        try:
            check_in(delegate, session=self.session, on=self.today, by=request.user)
        except ValidationError as refusal:
            return self.get(request, key, code, reasons=refusal.messages, status=422)
        messages.success(request, _("Checked in."))
        return redirect(request.path)
