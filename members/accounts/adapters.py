"""What django-allauth asks this portal: who may come in, what is said to them, and which letters they get."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.contrib import messages
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.addresses import client_address
from members.access import second_factors_of
from members.accounts import journal, secrets
from members.accounts.pictures import qr_code
from members.mailing.accounts import write_security_letter
from members.models import User

MISMATCH = _("This e-mail address and password do not go together. Both may be mistyped.")
TOO_OFTEN = _("Too many attempts. Wait five minutes and try again.")
WRONG_CODE = _("This code is not right. It may have run out; wait for the next one.")

MESSAGES = {
    "account/messages/password_changed.txt": _("The password is changed. On all other devices the session has ended."),
    "account/messages/password_set.txt": _("The password is set."),
    "mfa/messages/totp_activated.txt": _("Codes from your telephone are set up."),
    "mfa/messages/totp_deactivated.txt": _("Codes from your telephone are no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("The session has ended there."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations alone; what is wrong at the door is never told apart."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "account_inactive": MISMATCH,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not the password of your account."),
        "enter_current_password": _("This is not the password of your account."),
        "invalid_password_reset": _("This link is no longer good. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account alone: the name under which the portal is called makes no other door."""
        return str(credentials.get("email", "")).strip().lower()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        journal.note_failure(request, str(credentials.get("email", "")))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """An account that was closed learns at the door no more than a stranger."""
        messages.error(request, MISMATCH)
        return redirect("account_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, message: str = "", **more: Any
    ) -> None:
        """In our own words, and only where the page that follows does not say it by itself."""
        if words := message or MESSAGES.get(message_template):
            messages.add_message(request, level, words)

    def logout(self, request: HttpRequest) -> None:
        journal.note("signed_out", request.user, request)
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("members:security")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not in the first minutes after a sign-in that asked for everything the account had then."""
        user, now = self.request.user, time.time()
        recent = [
            record
            for record in get_authentication_records(self.request, user)
            if record["at"] > now - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        ]
        if not recent or any(record["method"] == "mfa" for record in recent):
            return not recent
        first = second_factors_of(user).aggregate(first=Min("created_at"))["first"]
        return first is not None and any(record["at"] > first.timestamp() for record in recent)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Whoever has a second factor confirms with it: a password alone would undo what the factor protects."""
        methods = super().get_reauthentication_methods(user)
        strong = [method for method in methods if method["id"] != "reauthenticate"]
        words = {
            "reauthenticate": _("With the password"),
            "mfa_reauthenticate": _("With a code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        return [method | {"description": words[method["id"]]} for method in strong or methods]

    def get_login_stages(self) -> list[str]:
        return ["members.accounts.stages.SecondFactorStage", "allauth.mfa.stages.TrustStage"]

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A letter to the holder about a change that concerns the security of the account."""
        write_security_letter(template_prefix.rpartition("/")[2], user=user, address=client_address(self.request))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest; the picture to scan is drawn into the page; passkeys belong to ``SITE_URL``."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        return qr_code(url)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's word
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Never from the Host header: a passkey made for another name would be useless here, or be stolen there."""
        return {"id": settings.SITE_URL.partition("://")[2].partition(":")[0], "name": "Portal CRM"}


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Any) -> None:
        request = self.request
        for session in sessions:
            journal.note("session_ended", request.user, request, of=session.ip)
        super().end_sessions(sessions)


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: opens only an account that is there, with the address that its house has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("members:security")

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of the verified address and link it; refuse everybody else with one and the same answer."""
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        user = User.objects.filter(email__iexact=verified[0], is_active=True).first() if verified else None
        is_other = sociallogin.is_existing and sociallogin.user != user
        if user is None or is_other or sociallogin.state.get("process") == AuthProcess.CONNECT:
            journal.note_failure(request, verified[0] if verified else "")
            messages.error(request, _("Your institution's sign-in has no account here. Ask the Secretariat."))
            raise ImmediateHttpResponse(redirect("account_login"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
