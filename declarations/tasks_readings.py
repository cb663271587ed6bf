"""What follows from publishing besides PDFs: its paragraphs are read, and what they ask is proposed to an officer."""

from typing import Any

import structlog
from celery import shared_task
from django.db import transaction

from common import outbox
from common.journal import record_act
from declarations.models import Commitment, Decision, Edition, Nature, Paragraph, ParagraphKind, Text, TextState
from declarations.queries_readings import Names, day_of_meeting, names_of, reading_of

log = structlog.get_logger(__name__)
DECIDING = (ParagraphKind.OPERATIVE, ParagraphKind.DECISION)


@shared_task
def read_published(edition_id: int) -> None:
    """Propose what follows from the text of an edition that was just published, for an officer to confirm.

    May run twice or twice at once: the row of the text is locked, and a paragraph that was read is not read again.
    A text of no meeting decides nothing in the sense of the register, and one of which the portal has no full words
    is not read. A fault is kept with the message, and the outbox sends the task again.
    """
    edition = Edition.objects.select_related("text").defer("canonical").filter(pk=edition_id).first()
    if edition is None:
        return
    try:
        with transaction.atomic():
            rows = Text.objects.select_for_update(of=("self",)).select_related("meeting")
            text = rows.get(pk=edition.text_id)
            if text.state == TextState.PUBLISHED and text.nature == Nature.FULL and text.meeting is not None:
                propose_readings(text, by="read_published")
            outbox.done(reading_key(edition))
    except Exception as fault:  # whatever it is, the Secretariat reads it with the message, and can read by hand
        log.exception("reading_failed", edition=edition.code)
        outbox.failed(reading_key(edition), f"{type(fault).__name__}: {fault}")


def reading_key(edition: Edition) -> str:
    """The key of the message that has the paragraphs of a published text read."""
    return f"read-commitments:{edition.code}"


def post_reading(edition: Edition) -> None:
    """Ask that the text of ``edition`` be read; call it in the transaction that publishes it."""
    outbox.post(read_published.name, key=reading_key(edition), edition_id=edition.pk)


def propose_readings(text: Text, *, by: Any) -> list[Commitment]:
    """Propose a decision and a commitment for each paragraph that decides something and was not read; the new ones.

    ``text`` comes locked, with its meeting; ``by`` is an account or names the machine's part.
    """
    paragraphs = text.paragraphs.filter(kind__in=DECIDING, decision=None).order_by("order")
    names = names_of()
    proposed = [_propose(paragraph, text, names) for paragraph in paragraphs]
    if proposed:
        record_act("propose_commitments", text, by=by, after={"decisions": len(proposed)})
    return proposed


def _propose(paragraph: Paragraph, text: Any, names: Names) -> Commitment:
    reading, meeting = reading_of(paragraph, names), text.meeting
    verb, due, asked = reading.verb.value, reading.due.value, reading.addressees.value
    decision: Any = Decision(
        key=f"{text.symbol[:70].rstrip('-')}-{paragraph.uid.hex[:8]}", meeting=meeting, paragraph=paragraph,
        order=paragraph.order,
    )  # fmt: skip
    if verb:
        decision.verb_es, decision.verb_en = reading.verb.words_es, reading.verb.words_en
    if due:
        decision.due_es, decision.due_en = reading.due.words_es, reading.due.words_en
    decision.save(force_insert=True)
    commitment = Commitment(decision=decision, verb_class=verb or "")
    if due:
        commitment.due_kind, commitment.every_months = due.kind, due.every_months
        commitment.due_on = due.on or day_of_meeting(due, meeting)
    if asked:
        commitment.to_secretariat, commitment.to_presidency = asked.secretariat, asked.presidency
        commitment.to_members = asked.members
        decision.addressees.set(names.participants_by_key(asked.participants))
        decision.addressed_bodies.set(names.bodies_by_key(asked.bodies))
    commitment.save(force_insert=True)
    return commitment
