"""What the clock rings for among texts: reminders before commitments are due."""

from celery import shared_task

from declarations.services import reminders


@shared_task
def remind_of_commitments() -> int:
    """Letters to those whom a commitment asks. Rung every hour; each step is told once."""
    return reminders.remind_of_commitments()
