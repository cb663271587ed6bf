from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import bodies, meetings, plans

app_name = "meetings"
urlpatterns: list = [
    path(_("meetings/"), meetings.MeetingList.as_view(), name="meeting-list"),
    path(_("meetings/<slug:key>/"), meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path(_("meetings/<slug:key>/calendar.ics"), meetings.calendar_file, name="meeting-calendar"),
    path(_("bodies/"), bodies.BodyList.as_view(), name="body-list"),
    path(_("bodies/<slug:key>/"), bodies.BodyDetail.as_view(), name="body-detail"),
    path(_("plans/"), plans.PlanList.as_view(), name="plan-list"),
    path(_("plans/<slug:key>/"), plans.PlanDetail.as_view(), name="plan-detail"),
]
