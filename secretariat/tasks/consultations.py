"""What follows from an act of a written consultation: its papers are made, those concerned are told.

A letter that carries a paper waits until its papers are ready. Every letter is written once for its account and event,
however often a task runs. What was overtaken meanwhile is not told any more: nobody is asked for a reply that would not
be taken.
"""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from common import outbox, papers
from common.models import FileState, OutboxMessage
from secretariat.access_consultations import PREPARING, REPLYING
from secretariat.mailing.consultations import (
    ASKING,
    write_entered,
    write_outcome_letter,
    write_reminder,
    write_step_letter,
)
from secretariat.models import Consultation, ConsultationPaper, Consulted, Outcome, Reply, Step
from secretariat.queries.told import accounts_of_member, accounts_of_outcome, accounts_of_step, papers_of

LANGUAGES = ("es", "en")
BATCH = 50  # accounts written to in one transaction
PATIENCE = timedelta(minutes=1)  # until a letter looks again whether its papers are ready
WITH_REVIEWERS = {"opened", "extended"}  # events of which those who prepare the reply inside a country are told too


@shared_task
def make_consultation_paper(paper_id: int) -> None:
    """Make one PDF and keep it, then hurry the letters that wait for it. May run twice, or be killed at any moment."""
    rows = ConsultationPaper.objects.select_related("consultation__text", "step__version", "outcome")
    papers.make(rows, paper_id, _rendered)
    if (paper := rows.filter(pk=paper_id, state=FileState.READY).first()) is not None:
        _hurry(paper)


@shared_task
def tell_step(step_id: int, event: str, stamp: str, after: int = 0) -> None:
    """Write to the next accounts of the countries that ``step`` asks, and ask for those that follow."""
    key = step_key(step_id, event, stamp, after)
    step = Step.objects.select_related("consultation__text", "version").filter(pk=step_id).first()
    if step is None or _is_overtaken(step, event, stamp):
        outbox.done(key)
        return
    made = papers_of(step=step)
    if event in ASKING and not _are_ready(made, key):
        return
    functions = PREPARING if event in WITH_REVIEWERS else REPLYING
    with transaction.atomic():
        told = accounts_of_step(step, functions, after=after, limit=BATCH)
        for user, members in told:
            for consulted in members:
                consulted.step = step
                write_step_letter(event, consulted, user, stamp=stamp, papers=made)
        if len(told) == BATCH:
            _post_step(step, event, stamp, after=told[-1][0].pk)
        outbox.done(key)


@shared_task
def remind_member(consulted_id: int, why: str, stamp: str) -> None:
    """Remind a member that has not replied. One that replied meanwhile, or whose time is over, is left in peace."""
    key = reminder_key(consulted_id, why, stamp)
    rows = Consulted.objects.select_related("participant", "step__consultation__text", "step__version")
    one = rows.filter(pk=consulted_id, replies=None, due_at__gt=timezone.now()).first()
    if one is None or not one.step.is_running:
        outbox.done(key)
        return
    made = papers_of(step=one.step)
    if not _are_ready(made, key):
        return
    with transaction.atomic():
        for user in accounts_of_member(one, REPLYING):
            write_reminder(one, user, kind=why, stamp=stamp, papers=made)
        outbox.done(key)


@shared_task
def tell_entered(reply_id: int) -> None:
    """Tell a country of the reply that the Secretariat entered in its name."""
    rows = Reply.objects.select_related("consulted__participant", "consulted__step__consultation__text")
    reply = rows.select_related("consulted__step__version", "given_by__person").filter(pk=reply_id).first()
    with transaction.atomic():
        for user in accounts_of_member(reply.consulted, REPLYING) if reply else ():
            write_entered(reply, user)
        outbox.done(entered_key(reply_id))


@shared_task
def tell_outcome(outcome_id: int, after: int = 0) -> None:
    """Write to the next accounts that may know how a consultation ended, and ask for those that follow."""
    key = outcome_key(outcome_id, after)
    outcome = Outcome.objects.select_related("consultation__text", "consultation__carried_to").filter(pk=outcome_id)
    if (ended := outcome.first()) is None:
        outbox.done(key)
        return
    made = papers_of(outcome=ended)
    if not _are_ready(made, key):
        return
    with transaction.atomic():
        told, last = accounts_of_outcome(ended.consultation, after=after, limit=BATCH)
        for user in told:
            write_outcome_letter(ended, user, papers=made)
        if last is not None:
            outbox.post(tell_outcome.name, outcome_key(outcome_id, last), outcome_id=outcome_id, after=last)
        outbox.done(key)


