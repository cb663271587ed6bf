"""Who is what on a date: facts from mandates, standings and presidencies. The troika is computed, never stored."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, FilteredRelation, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.access import Audience
from common.kept import read_once

if TYPE_CHECKING:
    from members.models import Mandate, Presidency

MEMBERS = {
    Audience.PUBLIC,
    Audience.CIVIL_SOCIETY,
    Audience.OBSERVER_COUNTRY,
    Audience.OBSERVER_ORGANISATION,
    Audience.MEMBER,
}
DELEGATION = ("head_of_delegation", "focal_point", "deputy")  # they speak for their country
# What a mandate lets its holder see follows from how the participant stands on that day. A thing meant for observers
# may always be read by members (report of 20 years, "access matrix": members attend every session). A liaison officer
# or coordinator reads what is meant for the body, by a seat in it. An administrator runs the system and reads no
# closed paper.
READS: dict[tuple[str, str], set[Audience]] = {
    ("head_of_delegation", "member"): MEMBERS,
    ("focal_point", "member"): MEMBERS,
    ("deputy", "member"): MEMBERS,
    ("national_reviewer", "member"): MEMBERS,
    ("observer_delegate", "observer_country"): {Audience.OBSERVER_COUNTRY},
    ("observer_delegate", "observer_organisation"): {Audience.OBSERVER_ORGANISATION},
    ("civil_society_delegate", "civil_society"): {Audience.CIVIL_SOCIETY},
}
SECRETARIAT = ("secretariat_officer", "secretariat_coordinator")


def mandates_of(user: Any, on: date | None = None) -> list["Mandate"]:
    """The mandates that ``user`` holds now (or on a day), read once for a request. None in a preview.

    Each comes with its participant and, in ``standings``, how that one stands on the day. One query.
    """
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    if getattr(user, "_preview", None) is not None:
        return []
    if on is None and (known := getattr(user, "_mandates", None)) is not None:
        return known
    held = _with_standings(user.mandates.in_force(on), on) if user.person_id else []
    if on is None:
        user._mandates = held
    return held


def read_together(users: Collection[Any]) -> None:
    """Read what ``mandates_of``, ``audiences_of`` and ``needs_second_factor`` ask now for many accounts: two queries.

    Afterwards they answer for each of ``users`` as ever, and ask nothing more.
    """
    from members.models import Mandate

    people, terms = defaultdict(list), troika()
    held = Mandate.objects.in_force().filter(person__in={user.person_id for user in users})
    for mandate in _with_standings(held, None):
        people[mandate.person_id].append(mandate)
    for user in users:
        user._mandates, user._troika = people[user.person_id], terms


def audiences_of(user: Any, on: date | None = None) -> set[str]:
    """The audiences that ``user`` belongs to now, or on a day. A visitor, and anyone without a mandate, is the public.

    What a mandate opens follows from the status in which its participant stands on that day; a delegation of one of
    the three presidencies of the troika reads what is meant for the troika. At most two queries, whatever the
    number of mandates. In a preview, the audiences of whom it imitates.
    """
    if (preview := getattr(user, "_preview", None)) is not None:
        return set(preview.audiences)
    if on is None and (known := getattr(user, "_audiences", None)) is not None:
        return known
    held = mandates_of(user, on)
    audiences: set[str] = {Audience.PUBLIC}
    if any(mandate.function in SECRETARIAT for mandate in held):
        audiences |= set(Audience)
    for mandate in held:
        for status in mandate.standings:
            audiences |= READS.get((mandate.function, status), set())
    delegations = {mandate.participant_id for mandate in held if mandate.function in DELEGATION}
    if Audience.MEMBER in audiences and _is_of_troika(user, delegations, on):
        audiences.add(Audience.TROIKA)
    if on is None and getattr(user, "is_authenticated", False):
        user._audiences = audiences
    return audiences


def is_secretariat(user: Any) -> bool:
    """May run the Secretariat's procedures now: holds a mandate in the Secretariat, and is not in a preview."""
    return Audience.SECRETARIAT in audiences_of(user)


def is_administrator(user: Any) -> bool:
    """Runs the system now: holds a mandate as technical administrator, or is the account made at installation."""
    if not getattr(user, "is_authenticated", False) or not user.is_active or getattr(user, "_preview", None):
        return False
    return user.is_superuser or any(mandate.function == "administrator" for mandate in mandates_of(user))


def countries_of(user: Any, *functions: str) -> set[int]:
    """The participants (primary keys) for which ``user`` acts now in one of ``functions``; in any, if none is named."""
    if (preview := getattr(user, "_preview", None)) is not None:
        return set(preview.participants)
    return {
        mandate.participant_id
        for mandate in mandates_of(user)
        if mandate.participant_id and (not functions or mandate.function in functions)
    }


def speaks_for(user: Any, participant_id: int) -> bool:
    """May reply in the country's name: only its focal point and deputy may."""
    return not getattr(user, "_preview", None) and participant_id in countries_of(user, "focal_point", "deputy")


def presides(user: Any) -> bool:
    """Is of the delegation of the country that holds the presidency now."""
    countries = countries_of(user, *DELEGATION)
    if not countries:
        return False
    term = troika_for(user)[1]
    return term is not None and term.country_id in countries


