"""Addresses of delegations: registration, accreditation, who comes, and the door."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from meetings.views import accreditation, check_in, delegations, participants, registrations

urlpatterns = [
    path(_("meetings/<slug:key>/delegations/"), delegations.DelegationList.as_view(), name="delegation-list"),
    path(
        _("meetings/<slug:key>/delegations/register/"), delegations.DelegateRegister.as_view(), name="delegate-register"
    ),
    path(_("meetings/<slug:key>/delegations/remind/"), registrations.delegations_remind, name="delegations-remind"),
    path(_("meetings/<slug:key>/delegations/table.xlsx"), participants.delegation_table, name="delegation-table"),
    path(_("meetings/<slug:key>/delegations/decide/"), accreditation.decide_on_delegates, name="delegates-decide"),
    path(_("delegates/<int:pk>/edit/"), delegations.DelegateEdit.as_view(), name="delegate-edit"),
    path(_("delegates/<int:pk>/withdraw/"), delegations.DelegateWithdraw.as_view(), name="delegate-withdraw"),
    path(_("meetings/<slug:key>/participants/"), participants.participant_list, name="participant-list"),
    path(_("meetings/<slug:key>/participants.xlsx"), participants.participants_xlsx, name="participants-xlsx"),
    path(_("meetings/<slug:key>/participants/pdf/"), participants.delegation_file_ask, name="delegation-file-ask"),
    path(_("delegation-files/<int:pk>/"), participants.delegation_file, name="delegation-file"),
    path(_("meetings/<slug:key>/check-in/"), check_in.CheckIn.as_view(), name="check-in"),
    path(_("meetings/<slug:key>/check-in/<slug:code>/"), check_in.CheckInDelegate.as_view(), name="check-in-delegate"),
]
