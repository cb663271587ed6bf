"""What led to the outcome of a consultation, as one record that is frozen, hashed, printed and attached.

JSON, UTF-8, keys in the order below, one trailing newline. What the troika replied is not in it: it is a preliminary
reaction, and the record goes to all members. Of the journal it holds the lines of this beginning with their hashes, so
that whoever keeps a letter can show that nothing of it was rewritten.
"""

import json
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from common.models import Act
from declarations.models import Edition
from secretariat.models import Consultation, Consulted, Outcome, Reply, Result, Step, StepKind
from secretariat.queries.consultations import consulted_in

FORMAT = "crm-consultation/1"


def record_of(consultation: Consultation, *, result: str, decided_at: datetime) -> str:
    """The record of the present beginning, as text. Four queries for each step, and three more."""
    text = consultation.text
    steps = list(Step.objects.filter(consultation=consultation, cycle=consultation.cycle).select_related("version"))
    fields = {
        "format": FORMAT,
        "symbol": text.symbol,
        "title_es": text.title_es or "",
        "title_en": text.title_en or "",
        "beginning": consultation.cycle,
        "result": result,
        "reason_es": consultation.stage_reason_es or "",
        "reason_en": consultation.stage_reason_en or "",
        "carried_to": consultation.carried_to.key if consultation.carried_to else "",
        "decided_at": decided_at.isoformat(),
        "steps": [_step(step) for step in steps],
        "journal": [_line(act) for act in lines_of(consultation)],
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def lines_of(consultation: Consultation) -> list[Act]:
    """The lines of the journal about a consultation and its parts, in order of time. One query."""
    return list(acts_on(consultation))


def acts_on(consultation: Consultation) -> QuerySet[Act]:
    """The same, still to be read."""
    label, key = consultation._meta.label_lower, str(consultation.pk)
    about = Q(object_type=label, object_id=key) | Q(part_of=f"{label}:{key}")
    return Act.objects.filter(about).order_by("pk")


def adopted_edition(outcome: Outcome) -> Edition | None:
    """The edition that was adopted by it; none for another result. At most one query."""
    if outcome.result != Result.ADOPTED:
        return None
    adopted = Edition.objects.filter(adoption__text=outcome.consultation.text_id)
    return adopted.defer("canonical").order_by("number").first()


def _step(step: Step) -> dict[str, Any]:
    words = step.version.content()
    return {
        "kind": step.kind,
        "version": step.version.number,
        "sha256": words.sha256,
        "silence": step.silence,
        "calendar": step.calendar,
        "time_zone": step.time_zone,
        "closing": step.closing.isoformat("minutes"),
        "holidays": step.data_version,
        "business_days": step.days,
        "opened_at": step.opened_at.isoformat(),
        "closed_at": step.closed_at.isoformat() if step.closed_at else "",
        "members": [_member(one, step) for one in consulted_in(step)],
    }


def _member(one: Consulted, step: Step) -> dict[str, Any]:
    replies = [] if step.kind == StepKind.TROIKA else list(one.replies.all())
    return {
        "key": one.participant.key,
        "name_es": one.participant.name_es or "",
        "name_en": one.participant.name_en or "",
        "due_at": one.due_at.isoformat(),
        "days": one.counted,
        "replies": [_reply(reply) for reply in replies],
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "number": reply.number,
        "answer": reply.answer,
        "received_at": reply.received_at.isoformat(),
        "by_mail": reply.is_by_mail,
        "language": reply.language,
        "words": reply.words,
        "comments": [{"paragraph": str(one.paragraph_uid), "words": one.words} for one in reply.comments.all()],
    }


def _line(act: Act) -> dict[str, Any]:
    return {"number": act.pk, "at": act.at.isoformat(), "act": act.act, "previous": act.previous, "hash": act.hash}
