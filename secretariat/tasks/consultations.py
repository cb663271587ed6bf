"""What follows from an act of a written consultation: its papers are made, those concerned are told."""

from typing import Any

from django.db.models import Max

from common import outbox
from secretariat.models import Consultation, ConsultationPaper, Consulted, Outcome, Reply, Step

LANGUAGES = ("es", "en")
MAKE_PAPER = "secretariat.tasks.consultations.make_consultation_paper"
TELL_STEP = "secretariat.tasks.consultations.tell_step"
TELL_OUTCOME = "secretariat.tasks.consultations.tell_outcome"
TELL_ENTERED = "secretariat.tasks.consultations.tell_entered"
REMIND = "secretariat.tasks.consultations.remind_member"


def post_papers(consultation: Consultation, **of: Any) -> None:
    """Write down the papers of a ``step`` or an ``outcome``, one for each language, and ask for them.

    Call it, as everything here that posts, in the transaction of the act.
    """
    for language in LANGUAGES:
        paper = ConsultationPaper.objects.create(consultation=consultation, language=language, **of)
        outbox.post(MAKE_PAPER, paper.outbox_key, paper_id=paper.pk)


def post_telling(step: Step, event: str) -> None:
    """Ask for those whom ``step`` asks to be told of ``event``: opened, extended, suspended, resumed or closed.

    Once for each end of its time: a step that is extended twice is told twice.
    """
    due = step.consulted.aggregate(last=Max("due_at"))["last"]
    stamp = (step.suspended_at if event == "suspended" else due) or step.opened_at
    outbox.post(TELL_STEP, f"consultation-step:{step.pk}:{event}:{stamp.isoformat()}", step_id=step.pk, event=event)


def post_outcome(outcome: Outcome) -> None:
    """Ask for everybody concerned to be told how it ended."""
    outbox.post(TELL_OUTCOME, f"consultation-outcome:{outcome.pk}", outcome_id=outcome.pk)


def post_entered(reply: Reply) -> None:
    """Ask for the country to be told that the Secretariat entered a reply in its name."""
    outbox.post(TELL_ENTERED, f"consultation-entered:{reply.pk}", reply_id=reply.pk)


def post_reminder(consulted: Consulted, kind: str, stamp: str) -> None:
    """Ask for a member to be reminded; once for each ``kind`` and ``stamp``."""
    outbox.post(REMIND, reminder_key(consulted.pk, kind, stamp), consulted_id=consulted.pk, why=kind, stamp=stamp)


def reminder_key(consulted_id: int, kind: str, stamp: str) -> str:
    return f"consultation-reminder:{consulted_id}:{kind}:{stamp}"
