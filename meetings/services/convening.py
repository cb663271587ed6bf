"""A meeting goes from plan to closing: each step by ``meetings.workflow``, with what follows from it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.access import can_prepare
from meetings.access_convocations import invitable
from meetings.models import Convocation, ConvocationKind, Meeting, MeetingKind, MeetingState
from meetings.series import lock_series, next_ordinal
from meetings.services.convocations import audiences_convened, issue
from meetings.services.meetings import touch_calendar
from meetings.workflow import MEETING, last_day_of

NO_REASON: dict[str, Any] = {"state_reason_es": "", "state_reason_en": ""}


@transaction.atomic
def convene_meeting(
    meeting: Meeting,
    *,
    form_key: UUID,
    words: Mapping[str, str],
    register_by: date | None,
    audiences: Collection[str],
    audience: str,
    by: Any,
) -> Convocation:
    """Convene: the state, the ordinal of a Vice-Ministerial, the convocation, its papers and its letters, or nothing.

    ``words`` by language, ``audiences`` whom it convenes, ``audience`` for whom the meeting's page is from now on.
    The same ``form_key`` posted again gives the convocation that it made. Raises ``PermissionDenied``, ``NotNow``, and
    ``ValidationError`` with every reason against it.
    """
    if made := _made_before(meeting, form_key, by):
        return made
    facts: dict[str, Any] = {"convened_at": timezone.now(), "audience": audience} | NO_REASON
    if meeting.kind == MeetingKind.VICE_MINISTERIAL:
        facts["ordinal"] = _ordinal(meeting)
    MEETING.move(meeting, "convene_meeting", by=by, **facts)
    _check_letter(meeting, audiences, register_by)
    made = issue(
        meeting,
        kind=ConvocationKind.CONVOCATION,
        words=words,
        register_by=register_by,
        audiences=audiences,
        form_key=form_key,
    )
    _tell_everybody(meeting)
    return made


@transaction.atomic
def tell_change(
    meeting: Meeting, *, form_key: UUID, words: Mapping[str, str], register_by: date | None, by: Any
) -> Convocation:
    """Tell those convened of a change, by a letter of its own. Once for each ``form_key``.

    Raises ``PermissionDenied``, ``Refusal`` where the meeting is not convened, ``ValidationError`` without words.
    """
    if made := _made_before(meeting, form_key, by):
        return made
    if meeting.state != MeetingState.CONVENED:
        raise Refusal(_("Only those convened to a meeting are told of changes."))
    audiences = audiences_convened(meeting)
    _check_letter(meeting, audiences, register_by)
    made = issue(
        meeting,
        kind=ConvocationKind.CHANGE,
        words=words,
        register_by=register_by,
        audiences=audiences,
        form_key=form_key,
    )
    record_act("tell_change", made, by=by, after={"number": made.number})
    return made


def postpone_meeting(meeting: Meeting, *, reason: Mapping[str, str], by: Any) -> None:
    """It does not take place on its days; the reason is public, and whoever was convened is told by mail."""
    _call_off(meeting, "postpone_meeting", ConvocationKind.POSTPONEMENT, reason, by)


def cancel_meeting(meeting: Meeting, *, reason: Mapping[str, str], by: Any) -> None:
    """It does not take place at all; the reason is public, and whoever was convened is told by mail."""
    _call_off(meeting, "cancel_meeting", ConvocationKind.CANCELLATION, reason, by)


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Any) -> None:
    """Enter that the meeting takes, or took, place. An activity needs its approved concept note."""
    MEETING.move(meeting, "hold_meeting", by=by)
    _tell_everybody(meeting)


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Any) -> None:
    """Its work is done; its data are no longer edited."""
    MEETING.move(meeting, "close_meeting", by=by, **NO_REASON)
    _tell_everybody(meeting)


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, reason: Mapping[str, str], by: Any) -> None:
    """A closed meeting is held again, with a reason in both languages."""
    MEETING.move(meeting, "reopen_meeting", by=by, reason=dict(reason))
    _tell_everybody(meeting)


@transaction.atomic
def _call_off(meeting: Meeting, act: str, kind: str, reason: Mapping[str, str], by: Any) -> None:
    """What is called off before anybody was convened is told to nobody."""
    MEETING.move(meeting, act, by=by, reason=dict(reason))
    if audiences := audiences_convened(meeting):
        issue(meeting, kind=kind, words=reason, register_by=None, audiences=audiences)
    _tell_everybody(meeting)


def _made_before(meeting: Meeting, form_key: UUID, by: Any) -> Convocation | None:
    """The convocation that the form made the first time; the meeting stays locked until the transaction ends."""
    if not can_prepare(by, meeting):
        raise PermissionDenied
    if meeting.kind == MeetingKind.VICE_MINISTERIAL:
        lock_series()
    else:
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    return Convocation.objects.filter(form_key=form_key, meeting=meeting).first()


def _ordinal(meeting: Meeting) -> int:
    """It keeps the ordinal that it was given when it was convened for the first time."""
    meeting.refresh_from_db(fields=["ordinal"])
    return meeting.ordinal or next_ordinal()


def _check_letter(meeting: Meeting, audiences: Collection[str], register_by: date | None) -> None:
    if not audiences:
        raise ValidationError({"audiences": _("Say who is convened.")})
    if not set(audiences) <= set(invitable(meeting.kind)):
        raise ValidationError({"audiences": _("The rules do not let one of these attend such a meeting.")})
    if register_by and register_by > last_day_of(meeting):
        raise ValidationError({"register_by": _("The meeting is over by then.")})


def _tell_everybody(meeting: Meeting) -> None:
    """Calendars and kept pages hear of the new state."""
    touch_calendar(meeting)
    bump_revision()
