"""Addresses of a meeting on its way from plan to closing."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import convocations, workroom

urlpatterns = [
    path(_("preparation/"), workroom.Preparations.as_view(), name="meeting-preparations"),
    path(_("preparation/new/"), workroom.MeetingPlan.as_view(), name="meeting-plan"),
    path(_("meetings/<slug:key>/workroom/"), workroom.meeting_workroom, name="meeting-workroom"),
    path(_("meetings/<slug:key>/workroom/edit/"), workroom.MeetingEdit.as_view(), name="meeting-edit"),
    path(_("meetings/<slug:key>/workroom/convene/"), convocations.Convene.as_view(), name="meeting-convene"),
    path(_("meetings/<slug:key>/workroom/change/"), convocations.TellChange.as_view(), name="meeting-change"),
    path(_("meetings/<slug:key>/workroom/guests/"), convocations.Guests.as_view(), name="meeting-guests"),
    path(_("meetings/<slug:key>/workroom/act/<slug:act>/"), workroom.MeetingAct.as_view(), name="meeting-act"),
    path(_("meetings/<slug:key>/convocations/<int:number>/"), convocations.convocation_detail, name="convocation"),
    path(
        _("meetings/<slug:key>/convocations/<int:number>/papers/"),
        convocations.convocation_papers,
        name="convocation-papers",
    ),
    path(
        _("meetings/<slug:key>/convocations/<int:number>/<slug:language>.pdf"),
        convocations.convocation_paper,
        name="convocation-paper",
    ),
    path(
        _("meetings/<slug:key>/convocations/<int:number>/letters/"),
        convocations.ConvocationLetters.as_view(),
        name="convocation-letters",
    ),
    path(
        _("meetings/<slug:key>/convocations/<int:number>/letters/<int:account>/again/"),
        convocations.convocation_again,
        name="convocation-again",
    ),
]
