"""People in the intranet: who is who, one's delegation, one's contact data, the handover of the presidency."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from members.views import calendars, delegation, directory, handover, institutions, mandates, people

app_name = "people"
urlpatterns = [
    path(_("directory/"), directory.Directory.as_view(), name="directory"),
    path(_("directory/directory.csv"), directory.directory_csv, name="directory-csv"),
    path(_("people/new/"), people.PersonCreate.as_view(), name="person-create"),
    path(_("people/<int:pk>/"), people.PersonDetail.as_view(), name="person"),
    path(_("people/<int:pk>/edit/"), people.PersonEdit.as_view(), name="person-edit"),
    path(_("people/<int:pk>/appoint/"), mandates.Appoint.as_view(), name="appoint"),
    path(_("mandates/<int:pk>/end/"), mandates.End.as_view(), name="mandate-end"),
    path(_("mandates/<int:pk>/hold-over/"), mandates.mandate_hold_over, name="mandate-hold-over"),
    path(_("my-delegation/"), delegation.Delegation.as_view(), name="delegation"),
    path(_("my-delegation/name/"), delegation.DelegationName.as_view(), name="delegation-name"),
    path(_("my-contact-data/"), people.Contact.as_view(), name="contact"),
    path(_("institutions/"), institutions.InstitutionList.as_view(), name="institutions"),
    path(_("institutions/new/"), institutions.InstitutionEdit.as_view(), name="institution-create"),
    path(_("institutions/<int:pk>/"), institutions.InstitutionEdit.as_view(), name="institution-edit"),
    path(_("calendars-of-business-days/"), calendars.CalendarList.as_view(), name="calendar-list"),
    path(_("calendars-of-business-days/new/"), calendars.CalendarDayEdit.as_view(), name="calendar-add"),
    path(_("calendars-of-business-days/<int:pk>/"), calendars.CalendarDayEdit.as_view(), name="calendar-edit"),
    path(_("calendars-of-business-days/<int:pk>/remove/"), calendars.calendar_remove, name="calendar-remove"),
    path(_("handover/"), handover.handover_now, name="handover-now"),
    path(_("handover/<slug:key>/"), handover.HandoverPage.as_view(), name="handover"),
    path(_("handover/<slug:key>/<slug:item>/"), handover.handover_tick, name="handover-tick"),
]
