"""What happens to accounts, written into the journal. django-allauth tells it by its own signals; they end here.

Every line says from which computer. Passwords, codes and secrets are never written; a failed sign-in with an address
that has no account leaves a mark by which repeated attempts are recognised, not what was typed: people type
passwords into the wrong field.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as second_factors
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as single_sign_on
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from common.addresses import client_address
from common.journal import record_act
from members.models import User


def note(act: str, user: User, request: HttpRequest, **facts: Any) -> None:
    """One line about ``user``, done by that account itself, with the address of the computer."""
    record_act(act, user, by=user, after={"address": client_address(request), **facts})


def note_failure(request: HttpRequest, email: str) -> None:
    """A sign-in that failed, with an address that has an account or has none: one line either way."""
    user = User.objects.filter(email__iexact=email).first()
    mark = salted_hmac("unknown address", email.strip().lower()).hexdigest()[:12]
    facts = {"address": client_address(request)} | ({} if user else {"mark": mark})
    record_act("sign_in_failed", user, by="sign-in", after=facts)


def on_signed_in(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    records = get_authentication_records(request, user)
    note("signed_in", user, request, with_=[record.get("type") or record["method"] for record in records])


def on_password_changed(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    note("password_changed", user, request)


def on_password_reset(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    note("password_reset", user, request)


def on_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    note("second_factor_added", user, request, kind=authenticator.type)


def on_factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    note("second_factor_removed", user, request, kind=authenticator.type)


def on_codes_made(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    note("recovery_codes_made", user, request)


def on_factor_used(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    """Signing in is one line of its own; what is noted here is a recovery code, of which there are few."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note("recovery_code_used", user, request, left=len(authenticator.wrap().get_unused_codes()))


def on_factor_failed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **more: Any) -> None:
    note("second_factor_failed", user, request, kind=authenticator.type)


def on_linked(sender: Any, request: HttpRequest, sociallogin: Any, **more: Any) -> None:
    note("single_sign_on_linked", sociallogin.user, request, provider=sociallogin.account.provider)


def listen() -> None:
    """Connect all of the above; called once, when the apps are ready."""
    for signal, receiver in (
        (account.user_logged_in, on_signed_in),
        (account.password_changed, on_password_changed),
        (account.password_set, on_password_changed),
        (account.password_reset, on_password_reset),
        (second_factors.authenticator_added, on_factor_added),
        (second_factors.authenticator_removed, on_factor_removed),
        (second_factors.authenticator_reset, on_codes_made),
        (second_factors.authenticator_used, on_factor_used),
        (second_factors.authentication_failed, on_factor_failed),
        (single_sign_on.social_account_added, on_linked),
    ):
        signal.connect(receiver, dispatch_uid=f"members.accounts.journal.{receiver.__name__}")
