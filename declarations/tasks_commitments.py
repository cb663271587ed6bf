"""What follows from the follow-up: the state of play becomes a PDF, those whom a commitment asks are reminded of it."""

from celery import shared_task
from django.db import transaction

from common import outbox, papers
from declarations.mailing.commitments import accounts_asked, key_of, who_may_know, write_reminder
from declarations.models import Commitment, StatePaper

BATCH = 50  # accounts told in one transaction


@shared_task
def make_state_paper(paper_id: int) -> None:
    """Make one PDF and keep it. May run twice, or be killed at any moment."""
    papers.make(StatePaper.objects.select_related("meeting__country", "asked_by__person"), paper_id, _rendered)


def _rendered(paper: StatePaper) -> bytes:
    from declarations.rendering.state_of_play import paper_of_state  # the renderer is loaded by those who render

    return paper_of_state(paper)


@shared_task
def remind_of_commitment(commitment_id: int, due_on: str, step: str, after: int = 0) -> None:
    """Tell the next accounts whom a commitment asks that its day comes, each as often as it chose.

    May run twice: letters and digest lines are made once for each account, day and step. What was done, moved to
    another day or is not confirmed any more meanwhile is not told.
    """
    key = reminder_key(commitment_id, due_on, step, after)
    with transaction.atomic():
        rows = Commitment.objects.confirmed().running().select_related("decision__paragraph__text")
        commitment = rows.filter(pk=commitment_id, due_on=due_on).first()
        if commitment is not None:
            asked = accounts_asked(commitment, step, after=after, limit=BATCH)
            for user in who_may_know(commitment, asked):
                write_reminder(commitment, step, user, key=key_of(commitment, step, user))
            if len(asked) == BATCH:
                post_reminder(commitment, step, after=asked[-1].pk)
        outbox.done(key)


def post_reminder(commitment: Commitment, step: str, *, after: int = 0) -> None:
    """Ask for everyone above the account ``after`` to be told; call it in the transaction that finds it due."""
    due_on = commitment.due_on.isoformat() if commitment.due_on else ""
    key = reminder_key(commitment.pk, due_on, step, after)
    outbox.post(remind_of_commitment.name, key, commitment_id=commitment.pk, due_on=due_on, step=step, after=after)


def reminder_key(commitment_id: int, due_on: str, step: str, after: int) -> str:
    return f"remind-commitment:{commitment_id}:{due_on}:{step}:{after}"
