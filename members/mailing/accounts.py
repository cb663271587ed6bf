"""Letters about an account: the invitation to open it, links that change it, and notices of what was changed."""

from uuid import uuid4

from allauth.account.forms import default_token_generator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common import outbox
from common.journal import record_act
from common.models import OutboxMessage
from members.mailing.writing import write_letter
from members.models import Invitation, User

EVENTS = {
    "password_changed": _("The password of your account was changed"),
    "password_set": _("The password of your account was set"),
    "password_reset": _("The password of your account was replaced by a new one"),
    "totp_activated": _("Codes from a telephone were added to your account"),
    "totp_deactivated": _("Codes from a telephone were removed from your account"),
    "webauthn_added": _("A passkey was added to your account"),
    "webauthn_removed": _("A passkey was removed from your account"),
    "recovery_codes_generated": _("New recovery codes were made for your account"),
    "account_connected": _("Your institution's sign-in was linked to your account"),
    "email_changed": _("The e-mail address of your account was changed"),
    "second_factor_reset": _("The second factors of your account were removed by an administrator"),
}


def write_invitation(invitation: Invitation, token: str) -> None:
    """The letter with the link, in the invitee's language, to the address that was invited."""
    mandates = list(invitation.person.mandates.in_force().select_related("participant", "institution"))
    write_letter(
        kind="invitation",
        key=f"invitation:{invitation.pk}",
        address=invitation.email,
        language=invitation.language,
        context={"person": invitation.person, "mandates": mandates, "expires_at": invitation.expires_at},
        secrets={"link": _address("members:invitation-accept", invitation.language, token=token)},
    )


def write_new_password(user: User, token: str, *, language: str, address: str) -> None:
    """The letter with the link to a new password. ``address`` is the computer from which it was asked."""
    link = _address("account_reset_password_from_key", language, uidb36=int_to_base36(user.pk), key=token)
    write_letter(
        kind="password_reset",
        key=f"password_reset:{user.pk}:{uuid4().hex}",
        recipient=user,
        language=language,
        context={"address": address, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600},
        secrets={"link": link},
    )


def write_email_confirmation(user: User, email: str, token: str) -> None:
    """The letter to the new address: only who reads it there makes it the account's."""
    write_letter(
        kind="email_confirmation",
        key=f"email_confirmation:{user.pk}:{uuid4().hex}",
        address=email,
        language=user.language,
        context={"person_name": user.name},
        secrets={"link": _address("members:email-confirm", user.language, token=token)},
    )


def write_security_letter(event: str, *, user: User, address: str, to: str = "") -> None:
    """Tell the holder what was changed (``EVENTS``), when, and from which computer; ``to`` a former address."""
    write_letter(
        kind="account",
        key=f"account:{event}:{user.pk}:{uuid4().hex}",
        recipient=user,
        address=to,
        context={
            "what": EVENTS[event],
            "at": timezone.localtime(),
            "computer": address,
            "security_url": _address("members:security", user.language),
        },
    )


def _address(name: str, language: str, **kwargs: str) -> str:
    with override(language):
        return settings.SITE_URL + reverse(name, kwargs=kwargs)


@transaction.atomic
def answer_password_request(key: str, *, email: str, language: str, address: str) -> None:
    """Write the letter with the link where ``email`` has an open account; the outbox message ``key`` is then done.

    The page that asked has long answered, the same for every address. What was typed is not kept.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        token = default_token_generator.make_token(user)
        write_new_password(user, token, language=language, address=address)
        record_act("password_reset_asked", user, by="sign-in", after={"address": address})
    outbox.done(key)
    OutboxMessage.objects.filter(key=key).update(payload={})
