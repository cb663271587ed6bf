"""What the clock rings for among texts: reminders before commitments are due, papers kept for a day."""

from celery import shared_task

from declarations.services import reminders, state_papers, working_papers


@shared_task
def remind_of_commitments() -> int:
    """Letters to those whom a commitment asks. Rung every hour; each step is told once."""
    return reminders.remind_of_commitments()


@shared_task
def sweep_state_papers() -> int:
    """Remove papers of the state of play made more than a day ago; how many. Rung every hour."""
    return state_papers.remove_state_papers()


@shared_task
def sweep_working_papers() -> int:
    """Remove papers of texts at work asked for more than a day ago; how many. Rung every hour."""
    return working_papers.sweep_working_papers()
