"""Whose days are off: read by the members, for it explains the arithmetic of a deadline; kept by the Secretariat."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from members.access import is_secretariat
from members.access_people import reads_calendars
from members.calendars import SEAT, calendar_of, data_version, members_today
from members.forms_calendars import CalendarDayForm, CalendarForm
from members.models import CalendarDay
from members.services.calendars import remove_calendar_day, save_calendar_day
from members.views.institutions import ForSecretariat


class CalendarList(View):
    """One calendar in one year; without a question that of the seat's country in this year."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not reads_calendars(request.user):
            raise Http404
        today = timezone.localdate()
        asked = {"calendar": SEAT, "year": today.year} | request.GET.dict()
        form = CalendarForm(asked, participants=members_today(), today=today, auto_id="ask_%s")
        calendar, year = SEAT, today.year
        if form.is_valid():
            calendar, year = form.cleaned_data["calendar"] or SEAT, form.cleaned_data["year"] or year
        context = {
            "form": form,
            "lines": calendar_of(calendar, year),
            "name": dict(form.fields["calendar"].choices).get(calendar, calendar),
            "calendar": calendar,
            "year": year,
            "version": data_version(),
            "can_edit": is_secretariat(request.user),
        }
        return render(request, "members/calendar_list.html", context)


class CalendarDayEdit(ForSecretariat):
    """One own day of a calendar; without ``pk`` a new one."""

    def of(self, pk: int | None) -> CalendarDay | None:
        return get_object_or_404(CalendarDay.objects.select_related("participant"), pk=pk) if pk else None

    def page(self, request: HttpRequest, entry: CalendarDay | None, form: CalendarDayForm, **how: int) -> HttpResponse:
        back = address_of(entry) if entry else reverse("people:calendar-list")
        return render(request, "members/calendar_form.html", {"form": form, "entry": entry, "back": back}, **how)

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """A new one begins with the ``calendar`` and the ``day`` that the address names."""
        entry, participants = self.of(pk), members_today()
        asked = {one.key: one.pk for one in participants}.get(request.GET.get("calendar", ""))
        begun = {} if entry else {"participant": asked, "day": request.GET.get("day", "")[:10]}
        return self.page(request, entry, CalendarDayForm(instance=entry, participants=participants, initial=begun))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        entry = self.of(pk)
        form = CalendarDayForm(request.POST, instance=entry, participants=members_today())
        if form.is_valid():
            try:
                written = save_calendar_day(entry=entry, words=form.words, by=request.user)
            except Refusal as refusal:
                form.add_error("day", refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect(address_of(written))
        return self.page(request, entry, form, status=422)


@require_POST
def calendar_remove(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_secretariat(request.user):
        raise Http404
    entry = get_object_or_404(CalendarDay.objects.select_related("participant"), pk=pk)
    back = address_of(entry)
    remove_calendar_day(entry=entry, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(back)


def address_of(entry: CalendarDay) -> str:
    """The calendar and the year in which ``entry`` stands."""
    return reverse("people:calendar-list", query={"calendar": entry.calendar, "year": entry.day.year})