def needs_second_factor(user: Any) -> bool:
    """Must sign in with a second factor: the Secretariat, administrators and the delegations of the troika; or all.

    The whole troika and not the presidency alone: rights move at the minute of the handover, and the delegation that
    takes over then has its factor already.
    """
    if not getattr(user, "is_authenticated", False):
        return False
    if settings.MFA_REQUIRED_FOR_ALL or user.is_superuser:
        return True
    held = mandates_of(user)
    if any(mandate.function in (*SECRETARIAT, "administrator") for mandate in held):
        return True
    delegations = {mandate.participant_id for mandate in held if mandate.function in DELEGATION}
    return _is_of_troika(user, delegations)


def second_factors() -> QuerySet:
    """Everybody's second factors: a telephone's codes, passkeys. Recovery codes alone are none."""
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))


def second_factors_of(user: Any) -> QuerySet:
    """The second factors that ``user`` has set up."""
    return second_factors().filter(user_id=user.pk)


def has_second_factor(user: Any) -> bool:
    """Whether ``user`` has set one up. No query for the account of a session: it brings the answer along."""
    known = getattr(user, "has_factor", None)
    return second_factors_of(user).exists() if known is None else known


def can_invite(user: Any, person: Any) -> bool:
    """May ask ``person`` to open an account: the Secretariat and administrators anybody, a focal point their own.

    Their own are the deputy and the national reviewers of the focal point's country. ``user`` may also be the name of
    a part of the machine (an operator's command), which may.
    """
    if isinstance(user, str) or is_secretariat(user) or is_administrator(user):
        return True
    countries = countries_of(user, "focal_point")
    own = person.mandates.in_force().filter(function__in=("deputy", "national_reviewer"), participant__in=countries)
    return bool(countries) and not getattr(user, "_preview", None) and own.exists()


def _with_standings(mandates: QuerySet, on: date | None) -> list["Mandate"]:
    """``mandates`` with their participants, each with how that one stands on a day in ``standings``. One query."""
    from common.periods import not_ended, started

    day, path = on or timezone.localdate(), "participant__standings"
    in_force = started(day, f"{path}__start") & not_ended(day, f"{path}__end")
    rows = mandates.select_related("participant").annotate(
        standing=FilteredRelation(path, condition=in_force), status=F("standing__status")
    )
    held: dict[int, Mandate] = {}
    for row in rows:
        mandate = held.setdefault(row.pk, row)
        mandate.standings = getattr(mandate, "standings", frozenset()) | ({row.status} - {None})
    return list(held.values())


def _is_of_troika(user: Any, delegations: set[int | None], on: date | None = None) -> bool:
    """Whether one of ``delegations`` is of the troika. No query where there is none."""
    if not delegations:
        return False
    terms = troika(on) if on else troika_for(user)
    return not delegations.isdisjoint({term.country_id for term in terms if term is not None})


Troika = tuple["Presidency | None", "Presidency | None", "Presidency | None"]


def troika_for(user: Any) -> Troika:
    """The troika now, read once for a request of ``user``."""
    if (known := getattr(user, "_troika", None)) is not None:
        return known
    terms = troika()
    if getattr(user, "is_authenticated", False):
        user._troika = terms
    return terms


def troika(on: date | None = None) -> Troika:
    """The outgoing, the current and the incoming presidency now, to the minute, or at the end of a day.

    ``None`` where the record knows none. Outgoing, current and next presidency (presentation 2015; report of 20
    years). At most one query.
    """
    year = (on or timezone.localdate()).year
    return troika_among([term for term in terms() if term.year >= year - 3], on)


def terms() -> list["Presidency"]:
    """Every presidency in order of time, with its country; asked once in a request that only reads. One query.

    With ``lines_touched`` and ``lines_done`` of the checklist by which it took over, so that no desk asks for them.
    """
    from members.models import Presidency

    rows = Presidency.objects.select_related("country").order_by("year")
    return read_once("terms", lambda: list(rows.annotate(lines_touched=_lines("pk"), lines_done=_lines("done_at"))))


def _lines(counted: str) -> Coalesce:
    from members.models import HandoverItem

    rows = HandoverItem.objects.filter(presidency=OuterRef("pk")).order_by().values("presidency")
    return Coalesce(Subquery(rows.annotate(number=Count(counted)).values("number")), 0)


def troika_among(terms: list["Presidency"], on: date | None = None) -> Troika:
    """The same among ``terms``, which are in order of time."""
    now = timezone.now()
    for place in reversed(range(len(terms))):
        after = terms[place + 1] if place + 1 < len(terms) else None
        if _has_begun(terms[place], on, now):
            if _is_over(terms[place], after, on, now):
                break
            return terms[place - 1] if place else None, terms[place], after
    return None, None, None


def _has_begun(term: "Presidency", on: date | None, now: datetime) -> bool:
    """The minute of the handover decides, then the dated term; of which only the year is known, the calendar year."""
    if term.begins_at:
        return timezone.localdate(term.begins_at) <= on if on else term.begins_at <= now
    day = (on or timezone.localdate(now)).isoformat()
    return (term.start.iso if term.start else str(term.year)) <= day


def _is_over(term: "Presidency", after: "Presidency | None", on: date | None, now: datetime) -> bool:
    """A term lasts until the next country takes over, where that minute is known; else to its own last day."""
    if after is not None and after.begins_at:
        return _has_begun(after, on, now)
    end = term.end.iso if term.end else str(term.year)
    return (on or timezone.localdate(now)).isoformat()[: len(end)] > end
