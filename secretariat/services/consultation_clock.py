"""What the clock does for written consultations: opens, reminds, closes on the minute, notices that a text is adopted.

Each thing in a transaction of its own: what fails stops nothing else. A clock that was away does late what it missed,
once, and tells the latest reminder only.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.business_days import DayCounted, business_day_before, halfway
from common.business_days import moment as minute_of
from common.journal import record_act
from common.models import OutboxMessage
from declarations.models import TextState
from secretariat.access_consultations import can_run
from secretariat.models import Consultation, Consulted, Stage
from secretariat.queries.consultations import silent_in_running_steps, steps_to_close
from secretariat.services.consultation_steps import close_step, open_step
from secretariat.services.consultations import adopt_consultation, locked
from secretariat.tasks.consultations import post_reminder, reminder_key
from secretariat.workflow import CLOCK, NEXT

log = structlog.get_logger(__name__)
MORNING = time(8)  # by the clock of the step: nobody is reminded at night
MANUAL = "asked"


def run_consultations(now: datetime | None = None) -> dict[str, int]:
    """Do all that is due at ``now``; how many of each: opened, reminded, closed, adopted. A second run does nothing."""
    at = now or timezone.now()
    return {
        "closed": sum(_safely(close_step, step) for step in steps_to_close(at)),
        "adopted": sum(_safely(adopt_consultation, one) for one in _signed()),
        "opened": sum(_safely(_open_next, one, at) for one in _to_open(at)),
        "reminded": _remind(at),
    }


def _safely(act: Callable[..., Any], *given: Any) -> bool:
    """Whether ``act`` was done; a fault of one is written down and stops nobody else."""
    try:
        return bool(act(*given))
    except Exception:
        log.exception("consultation_clock_failed", act=act.__name__, thing=str(given[0]))
        return False


def _signed() -> QuerySet[Consultation]:
    signed = (TextState.ADOPTED, TextState.PUBLISHED)
    return Consultation.objects.filter(stage=Stage.AGREED, text__state__in=signed)


def _to_open(at: datetime) -> QuerySet[Consultation]:
    return Consultation.objects.filter(opens_next_at__lte=at, stage__in=[str(stage) for stage in NEXT])


def _open_next(consultation: Consultation, at: datetime) -> bool:
    """Open the next step at its minute.

    Where something stands in the way the minute is taken back, and it is told why.
    """
    try:
        open_step(consultation, NEXT[Stage(consultation.stage)], by=CLOCK)
    except ValidationError as refusal:
        with transaction.atomic():
            held = locked(consultation)
            if held.opens_next_at is None or held.opens_next_at > at:
                return False
            held.opens_next_at = None
            held.save(update_fields=["opens_next_at"])
            record_act("refuse_opening", held, by=CLOCK, after={"reasons": [str(one) for one in refusal.messages]})
        return False
    return True


def _remind(at: datetime) -> int:
    """Ask for the reminders that have come due; how many were new."""
    waiting = {}
    for one in silent_in_running_steps(at):
        due = [(when, kind) for when, kind in reminders_of(one) if when <= at]
        if due:
            kind = max(due)[1]
            waiting[reminder_key(one.pk, kind, one.due_at.isoformat())] = (one, kind)
    known = set(OutboxMessage.objects.filter(key__in=waiting).values_list("key", flat=True))
    for key, (one, kind) in waiting.items():
        if key not in known:
            with transaction.atomic():
                post_reminder(one, kind, one.due_at.isoformat())
                record_act("remind_member", one, by=CLOCK, after={"kind": kind})
    return len(waiting.keys() - known)


def reminders_of(one: Consulted) -> Iterator[tuple[datetime, str]]:
    """When a member that has not replied is reminded: halfway, one business day before, and on the day.

    In the morning.
    """
    step = one.step
    zone, counted = ZoneInfo(step.time_zone), [DayCounted.from_json(day) for day in one.counted]
    days: dict[date, str] = {halfway(step.opened_at, one.due_at, counted, zone): "halfway"}
    if (before := business_day_before(counted)) is not None:
        days[before] = "before"
    days[one.due_at.astimezone(zone).date()] = "today"
    for day, kind in sorted(days.items()):
        when = minute_of(day, MORNING, zone)
        if step.opened_at < when < one.due_at:
            yield when, kind


@transaction.atomic
def remind_now(consulted: Consulted, *, by: Any) -> bool:
    """Remind a member that has not replied, because an officer asks for it; once a day. Whether it was new."""
    if isinstance(by, str) or not can_run(by):
        raise PermissionDenied
    stamp = timezone.localdate().isoformat()
    is_silent = silent_in_running_steps(timezone.now()).filter(pk=consulted.pk).exists()
    if not is_silent or OutboxMessage.objects.filter(key=reminder_key(consulted.pk, MANUAL, stamp)).exists():
        return False
    post_reminder(consulted, MANUAL, stamp)
    record_act("remind_member", consulted, by=by, after={"kind": MANUAL})
    return True
