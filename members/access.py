"""Who is what on a date: facts from mandates, standings and presidencies. The troika is computed, never stored."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from common.access import Audience

if TYPE_CHECKING:
    from members.models import Presidency

# What each function lets its holder see. A thing meant for observers may always be read by members
# (report of 20 years, "access matrix": members attend every session). An administrator runs the system
# and reads no closed paper.
READS: dict[str, set[str]] = {
    "secretariat_officer": set(Audience.values),
    "focal_point": set(Audience.values) - {Audience.TROIKA, Audience.SECRETARIAT},
    "civil_society_delegate": {Audience.PUBLIC, Audience.CIVIL_SOCIETY},
    "administrator": {Audience.PUBLIC},
}


def audiences_of(user: Any, on: date | None = None) -> set[str]:
    """The audiences that ``user`` belongs to on ``on`` (today). A visitor, and anyone without a mandate, is the public.

    An observer delegate belongs to the audience of the status in which the participant stands on that day; a
    focal point of one of the three presidencies of the troika reads what is meant for the troika.
    """
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return {Audience.PUBLIC}
    if on is None and (known := getattr(user, "_audiences", None)) is not None:
        return known
    day = on or timezone.localdate()
    audiences: set[str] = {Audience.PUBLIC}
    for mandate in user.mandates.in_force(day).select_related("participant"):
        audiences |= READS.get(mandate.function, set())
        if mandate.function == "observer_delegate":
            audiences |= _statuses(mandate.participant, day) & {
                Audience.OBSERVER_COUNTRY,
                Audience.OBSERVER_ORGANISATION,
            }
        if mandate.function == "focal_point" and mandate.participant_id in _troika_countries(day):
            audiences.add(Audience.TROIKA)
    if on is None:
        user._audiences = audiences
    return audiences


def is_secretariat(user: Any) -> bool:
    """May run the Secretariat's procedures today: holds a mandate as Secretariat officer."""
    return Audience.SECRETARIAT in audiences_of(user)


def is_administrator(user: Any) -> bool:
    """Runs the system today: holds a mandate as technical administrator, or is the account made at installation."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return user.is_superuser or user.mandates.in_force(timezone.localdate()).filter(function="administrator").exists()


def _statuses(participant: Any, on: date) -> set[str]:
    return set(participant.standings.in_force(on).values_list("status", flat=True))


def _troika_countries(on: date) -> set[int]:
    return {term.country_id for term in troika(on) if term is not None and term.country_id}


def troika(on: date) -> tuple["Presidency | None", "Presidency | None", "Presidency | None"]:
    """The outgoing, the current and the incoming presidency on ``on``; ``None`` where the record knows none.

    Outgoing, current and next presidency (presentation 2015; report of 20 years). One query.
    """
    from members.models import Presidency

    return troika_among(
        list(Presidency.objects.select_related("country").filter(year__gte=on.year - 3).order_by("year")), on
    )


def troika_among(
    terms: list["Presidency"], on: date
) -> tuple["Presidency | None", "Presidency | None", "Presidency | None"]:
    """The same among ``terms``, which are in order of time."""
    now = next((term for term in reversed(terms) if _is_current(term, on)), None)
    if now is None:
        return None, None, None
    place = terms.index(now)
    before = terms[place - 1] if place else None
    after = terms[place + 1] if place + 1 < len(terms) else None
    return before, now, after


def _is_current(term: "Presidency", on: date) -> bool:
    """Dated terms decide; a term of which only the year is known is taken as that calendar year."""
    day = on.isoformat()
    start = term.start.iso if term.start else str(term.year)
    end = term.end.iso if term.end else str(term.year)
    return start <= day and day[: len(end)] <= end
