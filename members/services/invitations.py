"""Accounts come from invitations alone: one person, one address, one link that works once within seven days."""

from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from members.access import can_invite
from members.mailing.accounts import write_invitation
from members.models import Invitation, Person, User

SALT = "members.invitations"


@transaction.atomic
def invite(*, person: Person, by: Any, email: str = "", language: str = "") -> Invitation:
    """Ask ``person`` by letter to open an account; an open invitation of that person is withdrawn first.

    ``email`` and ``language`` are the person's own unless given. Raises ``PermissionDenied`` for whoever may not
    invite this person, ``Refusal`` where there is no address, the person has an account, or the address belongs to one.
    """
    if not can_invite(by, person):
        raise PermissionDenied
    address = (email or person.email).strip()
    if not address:
        raise Refusal(_("There is no e-mail address to which the invitation could go."))
    if User.objects.filter(person=person).exists():
        raise Refusal(_("This person has an account already."))
    if User.objects.filter(email__iexact=address).exists():
        raise Refusal(_("An account with this e-mail address exists already."))
    for open_one in Invitation.objects.filter(person=person, used_at=None, revoked_at=None):
        _revoke(open_one, by)
    invitation = Invitation.objects.create(
        person=person, email=address, language=language or person.language, invited_by=_account(by)
    )
    write_invitation(invitation, token_of(invitation))
    record_act("invitation_sent", invitation, by=by, after={"person": person.pk, "email": address})
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Any) -> None:
    """Withdraw a link that was not used yet. Raises ``PermissionDenied``, and ``Refusal`` for one that was."""
    if not can_invite(by, invitation.person):
        raise PermissionDenied
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.used_at or locked.revoked_at:
        raise Refusal(_("This invitation is not open any more."))
    _revoke(locked, by)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, address: str) -> User:
    """Make the account of the invited person, with the password they chose. ``address`` is that of their computer.

    Raises ``Refusal`` when the link was used, withdrawn or ran out meanwhile: two clicks at once make one account.
    """
    locked = Invitation.objects.select_for_update().open().filter(pk=invitation.pk).first()
    if locked is None or _is_overtaken(locked):
        raise Refusal(_("This link is no longer good."))
    user = User.objects.create_user(locked.email, password, person=locked.person, language=locked.language)
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    record_act("invitation_accepted", locked, by=user, after={"account": user.pk, "address": address})
    return user


def token_of(invitation: Invitation) -> str:
    """What the link ends in: signed, so that nobody can make one."""
    return signing.Signer(salt=SALT).sign_object([invitation.pk, invitation.nonce])


def invitation_of(token: str) -> Invitation | None:
    """The open invitation of a link; ``None`` for one that is forged, used, withdrawn, older than seven days, or
    overtaken: the person or the address has an account meanwhile.
    """
    try:
        key, nonce = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    open_ones = Invitation.objects.open().select_related("person__institution")
    found = open_ones.filter(pk=key, nonce=nonce).first()
    return None if found is None or _is_overtaken(found) else found


def _is_overtaken(invitation: Invitation) -> bool:
    return User.objects.filter(Q(person_id=invitation.person_id) | Q(email__iexact=invitation.email)).exists()


def _revoke(invitation: Invitation, by: Any) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record_act("invitation_revoked", invitation, by=by, after={"person": invitation.person_id})


def _account(by: Any) -> User | None:
    return by if isinstance(by, User) else None
