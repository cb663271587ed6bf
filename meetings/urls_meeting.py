"""Addresses of a meeting on its way from plan to closing."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import workroom

urlpatterns = [
    path(_("meetings/<slug:key>/workroom/"), workroom.meeting_workroom, name="meeting-workroom"),
]
