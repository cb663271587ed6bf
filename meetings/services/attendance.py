"""Attendance: who came, by day or by session, as the Secretariat checks them in at the door."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from meetings.access_delegates import can_accredit
from meetings.attending import reason_against_attending
from meetings.models import Attendance, Delegate, DelegateState, Session
from meetings.places import standings_of


@transaction.atomic
def check_in(delegate: Delegate, *, session: Session | None, on: date, by: Any) -> Attendance:
    """Note that ``delegate`` is there: in ``session``, or on the day ``on`` (of the meeting's zone). Twice is once.

    Raises ``PermissionDenied`` for anyone but the Secretariat, ``Refusal`` for whoever is not accredited or whom the
    rules do not let into the session.
    """
    if not can_accredit(by):
        raise PermissionDenied
    locked = Delegate.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=delegate.pk)
    if locked.state != DelegateState.ACCREDITED or locked.erased_at:
        raise Refusal(_("Not accredited: the Secretariat has to accredit this person first."))
    if session is not None:
        _may_enter(locked, session)
    came, is_new = Attendance.objects.get_or_create(
        delegate=locked, session=session, **({"on": on} if session is None else {"defaults": {"on": on}})
    )
    if is_new:
        record_act("delegate_checked_in", locked, by=by, after=_where(came))
    return came


@transaction.atomic
def undo_check_in(came: Attendance, *, by: Any) -> None:
    """It was somebody else, or too early. Raises ``PermissionDenied`` for anyone but the Secretariat."""
    if not can_accredit(by):
        raise PermissionDenied
    record_act("check_in_undone", came.delegate, by=by, before=_where(came))
    came.delete()


def _may_enter(delegate: Delegate, session: Session) -> None:
    if session.meeting_id != delegate.meeting_id:
        raise Refusal(_("This session is of another meeting."))
    if session.kind == "closed" and not delegate.enters_closed_session:
        raise Refusal(_("Closed session: only heads of delegation, each with at most two aides, enter it."))
    guests = standings_of(delegate.participant_id) - {"member"}
    against = [reason_against_attending(one, delegate.meeting.kind, session.kind) for one in sorted(guests)]
    if all(against) and (reason := next(iter(against), None)):
        raise Refusal(reason)


def _where(came: Attendance) -> dict[str, str]:
    return {"on": came.on.isoformat()} | ({"session": str(came.session_id)} if came.session_id else {})
