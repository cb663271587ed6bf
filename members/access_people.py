"""Who may know of whom, and who names whom. Personal data: it is for those who work together, and for nobody else."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from common.access import Audience
from members.access import (
    DELEGATION,
    SECRETARIAT,
    audiences_of,
    countries_of,
    is_administrator,
    is_secretariat,
)

if TYPE_CHECKING:
    from members.models import Person, Presidency

OWN = ("deputy", "national_reviewer")  # whom a focal point names and ends


def visible_mandates(user: Any) -> Q:
    """Who is who: the Secretariat knows all; delegations of members know each other and the Secretariat.

    Everyone else who acts for a participant (observers, civil society, liaison officers) knows the Secretariat and
    their own. Who runs the system is known to the Secretariat alone. Each knows their own mandates.
    """
    if is_secretariat(user):
        return Q()
    own = Q(person=user.person_id) if _person_of(user) else Q(pk__in=[])
    if Audience.MEMBER in audiences_of(user):
        return ~Q(function="administrator") | own
    countries = countries_of(user)
    return own | Q(participant__in=countries) | Q(function__in=SECRETARIAT) if countries else own


def visible_people(user: Any) -> Q:
    """Those whose mandate in force one may know of, all who act or acted for one's own participant, and oneself.

    A visitor, an administrator and an account without a mandate know of nobody else.
    """
    from members.models import Mandate

    if is_secretariat(user):
        return Q()
    seen = Q(pk=user.person_id) if _person_of(user) else Q(pk__in=[])
    if reads_directory(user):
        countries = countries_of(user)
        in_force = Mandate.objects.in_force().filter(visible_mandates(user))
        own = Mandate.objects.filter(participant__in=countries)
        seen |= Q(pk__in=in_force.order_by().values("person")) | Q(pk__in=own.order_by().values("person"))
        seen |= Q(institution__participant__in=countries)
    return seen


def reads_directory(user: Any) -> bool:
    """Has a directory: the Secretariat, and whoever acts for a participant now."""
    return is_secretariat(user) or Audience.MEMBER in audiences_of(user) or bool(countries_of(user))


def can_export_people(user: Any) -> bool:
    """May take the directory away as a file: the Secretariat and focal points."""
    return is_secretariat(user) or bool(led_by(user))


def reads_calendars(user: Any) -> bool:
    """Reads whose days are off, for it explains the arithmetic of a deadline: the Secretariat, and members."""
    return is_secretariat(user) or Audience.MEMBER in audiences_of(user)


def led_by(user: Any) -> set[int]:
    """The participants (primary keys) whose focal point ``user`` is now; none in a preview, which only looks."""
    return set() if getattr(user, "_preview", None) else countries_of(user, "focal_point")


def can_appoint(user: Any, function: str, participant_id: int | None) -> bool:
    """May name and end who holds ``function`` for a participant.

    The Secretariat all but administrators, whom administrators name; a focal point the deputy and the national
    reviewers of the own country. ``user`` may also be the name of a part of the machine, as an operator's command.
    """
    if isinstance(user, str):
        return True
    if function == "administrator":
        return is_administrator(user)
    return is_secretariat(user) or (function in OWN and participant_id in led_by(user))


def can_keep_person(user: Any, person: "Person") -> bool:
    """May write down who ``person`` is: the Secretariat anybody, a focal point those whom they name.

    These are people who hold nothing but what a focal point of that country gives, or hold nothing and belong to one
    of its institutions. Nobody's own contact data is changed this way by themselves: they confirm it.
    """
    if isinstance(user, str) or is_secretariat(user):
        return True
    countries = led_by(user)
    if not countries:
        return False
    held = person.mandates.exclude(ended_at__lte=timezone.now()).filter(
        Q(end__isnull=True) | Q(end__gte=timezone.localdate()) | Q(is_holdover=True)
    )
    seats = set(held.values_list("function", "participant_id"))
    if seats:
        return all(function in OWN and participant in countries for function, participant in seats)
    return person.institution is not None and person.institution.participant_id in countries


def works_on_handover(user: Any, outgoing: "Presidency | None", incoming: "Presidency") -> bool:
    """Sees the checklist of a handover and ticks its lines: the Secretariat and both delegations."""
    countries = {term.country_id for term in (outgoing, incoming) if term is not None and term.country_id}
    acting = set() if getattr(user, "_preview", None) else countries_of(user, *DELEGATION)
    return is_secretariat(user) or bool(countries & acting)


def _person_of(user: Any) -> bool:
    """Somebody who signed in and looks as themselves."""
    return bool(getattr(user, "person_id", None)) and not getattr(user, "_preview", None)
