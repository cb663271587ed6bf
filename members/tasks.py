"""What follows by mail: a letter is sent, a digest is written."""

from celery import shared_task
from django.utils import timezone

from members import mailing
from members.mailing import accounts
from members.mailing.sending import SECONDS_FOR_ONE


@shared_task(soft_time_limit=SECONDS_FOR_ONE, time_limit=SECONDS_FOR_ONE + 10)
def send_letter(letter_id: int) -> None:
    """Send one letter; see ``members.mailing.send_letter``."""
    mailing.send_letter(letter_id)


@shared_task
def sweep_letters() -> int:
    """Find letters that would wait for ever. Rung by the clock every minute."""
    return mailing.sweep_letters()


@shared_task
def write_digests() -> int:
    """Write the digests that are due. Rung by the clock every five minutes; what was missed is caught up."""
    return mailing.write_digests(timezone.now())


@shared_task
def answer_password_request(message: str, email: str, language: str, address: str) -> None:
    """Write the link to a new password, if there is an account; see ``members.mailing.accounts``."""
    accounts.answer_password_request(message, email=email, language=language, address=address)
