"""Addresses of calendars, and of the life of bodies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import body_life, calendars

urlpatterns = [
    path(_("meetings/calendar.ics"), calendars.all_meetings, name="calendar"),
    path(_("meetings/<slug:key>/calendar.ics"), calendars.of_meeting, name="meeting-calendar"),
    path(_("bodies/<slug:key>/calendar.ics"), calendars.of_body, name="body-calendar"),
    path(_("calendars/<str:token>/calendar.ics"), calendars.own, name="calendar-own"),
    path(_("bodies/<slug:key>/life/"), body_life.BodyLife.as_view(), name="body-life"),
    path(_("bodies/<slug:key>/life/<slug:act>/"), body_life.BodyAct.as_view(), name="body-act"),
    path(_("bodies/<slug:key>/members/"), body_life.BodyMembers.as_view(), name="body-members"),
    path(_("body-members/<int:pk>/end/"), body_life.MembershipEnd.as_view(), name="body-member-end"),
    path(_("intranet/bodies/"), body_life.BodyReportPage.as_view(), name="body-report"),
    path(_("intranet/bodies/new/"), body_life.BodyCreate.as_view(), name="body-create"),
    path(_("intranet/calendars/"), calendars.Calendars.as_view(), name="calendars"),
    path(_("intranet/calendars/revoke/"), calendars.calendar_revoke, name="calendar-revoke"),
]
