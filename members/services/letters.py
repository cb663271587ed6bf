"""What people decide about letters: how often they come, and that a failed one goes out again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common import outbox
from common.journal import record_act
from members.access import is_secretariat
from members.mailing import write_letter
from members.models import Letter, LetterState, MailFrequency, User

__all__ = ["choose_mail_frequency", "resend_letter", "write_letter"]


@transaction.atomic
def choose_mail_frequency(user: User, *, frequency: str, by: Any) -> None:
    """Say how often notices come to ``user`` by mail. Raises ``ValueError`` for a frequency that there is not."""
    chosen = MailFrequency(frequency)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.mail_frequency != chosen:
        before, user.mail_frequency = user.mail_frequency, chosen
        user.save(update_fields=["mail_frequency"])
        after = {"mail_frequency": chosen.value}
        record_act("choose_mail_frequency", user, by=by, before={"mail_frequency": before}, after=after)


@transaction.atomic
def resend_letter(letter: Letter, *, by: Any) -> bool:
    """Send a failed letter again, to the account's address of today; return whether it was there to be sent.

    A letter that is sent, waits or was withheld is left alone, and so is one that lost its secrets.
    """
    if not is_secretariat(by):
        raise PermissionDenied
    now = timezone.now()
    failed = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED, is_redacted=False)
    if not failed.update(state=LetterState.QUEUED, queued_at=now, claimed_until=None):
        return False
    if letter.recipient_id:
        Letter.objects.filter(pk=letter.pk).update(address="")
    outbox.reopen(letter.outbox_key)
    record_act(
        "resend_letter", letter, by=by, before={"state": LetterState.FAILED}, after={"state": LetterState.QUEUED}
    )
    return True
