"""The steps of a written consultation: opened, extended, suspended, resumed, closed on the minute, once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.business_days import DayCounted, DayOff, days_left
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import Text, VersionReason
from declarations.services.drafting import keep_version
from members.calendars import data_version
from members.models import Participant
from secretariat.deadline_words import SUSPENDED
from secretariat.models import LONGEST, ROUND_DAYS, Consultation, Consulted, Stage, Step, StepKind
from secretariat.queries.consultations import arithmetic, members_asked, step_of
from secretariat.services.consultations import locked
from secretariat.tasks.consultations import post_papers, post_telling
from secretariat.workflow import CLOCK, CLOSES, CONSULTATIONS, OPENS

FROZEN = ("silence", "calendar", "replies_seen", "time_zone", "closing")  # with each step, as it is opened


@transaction.atomic
def open_step(consultation: Consultation, act: str, *, by: Any) -> Step:
    """Open the step of ``act`` now: the words are kept as they are sent, and by when each member replies is fixed.

    What no reply means, whose holidays count, zone and minute are frozen with it, and every day is written down with
    the state of the holidays that was used. Papers and letters follow. Raises as ``Procedure.move`` does, ``Refusal``
    where nobody is to be asked.
    """
    kind = OPENS[act]
    consultation, now = locked(consultation), timezone.now()
    asked = members_asked(kind, now)
    if not asked:
        raise Refusal(_("The record knows nobody whom this step would ask."))
    opened: dict[str, Any] = {} if kind == StepKind.TROIKA else {"opened_at": consultation.opened_at or now}
    told = {"asked": [one.key for one in asked]}
    CONSULTATIONS.move(consultation, act, by=by, opens_next_at=None, told=told, **opened)
    if kind != StepKind.TROIKA:
        Text.objects.filter(pk=consultation.text_id, circulated_at=None).update(circulated_at=now)
    version = keep_version(consultation.text, reason=VersionReason.CONSULTED, by=CLOCK)
    step = Step.objects.create(
        consultation=consultation,
        cycle=consultation.cycle,
        kind=kind,
        version=version,
        days=consultation.troika_days if kind == StepKind.TROIKA else ROUND_DAYS,
        data_version=data_version(),
        opened_at=now,
        **{name: getattr(consultation, name) for name in FROZEN},
    )
    members = members_asked(StepKind.ONE, now)
    for participant in asked:
        counted, due_at = arithmetic(step, after=now, days=step.days, participant=participant, members=members)
        Consulted.objects.create(step=step, participant=participant, due_at=due_at, counted=_kept(counted))
    post_papers(consultation, step=step)
    post_telling(step, "opened")
    return step


@transaction.atomic
def extend_step(consultation: Consultation, *, days: int, reason: Mapping[str, str], by: Any) -> Step:
    """Give everybody ``days`` more business days, counted from the end of those they have; by the rule of the step.

    All alike: whoever asked for time does not get more of it than the others. Raises as ``Procedure.move`` does.
    """
    if not 1 <= days <= LONGEST:
        raise Refusal(_("From 1 to %(limit)s business days."), limit=LONGEST)
    consultation, step = _held(consultation)
    told = {"days": days}
    CONSULTATIONS.move(consultation, "extend_step", by=by, reason=dict(reason), told=told)
    members = members_asked(StepKind.ONE, step.opened_at)
    for one in _asked(step):
        _prolong(one, step, after=_days(one)[-1].day, days=days, members=members, known=_days(one))
    step.days += days
    step.save(update_fields=["days"])
    post_telling(step, "extended")
    return step


@transaction.atomic
def suspend_step(consultation: Consultation, *, reason: Mapping[str, str], by: Any) -> Step:
    """Stop the time of the step that runs; no reply is taken until it is resumed, drafts go on."""
    consultation, step = _held(consultation)
    CONSULTATIONS.move(consultation, "suspend_step", by=by, reason=dict(reason))
    step.suspended_at = timezone.now()
    step.save(update_fields=["suspended_at"])
    post_telling(step, "suspended")
    return step


@transaction.atomic
def resume_step(consultation: Consultation, *, by: Any) -> Step:
    """Let the time go on: each member has as many business days left as on the day of the suspension, at least one."""
    consultation, step = _held(consultation)
    CONSULTATIONS.move(consultation, "resume_step", by=by)
    if step.suspended_at is None:  # the act has asked it already
        raise NotNow(_("The step is not suspended."))
    zone, now = ZoneInfo(step.time_zone), timezone.now()
    stopped, today = step.suspended_at.astimezone(zone).date(), now.astimezone(zone).date()
    members = members_asked(StepKind.ONE, step.opened_at)
    for one in _asked(step):
        known = [day for day in _days(one) if day.day <= stopped]
        known += [_suspended(day) for day in _between(stopped, today)]
        left = max(days_left(_days(one), stopped), 1)
        _prolong(one, step, after=today, days=left, members=members, known=known)
    step.suspended_at = None
    step.save(update_fields=["suspended_at"])
    post_telling(step, "resumed")
    return step


@transaction.atomic
def end_troika(consultation: Consultation, *, by: Any) -> Step:
    """Close the troika step before its time is over, where all who were asked have reacted."""
    consultation, step = _held(consultation)
    CONSULTATIONS.move(consultation, "end_troika", by=by)
    return _close(step, timezone.now())


@transaction.atomic
def close_step(step: Step) -> bool:
    """Close a step of which every deadline has passed; whether it was still open. The clock alone closes, once.

    However late the clock comes, the step closed on the minute of its last deadline, and a reply that reached the
    portal before its own counts.
    """
    consultation = locked(step.consultation)
    held = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    due = max(held.consulted.values_list("due_at", flat=True))
    if not held.is_running or due >= timezone.now():
        return False
    CONSULTATIONS.move(consultation, CLOSES[Stage(consultation.stage)], by=CLOCK, told={"due_at": due.isoformat()})
    _close(held, due)
    return True


def _close(step: Step, at: datetime) -> Step:
    step.closed_at = at
    step.save(update_fields=["closed_at"])
    post_telling(step, "closed")
    return step


def _held(consultation: Consultation) -> tuple[Consultation, Step]:
    """The consultation and its running step, held. Raises ``NotNow`` where none runs."""
    consultation = locked(consultation)
    step = step_of(consultation)
    if step is None or step.closed_at is not None:
        raise NotNow(_("This was done or changed meanwhile. See how it stands now."))
    return consultation, Step.objects.select_for_update(of=("self",)).get(pk=step.pk)


def _asked(step: Step) -> list[Consulted]:
    return list(step.consulted.select_related("participant"))


def _days(one: Consulted) -> list[DayCounted]:
    return [DayCounted.from_json(day) for day in one.counted]


def _kept(counted: Any) -> list[dict[str, Any]]:
    return [day.to_json() for day in counted]


def _prolong(
    one: Consulted, step: Step, *, after: date, days: int, members: list[Participant], known: list[DayCounted]
) -> None:
    """Count ``days`` more behind ``known``, with numbers that go on, and write down the new minute."""
    noon = datetime.combine(after, step.closing, ZoneInfo(step.time_zone)).replace(hour=12, minute=0)
    more, due_at = arithmetic(step, after=noon, days=days, participant=one.participant, members=members)
    last = max((day.number for day in known), default=0)
    one.counted = _kept([*known, *(replace(day, number=day.number + last) if day.counts else day for day in more)])
    one.due_at = due_at
    one.save(update_fields=["counted", "due_at"])


def _between(first: date, last: date) -> list[date]:
    """The days after ``first`` up to and with ``last``."""
    return [first + timedelta(number) for number in range(1, (last - first).days + 1)]


def _suspended(day: date) -> DayCounted:
    off = DayOff(day, SUSPENDED, "Suspendida", "Suspended")
    return DayCounted(day, 0, day.weekday() > 4, (off,))
