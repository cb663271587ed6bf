"""Addresses of calendars, and of the life of bodies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import calendars

urlpatterns = [
    path(_("meetings/calendar.ics"), calendars.all_meetings, name="calendar"),
    path(_("meetings/<slug:key>/calendar.ics"), calendars.of_meeting, name="meeting-calendar"),
    path(_("bodies/<slug:key>/calendar.ics"), calendars.of_body, name="body-calendar"),
    path(_("calendars/<str:token>/calendar.ics"), calendars.own, name="calendar-own"),
    path(_("intranet/calendars/"), calendars.Calendars.as_view(), name="calendars"),
    path(_("intranet/calendars/revoke/"), calendars.calendar_revoke, name="calendar-revoke"),
]
