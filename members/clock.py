"""What the clock rings for among people: rights that end on their date, a handover at its minute, reminders."""

from celery import shared_task

from members import grants
from members.services import handover, reminders


@shared_task
def revoke_what_ended() -> int:
    """Put away the exceptional accesses whose last day has passed; they opened nothing any more since midnight."""
    return grants.revoke_what_ended()


@shared_task
def notice_handovers() -> int:
    """The presidency passes at its minute, and kept pages follow within a minute. Rung every thirty seconds."""
    return handover.notice_handovers()


@shared_task
def remind_of_contact_data() -> int:
    """Letters to those whose contact data is due. Rung every hour; a letter is written once in six months."""
    return reminders.remind_of_contact_data()
