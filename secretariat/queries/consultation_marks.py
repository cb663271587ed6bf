"""The mark of a consultation: short, and another one as soon as anything changes that an act depends on."""

import hashlib

from secretariat.models import Consultation
from secretariat.queries.consultations import asked_in, step_of, words_now


def mark_of(consultation: Consultation) -> str:
    """Of the stage, the last step with its deadlines, the settings, and the words as they stand. Pages carry it."""
    step, one = step_of(consultation), consultation
    due = [asked.due_at for asked in asked_in(step)] if step else []
    parts = [
        *(one.stage, one.cycle, one.silence, one.calendar, one.replies_seen, one.troika_days),
        *(one.time_zone, one.closing.isoformat(), _iso(one.opens_next_at)),
        *((step.pk, step.days, _iso(step.suspended_at), _iso(step.closed_at)) if step else ()),
        *map(_iso, due),
        words_now(consultation),
    ]
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]


def _iso(moment: object) -> str:
    return moment.isoformat() if hasattr(moment, "isoformat") else ""
