"""Addresses of accounts. django-allauth's views are opened one by one, under the names by which it calls them itself;
what is not here (signing up, above all) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as outside
from django.urls import path
from django.utils.translation import gettext_lazy as _

from members.views import invitations, mail, security, sign_in

app_name = "members"
urlpatterns = [
    path("", security.Security.as_view(), name="security"),
    path(_("e-mail/"), security.EmailChange.as_view(), name="email-change"),
    path(_("e-mail/<str:token>/"), security.EmailConfirm.as_view(), name="email-confirm"),
    path(_("devices/forget/"), security.DevicesForget.as_view(), name="devices-forget"),
    path(_("invitation/<str:token>/"), invitations.InvitationAccept.as_view(), name="invitation-accept"),
    path(_("invitation/for/<int:pk>/send/"), invitations.InvitationSend.as_view(), name="invitation-send"),
    path(_("invitation/<int:pk>/withdraw/"), invitations.InvitationRevoke.as_view(), name="invitation-revoke"),
    path("demo/<int:pk>/", sign_in.DemoSignIn.as_view(), name="demo-sign-in"),
    path(_("mail/"), mail.MailSettings.as_view(), name="mail-settings"),
    path(_("mail/fewer/<str:token>/"), mail.FewerLetters.as_view(), name="mail-fewer"),
]

ACCOUNT = [
    path(_("sign-in/"), sign_in.SignIn.as_view(), name="account_login"),
    path(_("sign-out/"), sign_in.SignOut.as_view(), name="account_logout"),
    path(_("sign-in/passkey/"), sign_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path(_("sign-in/second-factor/"), factors.authenticate, name="mfa_authenticate"),
    path(_("sign-in/this-device/"), sign_in.Trust.as_view(), name="mfa_trust"),
    path(_("sign-in/cancelled/"), sign_in.OutsideCancelled.as_view(), name="socialaccount_login_cancelled"),
    path(_("confirm/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("confirm/code/"), factors.reauthenticate, name="mfa_reauthenticate"),
    path(_("confirm/passkey/"), passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(_("password/"), account.password_change, name="account_change_password"),
    path(_("password/set/"), account.password_set, name="account_set_password"),
    path(_("password/forgotten/"), account.password_reset, name="account_reset_password"),
    path(_("password/forgotten/sent/"), account.password_reset_done, name="account_reset_password_done"),
    path(
        _("password/new/<slug:uidb36>/<str:key>/"),
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(_("password/new/done/"), account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(_("sessions/"), security.Sessions.as_view(), name="usersessions_list"),
    path(_("second-factor/"), factors.index, name="mfa_index"),
    path(_("second-factor/app/"), app.activate_totp, name="mfa_activate_totp"),
    path(_("second-factor/app/remove/"), app.deactivate_totp, name="mfa_deactivate_totp"),
    path(_("second-factor/codes/"), codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(_("second-factor/codes/new/"), codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(_("passkeys/"), passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(_("passkeys/add/"), passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(_("passkeys/<int:pk>/"), passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(_("passkeys/<int:pk>/remove/"), passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

# An institution's sign-in is told one address to come back to, whatever the language.
OUTSIDE = [
    path("oidc/<slug:provider_id>/", outside.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/back/", outside.callback, name="openid_connect_callback"),
]
