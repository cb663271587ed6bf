"""Addresses of the agenda: at work, as its readers get it, and as it was adopted."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import agenda, agenda_public, agenda_versions, sessions

urlpatterns = [
    path(_("meetings/<slug:key>/agenda.txt"), agenda_public.agenda_plain, name="agenda-text"),
    path(_("meetings/<slug:key>/agenda/"), agenda.agenda_editor, name="agenda-editor"),
    path(
        _("meetings/<slug:key>/agenda/versions/<int:number>/"),
        agenda_public.AgendaVersionDetail.as_view(),
        name="agenda-version",
    ),
    path(
        _("meetings/<slug:key>/agenda/versions/<int:number>/agenda.json"),
        agenda_public.agenda_version_file,
        name="agenda-version-file",
    ),
    path(_("meetings/<slug:key>/agenda/readers/"), agenda_versions.AgendaPublish.as_view(), name="agenda-publish"),
    path(_("meetings/<slug:key>/agenda/adopt/"), agenda_versions.AgendaAdopt.as_view(), name="agenda-adopt"),
    path(_("meetings/<slug:key>/agenda/sessions/add/"), sessions.SessionAdd.as_view(), name="session-add"),
    path(_("meetings/<slug:key>/agenda/sessions/<int:pk>/"), sessions.SessionEdit.as_view(), name="session-edit"),
    path(
        _("meetings/<slug:key>/agenda/sessions/<int:pk>/remove/"),
        sessions.SessionRemove.as_view(),
        name="session-remove",
    ),
    path(_("meetings/<slug:key>/agenda/sessions/<int:pk>/minimum/"), sessions.session_minimum, name="session-minimum"),
    path(
        _("meetings/<slug:key>/agenda/sessions/<int:session>/items/add/"),
        agenda.ItemAdd.as_view(),
        name="agenda-item-add",
    ),
    path(_("meetings/<slug:key>/agenda/items/<int:pk>/"), agenda.ItemEdit.as_view(), name="agenda-item-edit"),
    path(
        _("meetings/<slug:key>/agenda/items/<int:pk>/remove/"), agenda.ItemRemove.as_view(), name="agenda-item-remove"
    ),
    path(_("meetings/<slug:key>/agenda/items/<int:pk>/move/"), agenda.item_move, name="agenda-item-move"),
]
