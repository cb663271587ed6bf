"""The Secretariat accredits delegates or does not, one or many at once; whoever registered them is told by letter."""

from collections import defaultdict
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.revision import bump_revision
from meetings.access_delegates import can_accredit
from meetings.mailing.accreditation import write_accreditation_letters
from meetings.models import Delegate, Meeting
from meetings.places import check_closed_session
from meetings.workflow_delegates import DELEGATES


class DelegatesRefused(Refusal):
    """Nobody of several was accredited, for the rules refuse ``refusals``: pairs of a delegate and a reason."""

    def __init__(self, refusals: list[tuple[Delegate, Refusal]]) -> None:
        super().__init__(_("Nobody was accredited: see what the rules refuse."))
        self.refusals = refusals


@transaction.atomic
def accredit_delegates(*, meeting: Meeting, delegates: list[int], by: Any) -> int:
    """Accredit these delegates (primary keys) of ``meeting``, all or none; how many. Each is a line of the journal.

    Whoever is accredited already stays so. The closed session is for heads of delegation, each with at most two
    aides (report of 20 years). Raises ``PermissionDenied``, ``DelegatesRefused`` with the rule for each, ``NotNow``
    for one who was withdrawn. Whoever registered them gets one letter, in the own language.
    """
    chosen = _chosen(meeting, delegates, by)
    waiting = [delegate for delegate in chosen if delegate.state != "accredited"]
    refusals = [(delegate, reason) for delegate in waiting if (reason := check_closed_session(delegate))]
    if refusals:
        raise DelegatesRefused(refusals)
    for delegate in waiting:
        DELEGATES.move(delegate, "delegate_accredited", by=by)
    return _tell(meeting, waiting, {})


@transaction.atomic
def refuse_delegates(*, meeting: Meeting, delegates: list[int], reason: dict[str, str], by: Any) -> int:
    """Do not accredit these delegates, with a reason in both languages; how many. From now on they read no more.

    Raises ``PermissionDenied``, ``Refusal`` without a reason, ``NotNow`` for one who was withdrawn or refused already.
    """
    chosen = _chosen(meeting, delegates, by)
    for delegate in chosen:
        DELEGATES.move(delegate, "delegate_refused", by=by, reason=reason)
    return _tell(meeting, chosen, reason)


def _chosen(meeting: Meeting, delegates: list[int], by: Any) -> list[Delegate]:
    """Under a lock of the meeting, so that two at once count the places one after the other."""
    if not can_accredit(by):
        raise PermissionDenied
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    known = Delegate.objects.known().filter(meeting=meeting, pk__in=delegates)
    chosen = list(known.select_related("participant", "registered_by").order_by("pk"))
    if not chosen:
        raise Refusal(_("Choose at least one delegate."))
    return chosen


def _tell(meeting: Meeting, delegates: list[Delegate], reason: dict[str, str]) -> int:
    if delegates:
        by_delegation = defaultdict(list)
        for delegate in delegates:
            by_delegation[delegate.participant_id, delegate.registered_by_id].append(delegate)
        for group in by_delegation.values():
            write_accreditation_letters(meeting, group, reason=reason, key=uuid4().hex)
        bump_revision()
    return len(delegates)
