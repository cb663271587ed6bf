"""A written consultation is prepared, changed, agreed, adopted, sent back, withdrawn or carried to a meeting."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import Drafting, Manner, Text, TextState
from declarations.queries_adoption import members_on
from declarations.services.adoption import Preparation, prepare_adoption, table_text, untable_text
from declarations.services.drafting import move_to_meeting
from meetings.models import Meeting, MeetingState
from members.calendars import CalendarRule
from secretariat.access_consultations import can_run
from secretariat.models import LONGEST, Consultation, RepliesSeen, Result, Silence, Stage, Step
from secretariat.queries.consultations import step_of
from secretariat.services.outcomes import record_outcome
from secretariat.workflow import BETWEEN, CLOCK, CONSULTATIONS, NEXT

SETTLED = ("silence", "calendar", "replies_seen", "troika_days", "time_zone", "closing")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the sources leave open, as it is chosen for one consultation."""

    silence: str
    calendar: str
    replies_seen: str
    troika_days: int
    time_zone: str
    closing: time


@transaction.atomic
def prepare_consultation(text: Text, *, settings: Settings, by: Any) -> Consultation:
    """Put ``text``, a draft that is negotiated, to a written consultation; the troika is not asked yet.

    Raises ``PermissionDenied`` for others than presidency and Secretariat, ``NotNow`` where it is consulted already or
    is no draft, ``Refusal`` for a choice that there is not.
    """
    _only_who_runs(by)
    text = Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=text.pk)
    if text.state != TextState.DRAFT or getattr(text, "drafting", None) is None:
        raise NotNow(_("Only a draft that is being negotiated is put to a written consultation."))
    if Consultation.objects.filter(text=text).exists():
        raise NotNow(_("A written consultation on this text was prepared already."))
    _check(settings)
    Drafting.objects.filter(text=text).update(is_by_consultation=True)
    consultation = Consultation.objects.create(text=text, **asdict(settings))
    record_act("prepare_consultation", consultation, by=by, after=_said(consultation))
    return consultation


@transaction.atomic
def change_settings(consultation: Consultation, *, settings: Settings, by: Any) -> Consultation:
    """Choose anew, for the steps that are still to open; a step that runs keeps what it was opened with."""
    _only_who_runs(by)
    consultation = locked(consultation)
    if consultation.stage not in BETWEEN | {Stage.PREPARED}:
        raise NotNow(_("While a step runs, and after the end, nothing of this is changed."))
    _check(settings)
    before = _said(consultation)
    for name, value in asdict(settings).items():
        setattr(consultation, name, value)
    after = _said(consultation)
    if changed := [name for name in after if after[name] != before[name]]:
        consultation.save(update_fields=changed)
        was, now = ({name: said[name] for name in changed} for said in (before, after))
        record_act("change_consultation", consultation, by=by, before=was, after=now)
    return consultation


@transaction.atomic
def schedule_opening(consultation: Consultation, *, at: datetime | None, by: Any) -> Consultation:
    """Let the clock open the next step ``at`` a minute to come; ``None`` takes that back.

    What stands in the way is asked at that minute; where something does, nothing is opened and the desk says why.
    """
    _only_who_runs(by)
    consultation = locked(consultation)
    if consultation.stage not in NEXT:
        raise NotNow(_("No step can be opened now."))
    if at is not None and at <= timezone.now():
        raise Refusal(_("That minute has passed."))
    if consultation.opens_next_at != at:
        before = {"opens_next_at": consultation.opens_next_at and consultation.opens_next_at.isoformat()}
        consultation.opens_next_at = at
        consultation.save(update_fields=["opens_next_at"])
        after = {"opens_next_at": at and at.isoformat()}
        record_act("schedule_opening", consultation, by=by, before=before, after=after)
    return consultation


@transaction.atomic
def agree_consultation(consultation: Consultation, *, by: Any) -> Consultation:
    """With consensus at the end of round two: the text goes on the table and its adoption is prepared.

    All members that were asked are named as adopting it; presidency and Secretariat sign it as at a meeting. Raises as
    ``Procedure.move`` does.
    """
    consultation, step = locked(consultation), _locked_step(consultation)
    CONSULTATIONS.move(consultation, "agree_consultation", by=by)
    text = table_text(consultation.text, by=by, by_consultation=True)
    today = timezone.localdate()
    present = tuple(members_on(today).filter(consultations__step=step))
    prepare_adoption(text, plan=Preparation(Manner.CONSULTATION, today, present=present), by=by)
    return consultation


