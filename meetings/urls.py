from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings import urls_agenda, urls_bodies, urls_delegates, urls_meeting, urls_papers, urls_plans
from meetings.views import bodies, meetings, plans, seats

app_name = "meetings"
urlpatterns: list = [
    path(_("meetings/"), meetings.MeetingList.as_view(), name="meeting-list"),
    path(_("meetings/<slug:key>/"), meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path(_("bodies/"), bodies.BodyList.as_view(), name="body-list"),
    path(_("bodies/<slug:key>/"), bodies.BodyDetail.as_view(), name="body-detail"),
    path(_("bodies/<slug:key>/seats/"), seats.Seats.as_view(), name="body-seats"),
    path(_("seats/<int:pk>/take/"), seats.seat_take, name="seat-take"),
    path(_("plans/"), plans.PlanList.as_view(), name="plan-list"),
    path(_("plans/<slug:key>/"), plans.PlanDetail.as_view(), name="plan-detail"),
    *urls_bodies.urlpatterns,
    *urls_meeting.urlpatterns,
    *urls_plans.urlpatterns,
    *urls_agenda.urlpatterns,
    *urls_papers.urlpatterns,
    *urls_delegates.urlpatterns,
]
