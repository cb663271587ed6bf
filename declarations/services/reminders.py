"""What is due soon, or overdue, is told to those whom it asks: thirty and seven days before, and once after."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.journal import record_act
from common.models import OutboxMessage
from declarations.access_commitments import can_follow_up
from declarations.mailing.commitments import ASKED, STEPS
from declarations.models import Commitment
from declarations.tasks_commitments import post_reminder, reminder_key

CLOCK = "remind_of_commitments"


def remind_of_commitments(today: date | None = None) -> int:
    """Ask for the reminders that are due; how many commitments were new to be reminded of.

    Each step is told once for a day by which it is due: a second run, or a run on a later day, tells nothing twice. A
    clock that stood still for some days tells the latest step that is due, and not those before it.
    """
    day = today or timezone.localdate()
    running = Commitment.objects.confirmed().running().filter(due_on__lte=day + timedelta(days=max(STEPS.values())))
    waiting = {}
    for commitment in running.select_related("decision__paragraph"):
        step = step_of(commitment.due_on, day)
        due = commitment.due_on.isoformat() if commitment.due_on else ""
        waiting[reminder_key(commitment.pk, due, step, 0)] = (commitment, step)
    known = set(OutboxMessage.objects.filter(key__in=waiting).values_list("key", flat=True))
    new = [one for key, one in waiting.items() if key not in known]
    for commitment, step in new:
        with transaction.atomic():
            post_reminder(commitment, step)
            record_act("remind_commitment", commitment, by=CLOCK, after={"kind": step})
    return len(new)


def step_of(due_on: date | None, day: date) -> str:
    """Which of ``STEPS`` is told on ``day``: the nearest one that has begun."""
    if due_on is None or due_on < day:
        return "overdue"
    return "7" if (due_on - day).days <= STEPS["7"] else "30"


@transaction.atomic
def ask_for_report(commitment: Commitment, *, by: Any) -> bool:
    """Remind those whom ``commitment`` asks of it today, though the clock has told them; once a day, whoever asks.

    Whether this is the first of the day. Only what is confirmed, running and has a day can be asked for. Raises
    ``PermissionDenied`` for whoever does not keep the follow-up.
    """
    if not can_follow_up(by):
        raise PermissionDenied
    running = Commitment.objects.confirmed().running().filter(pk=commitment.pk, due_on__isnull=False)
    locked = running.select_for_update(of=("self",)).first()
    step = f"{ASKED}{timezone.localdate().isoformat()}"
    if locked is None or locked.due_on is None:
        return False
    key = reminder_key(locked.pk, locked.due_on.isoformat(), step, 0)
    if OutboxMessage.objects.filter(key=key).exists():
        return False
    post_reminder(locked, step)
    record_act("remind_commitment", locked, by=by, after={"kind": "asked"})
    return True