@transaction.atomic
def adopt_consultation(consultation: Consultation, *, by: Any = CLOCK) -> Consultation:
    """Presidency and Secretariat have signed: the consultation is adopted, and the members are told of the outcome."""
    consultation = locked(consultation)
    CONSULTATIONS.move(consultation, "adopt_consultation", by=by, ended_at=timezone.now())
    record_outcome(consultation, result=Result.ADOPTED)
    return consultation


@transaction.atomic
def send_back(consultation: Consultation, *, reason: Mapping[str, str], by: Any) -> Consultation:
    """Without consensus, or where the words must change: back to drafting, with a reason; it begins anew."""
    consultation = locked(consultation)
    _locked_step(consultation)
    CONSULTATIONS.move(consultation, "send_back", by=by, reason=dict(reason), opens_next_at=None)
    _untable(consultation, reason, by)
    record_outcome(consultation, result=Result.BACK)
    consultation.cycle += 1
    consultation.save(update_fields=["cycle"])
    return consultation


@transaction.atomic
def withdraw_consultation(consultation: Consultation, *, reason: Mapping[str, str], by: Any) -> Consultation:
    """End it without a result, with a reason; a step that runs is closed. Those who were asked are told."""
    consultation = locked(consultation)
    step, now = _locked_step(consultation), timezone.now()
    ends: dict[str, Any] = {"opens_next_at": None, "ended_at": now}
    CONSULTATIONS.move(consultation, "withdraw_consultation", by=by, reason=dict(reason), **ends)
    if step is not None and step.closed_at is None:
        Step.objects.filter(pk=step.pk).update(closed_at=now, suspended_at=None)
    _untable(consultation, reason, by)
    record_outcome(consultation, result=Result.WITHDRAWN)
    return consultation


@transaction.atomic
def carry_consultation(
    consultation: Consultation, *, meeting: Meeting, reason: Mapping[str, str], by: Any
) -> Consultation:
    """Without consensus: the text goes on at ``meeting``, which is still to be held. Raises ``Refusal`` for another."""
    consultation = locked(consultation)
    _locked_step(consultation)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.CONVENED):
        raise Refusal(_("Choose a meeting that is still to be held."))
    facts: dict[str, Any] = {"opens_next_at": None, "ended_at": timezone.now(), "carried_to": meeting}
    told = {"carried_to": meeting.key}
    CONSULTATIONS.move(consultation, "carry_consultation", by=by, reason=dict(reason), told=told, **facts)
    _untable(consultation, reason, by)
    move_to_meeting(consultation.text, meeting=meeting, by=by)
    record_outcome(consultation, result=Result.CARRIED)
    return consultation


def locked(consultation: Consultation) -> Consultation:
    """The row of a consultation is the lock of its course: whoever moves it holds it first."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("text__drafting", "text__meeting")
    return rows.get(pk=consultation.pk)


def _locked_step(consultation: Consultation) -> Step | None:
    """The last step, held: a reply that is on its way is in it, or comes too late; nothing in between."""
    step = step_of(consultation)
    return Step.objects.select_for_update(of=("self",)).get(pk=step.pk) if step else None


def _untable(consultation: Consultation, reason: Mapping[str, str], by: Any) -> None:
    if consultation.text.state == TextState.TABLED:
        untable_text(consultation.text, reason=dict(reason), by=by)


def _check(settings: Settings) -> None:
    known = (
        settings.silence in Silence.values,
        settings.calendar in CalendarRule.values,
        settings.replies_seen in RepliesSeen.values,
    )
    if not all(known):
        raise Refusal(_("This choice is not offered."))
    if not 1 <= settings.troika_days <= LONGEST:
        raise Refusal(_("From 1 to %(limit)s business days."), limit=LONGEST)
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal(_("This time zone does not exist.")) from None


def _said(consultation: Consultation) -> dict[str, Any]:
    return {name: str(getattr(consultation, name)) for name in SETTLED} | {"troika_days": consultation.troika_days}


def _only_who_runs(by: Any) -> None:
    if isinstance(by, str) or not can_run(by):
        raise PermissionDenied
