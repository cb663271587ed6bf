"""What is done to an account: a new password is asked for, another address confirmed, second factors taken away."""

import secrets
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import outbox
from common.journal import record_act
from common.refusals import Refusal
from members.access import is_administrator
from members.mailing.accounts import write_email_confirmation, write_security_letter
from members.models import User

SALT = "members.accounts.email"
ONE_DAY = 24 * 3600


@transaction.atomic
def ask_for_new_password(*, email: str, language: str, address: str) -> None:
    """See that the link to a new password is sent, if ``email`` has an account. Costs the same for every address:
    whether there is an account is looked up later, by the worker.
    """
    key = f"new-password:{uuid4().hex}"
    task = "members.tasks.answer_password_request"
    outbox.post(task, key, message=key, email=email, language=language, address=address)


@transaction.atomic
def ask_for_email(*, user: User, email: str, address: str) -> None:
    """Send a link to the new address of ``user``; nothing changes before it is opened there, within a day.

    An address that belongs to another account gets no letter, and the page says the same. Raises ``Refusal`` for the
    present address.
    """
    if email.lower() == user.email.lower():
        raise Refusal(_("This is the address that the account has already."))
    record_act("email_change_asked", user, by=user, after={"email": email, "address": address})
    if not User.objects.filter(email__iexact=email).exists():
        write_email_confirmation(user, email, signing.dumps([user.pk, user.email, email], salt=SALT))


def email_of(token: str) -> tuple[User, str] | None:
    """Account and new address of a link; ``None`` for one that is forged, used, a day old, or overtaken by another."""
    try:
        key, present, email = signing.loads(token, salt=SALT, max_age=ONE_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=key, email=present, is_active=True).first()
    return (user, email) if user and not User.objects.filter(email__iexact=email).exists() else None


@transaction.atomic
def confirm_email(*, token: str, address: str) -> User:
    """Make the new address that of the account, and tell the former one. Raises ``Refusal`` for a link not good."""
    found = email_of(token)
    if found is None:
        raise Refusal(_("This link is no longer good."))
    user, email = found
    locked = User.objects.select_for_update().get(pk=user.pk)
    former, locked.email = locked.email, email
    locked.save(update_fields=["email"])
    record_act("email_changed", locked, by=locked, before={"email": former}, after={"email": email, "address": address})
    write_security_letter("email_changed", user=locked, address=address, to=former)
    return locked


@transaction.atomic
def forget_devices(*, user: User, address: str) -> None:
    """No device is trusted any more: each asks for the second factor again.

    What a device remembers holds for one state of the second factors, of which ``seed`` is a part.
    """
    for factor in Authenticator.objects.select_for_update().filter(user=user):
        if factor.type != Authenticator.Type.RECOVERY_CODES:  # their seed makes the codes
            factor.data["seed"] = secrets.token_hex(8)
            factor.save(update_fields=["data"])
    record_act("devices_forgotten", user, by=user, after={"address": address})


@transaction.atomic
def reset_second_factor(*, user: User, by: Any, address: str) -> None:
    """Take all second factors from an account whose holder lost them, and end its sessions.

    Raises ``PermissionDenied`` for whoever does not run the system, and for one's own account: two people are needed.
    """
    if not is_administrator(by) or by == user:
        raise PermissionDenied
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user)
    record_act("second_factor_reset", user, by=by, before={"kinds": kinds}, after={"address": address})
    write_security_letter("second_factor_reset", user=user, address=address)


def end_all_sessions(user: User) -> None:
    """End every session of ``user`` on every device, now."""
    for session in UserSession.objects.filter(user=user):
        session.end()
