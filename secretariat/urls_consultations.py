"""Addresses of written consultations, under ``intranet/consultations/``; each by the symbol of its text."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.urls_consultation_papers import paper_patterns
from secretariat.urls_replies import reply_patterns
from secretariat.views import consultation_acts, consultation_settings, consultations

app_name = "consultations"
urlpatterns = [
    path("", consultations.ConsultationList.as_view(), name="list"),
    path("<slug:symbol>/", consultations.detail, name="detail"),
    path(_("<slug:symbol>/prepare/"), consultation_settings.Prepare.as_view(), name="prepare"),
    path(_("<slug:symbol>/settings/"), consultation_settings.Change.as_view(), name="settings"),
    path(_("<slug:symbol>/opening/"), consultation_acts.Schedule.as_view(), name="schedule"),
    path(_("<slug:symbol>/acts/<slug:act>/"), consultation_acts.ActOn.as_view(), name="act"),
    path(_("<slug:symbol>/members/<int:pk>/remind/"), consultation_acts.remind, name="remind"),
    *reply_patterns,
    *paper_patterns,
]