def post_papers(consultation: Consultation, **of: Any) -> None:
    """Write down the papers of a ``step`` or an ``outcome``, one for each language, and ask for them.

    Call it, as everything here that posts, in the transaction of the act.
    """
    for language in LANGUAGES:
        paper = ConsultationPaper.objects.create(consultation=consultation, language=language, **of)
        outbox.post(make_consultation_paper.name, paper.outbox_key, paper_id=paper.pk)


def post_telling(step: Step, event: str) -> None:
    """Ask for those whom ``step`` asks to be told of ``event``: opened, extended, suspended, resumed or closed.

    Once for each end of its time: a step that is extended twice is told twice.
    """
    due = step.consulted.aggregate(last=Max("due_at"))["last"]
    stamp = (step.suspended_at if event == "suspended" else due) or step.opened_at
    _post_step(step, event, stamp.isoformat())


def post_outcome(outcome: Outcome) -> None:
    """Ask for everybody concerned to be told how it ended."""
    outbox.post(tell_outcome.name, outcome_key(outcome.pk), outcome_id=outcome.pk)


def post_entered(reply: Reply) -> None:
    """Ask for the country to be told that the Secretariat entered a reply in its name."""
    outbox.post(tell_entered.name, entered_key(reply.pk), reply_id=reply.pk)


def post_reminder(consulted: Consulted, kind: str, stamp: str) -> None:
    """Ask for a member to be reminded; once for each ``kind`` and ``stamp``."""
    key = reminder_key(consulted.pk, kind, stamp)
    outbox.post(remind_member.name, key, consulted_id=consulted.pk, why=kind, stamp=stamp)


def reminder_key(consulted_id: int, kind: str, stamp: str) -> str:
    return f"consultation-reminder:{consulted_id}:{kind}:{stamp}"


def entered_key(reply_id: int) -> str:
    return f"consultation-entered:{reply_id}"


def outcome_key(outcome_id: int, after: int = 0) -> str:
    return f"consultation-outcome:{outcome_id}:{after}"


def step_key(step_id: int, event: str, stamp: str, after: int = 0) -> str:
    return f"consultation-step:{step_id}:{event}:{stamp}:{after}"


def _post_step(step: Step, event: str, stamp: str, *, after: int = 0) -> None:
    key = step_key(step.pk, event, stamp, after)
    outbox.post(tell_step.name, key, step_id=step.pk, event=event, stamp=stamp, after=after)


def _rendered(paper: ConsultationPaper) -> bytes:
    if paper.step is not None:
        from secretariat.rendering.steps import paper_of_step  # the renderer is loaded by those who render

        return paper_of_step(paper)
    from secretariat.rendering.outcomes import paper_of_outcome

    return paper_of_outcome(paper)


def _is_overtaken(step: Step, event: str, stamp: str) -> bool:
    """Whether a letter would tell of what does not hold any more: its reader is told of what came after."""
    if event == "suspended":
        return step.suspended_at is None or step.suspended_at.isoformat() != stamp
    return event in ASKING and not step.is_running


def _are_ready(made: dict[str, ConsultationPaper], key: str) -> bool:
    """Whether all papers are there; else the message ``key`` comes again, for as long as it takes."""
    waiting = [paper.outbox_key for paper in made.values() if paper.state != FileState.READY]
    if waiting:
        error = f"waits for {', '.join(waiting)}"
        outbox.postpone(key, until=timezone.now() + PATIENCE, error=error, afresh=True)
    return not waiting


def _hurry(paper: ConsultationPaper) -> None:
    """Let the messages that may wait for ``paper`` look again at once; each finds out itself whether it can go."""
    begins = Q(key__startswith=f"consultation-outcome:{paper.outcome_id}:")
    if paper.step_id is not None:
        begins = Q(key__startswith=f"consultation-step:{paper.step_id}:")
    OutboxMessage.objects.filter(begins, done_at=None, dead_at=None).update(next_at=timezone.now())
