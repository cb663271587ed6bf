"""How a consultation ended is written down whole, once; letters in both languages follow."""

import hashlib
from typing import Any

from django.utils import timezone

from secretariat.models import Consultation, Outcome
from secretariat.queries.outcomes import record_of
from secretariat.tasks.consultations import post_outcome, post_papers


def record_outcome(consultation: Consultation, *, result: str) -> Outcome:
    """Freeze what led to ``result`` in the present beginning; call it in the transaction that moves the consultation.

    Raises ``IntegrityError`` for a second outcome of one beginning: the database holds that there is one.
    """
    now: Any = timezone.now()
    record = record_of(consultation, result=result, decided_at=now)
    outcome = Outcome.objects.create(
        consultation=consultation,
        cycle=consultation.cycle,
        result=result,
        record=record,
        sha256=hashlib.sha256(record.encode()).hexdigest(),
        decided_at=now,
    )
    post_papers(consultation, outcome=outcome)
    post_outcome(outcome)
    return outcome
