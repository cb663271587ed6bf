"""The places that the rules give at a meeting: who comes as what, and who enters the closed session."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from meetings.models import Capacity, Delegate
from members.models import Standing, Status

AIDES = 2  # beside each head of delegation in the closed session (report of 20 years)
OF_GUESTS = {
    Status.OBSERVER_COUNTRY: Capacity.OBSERVER,
    Status.OBSERVER_ORGANISATION: Capacity.OBSERVER,
    Status.CIVIL_SOCIETY: Capacity.CIVIL_SOCIETY,
}
HELPS = (Capacity.INTERPRETER, Capacity.EXPERT)  # whom any delegation may bring along
OF_MEMBERS = (Capacity.HEAD, Capacity.AIDE, Capacity.DELEGATE, *HELPS)
OF_NOBODY = (Capacity.SECRETARIAT, *HELPS)


def standings_of(participant_id: int | None) -> set[str]:
    """In which statuses a participant stands today. One query."""
    if participant_id is None:
        return set()
    standings = Standing.objects.in_force(timezone.localdate()).filter(participant=participant_id)
    return set(standings.order_by().values_list("status", flat=True))


def capacities_for(statuses: set[str], participant_id: int | None) -> list[Capacity]:
    """As what people come for a participant in these statuses: members send delegations, observers observe."""
    if participant_id is None:
        return list(OF_NOBODY)
    if Status.MEMBER in statuses:
        return list(OF_MEMBERS)
    guests = [capacity for status, capacity in OF_GUESTS.items() if status in statuses]
    return [*dict.fromkeys(guests or [Capacity.OBSERVER]), *HELPS]


def check_capacity(delegate: Delegate, statuses: set[str]) -> Refusal | None:
    """Why somebody cannot come as what was asked for; nothing where they can."""
    if delegate.capacity in capacities_for(statuses, delegate.participant_id):
        return None
    if delegate.participant_id is None:
        return Refusal(
            _("Without a country or organisation come only the Secretariat, guests, experts and interpreters.")
        )
    if Status.MEMBER in statuses:
        return Refusal(_("Members come as head, aide, delegate or adviser, interpreter or expert."))
    return Refusal(_("Observers and civil society come as such: only members send heads, aides and delegates."))


def check_closed_session(delegate: Delegate, statuses: set[str] | None = None, others: Any = None) -> Refusal | None:
    """Why somebody cannot enter the closed session; nothing where they can, or do not ask to.

    The closed session is for the heads of the members' delegations, each with at most two aides, and the Secretariat;
    observers never enter it (report of 20 years). ``others`` are delegates to be counted besides those of the
    database, who come by the same form. At most two queries. Ask under a lock of the meeting.
    """
    if not delegate.enters_closed_session or delegate.capacity == Capacity.SECRETARIAT:
        return None
    if delegate.capacity not in (Capacity.HEAD, Capacity.AIDE):
        return Refusal(_("Closed session: only heads of delegation, their aides and the Secretariat enter it."))
    if Status.MEMBER not in (standings_of(delegate.participant_id) if statuses is None else statuses):
        return Refusal(_("Closed session: it is for members alone; observers and civil society do not enter it."))
    known = Delegate.objects.coming().filter(
        meeting=delegate.meeting_id,
        participant=delegate.participant_id,
        capacity=delegate.capacity,
        enters_closed_session=True,
    )
    beside = [one for one in others or () if one.enters_closed_session and one.capacity == delegate.capacity]
    if known.exclude(pk=delegate.pk).count() + len(beside) >= (1 if delegate.capacity == Capacity.HEAD else AIDES):
        return Refusal(_("Closed session: a delegation enters it with its head and at most two aides."))
    return None
