"""What the clock rings for among people: rights that end on their date."""

from celery import shared_task

from members import grants


@shared_task
def revoke_what_ended() -> int:
    """Put away the exceptional accesses whose last day has passed; they opened nothing any more since midnight."""
    return grants.revoke_what_ended()
