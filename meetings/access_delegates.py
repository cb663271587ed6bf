"""Who registers whom for a meeting, who accredits, and who knows who comes. Personal data: closed by default."""

from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from meetings.access import attends
from members.access import DELEGATION, audiences_of, countries_of, is_secretariat, mandates_of
from members.grants import granted

# Focal points and deputies speak for their country (members.access.speaks_for); observers and the civil society
# network have delegates of their own.
REGISTERING = ("focal_point", "deputy", "observer_delegate", "civil_society_delegate")


def registers_for(user: Any) -> set[int]:
    """The participants (primary keys) whose delegations ``user`` keeps, at whatever meeting; none in a preview."""
    return set() if getattr(user, "_preview", None) else countries_of(user, *REGISTERING)


def delegations_of(user: Any, meeting: Any) -> set[int]:
    """The participants (primary keys) for which ``user`` registers delegates at ``meeting``.

    Members at every meeting; observers and civil society where the rules let them attend (``meetings.access.attends``),
    elsewhere only whoever was invited by name, by a grant on the meeting (report of 20 years, "access matrix"). At
    most one query.
    """
    own = registers_for(user)
    if not own:
        return own
    held = [mandate for mandate in mandates_of(user) if mandate.participant_id in own]
    by_rule = {
        mandate.participant_id for mandate in held if any(attends(status, meeting.kind) for status in mandate.standings)
    }
    return own if own <= by_rule or _is_invited(user, meeting) else own & by_rule


def can_register(user: Any, meeting: Any, participant_id: int | None) -> bool:
    """May register, edit and withdraw delegates of a participant: the Secretariat for all, others for their own.

    Whether registration is open is another question (``services.delegations``).
    """
    return is_secretariat(user) or (participant_id is not None and participant_id in delegations_of(user, meeting))


def can_keep_delegations(user: Any, meeting: Any) -> bool:
    """Has a page of the delegations of ``meeting``: the Secretariat, and whoever registers one of them."""
    return is_secretariat(user) or bool(delegations_of(user, meeting))


def can_accredit(user: Any, _delegate: Any = None) -> bool:
    """Accredits, refuses and checks in: the Secretariat, which organises the meetings."""
    return is_secretariat(user)


def kept_delegates(user: Any) -> Q:
    """Registrations that ``user`` reads whole (address, needs, state): the Secretariat all, others their own."""
    return Q() if is_secretariat(user) else Q(participant__in=registers_for(user))


def listed_delegates(user: Any) -> Q:
    """Of whom ``user`` may know that they come, by name, position and institution.

    The Secretariat of all; whoever registers of the own delegation; members of all who are accredited to a meeting
    that they attend, which is one to which they or their delegation are accredited. Nobody else, and nobody at all in
    a preview. Whose data was erased is not shown to anybody but the Secretariat, and has no name there either.
    """
    if is_secretariat(user):
        return Q()
    seen = kept_delegates(user)
    if getattr(user, "_preview", None) or Audience.MEMBER not in audiences_of(user):
        return seen
    return seen | Q(state="accredited", erased_at=None, meeting__in=_own_accredited(user).order_by().values("meeting"))


def _own_accredited(user: Any) -> QuerySet:
    """Those by whom the reader attends meetings: oneself, and the delegations for which one speaks."""
    from meetings.models import Delegate

    oneself = Q(person__isnull=False, person=user.person_id)
    return Delegate.objects.accredited().filter(oneself | Q(participant__in=countries_of(user, *DELEGATION)))


def _is_invited(user: Any, meeting: Any) -> bool:
    """No query where a desk read the meeting, and the grant with it."""
    if (known := getattr(meeting, "is_granted", None)) is not None:
        return known
    return granted(user, type(meeting)).filter(granted=meeting.pk).exists()


def visible_delegation_files(user: Any) -> Q:
    """Files made for ``user``, as long as the people in them may be known; badges are the Secretariat's."""
    if getattr(user, "_preview", None) or not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    if is_secretariat(user):
        return Q(asked_by=user)
    if Audience.MEMBER not in audiences_of(user):
        return Q(pk__in=[])
    return Q(asked_by=user, kind="participants", meeting__in=_own_accredited(user).order_by().values("meeting"))


def can_list_participants(user: Any, meeting: Any) -> bool:
    """May read the list of participants of ``meeting``: the Secretariat, and members who attend it. One query."""
    if is_secretariat(user):
        return True
    if getattr(user, "_preview", None) or Audience.MEMBER not in audiences_of(user):
        return False
    return _own_accredited(user).filter(meeting=meeting).exists()
