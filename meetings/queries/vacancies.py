"""What the Secretariat keeps an eye on in the bodies: seats that nobody holds, terms and mandates that end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from meetings.models import Body, BodyKind, BodyMembership, BodyRole, Seat
from members.models import Function, Mandate, Participant, Standing, Status

SOON = timedelta(days=90)
SEATED = (BodyKind.NETWORK, BodyKind.WORKING_GROUP, BodyKind.ADHOC)  # in these liaison officers sit
ENDING_SHOWN = 60  # mandates on the page


@dataclass(slots=True)
class BodyVacancies:
    """A body with the participants for which nobody sits in it as liaison officer; whether somebody coordinates it.

    ``sits_by_rule`` is true where no source names its members, so that all member countries are expected.
    """

    body: Body
    unseated: list[Participant] = field(default_factory=list)
    has_coordinator: bool = False
    sits_by_rule: bool = False


@dataclass(frozen=True, slots=True)
class BodyReport:
    """The report as of ``on``: vacancies by body; terms that have ended; terms and mandates that end soon."""

    on: date
    until: date
    bodies: list[BodyVacancies]
    lapsed: list[Body]
    expiring: list[Body]
    mandates: list[Mandate]

    @property
    def vacant(self) -> list[BodyVacancies]:
        return [one for one in self.bodies if one.unseated or not one.has_coordinator]


def report_on_bodies(on: date | None = None) -> BodyReport:
    """Vacancies, terms that ended and what ends within ninety days. Six queries, whatever there is.

    Liaison officers are expected for every participant that sits in a body as a member; where no source names the
    members of a body, for every member country of the conference.
    """
    day = on or timezone.localdate()
    living = list(Body.objects.in_force(day).order_by("order", "key"))
    seated = [body for body in living if body.kind in SEATED and body.can_meet(day)]
    members, coordinated = _sitting(seated, day)
    officers, coordinating = _seats(seated, day)
    everyone = _member_countries(day)
    found = []
    for body in seated:
        expected = members.get(body.pk) or everyone
        unseated = [one for one in expected if one.pk not in officers[body.pk]]
        found.append(BodyVacancies(body, unseated, body.pk in coordinated | coordinating, body.pk not in members))
    terms = [body for body in living if body.term_ends]
    return BodyReport(
        on=day,
        until=day + SOON,
        bodies=found,
        lapsed=[body for body in terms if body.term_ends.last_day < day],
        expiring=[body for body in terms if day <= body.term_ends.last_day <= day + SOON],
        mandates=list(ending_soon(day)[:ENDING_SHOWN]),
    )


@dataclass(slots=True)
class BodiesToMind:
    """The bodies whose term ended, whose term ends within ninety days, and those with a vacancy."""

    lapsed: list[Body] = field(default_factory=list)
    expiring: list[Body] = field(default_factory=list)
    vacant: list[Body] = field(default_factory=list)


def with_vacancies(bodies: QuerySet[Body], day: date) -> QuerySet[Body]:
    """``bodies`` with ``is_coordinated``, and ``lacks_officers``: whether a seat in it is held by nobody."""
    held, here = Mandate.objects.in_force(day), OuterRef(OuterRef("pk"))
    officer = Q(body=here, mandate__function=Function.LIAISON_OFFICER, mandate__in=held)
    served = Exists(Seat.objects.filter(officer, mandate__participant=OuterRef("participant")))
    sitting = BodyMembership.objects.in_force(day).filter(body=OuterRef("pk"))
    members, coordinators = sitting.filter(role=BodyRole.MEMBER), sitting.filter(role=BodyRole.COORDINATOR)
    countries = Standing.objects.in_force(day).with_status(Status.MEMBER)
    seats = Seat.objects.filter(body=OuterRef("pk"), mandate__in=held)
    return bodies.annotate(
        is_coordinated=Exists(coordinators) | Exists(seats.filter(mandate__function=Function.BODY_COORDINATOR)),
        lacks_officers=Exists(members.filter(~served)) | (~Exists(members) & Exists(countries.filter(~served))),
    )


def bodies_to_mind(bodies: Iterable[Body], day: date) -> BodiesToMind:
    """Those of ``bodies``, which are in force and were read ``with_vacancies``. No query."""
    found = BodiesToMind()
    for body in bodies:
        term = body.term_ends
        is_over = term is not None and term.last_day < day
        if is_over:
            found.lapsed.append(body)
        elif term is not None and term.last_day <= day + SOON:
            found.expiring.append(body)
        if body.kind in SEATED and not is_over and (body.lacks_officers or not body.is_coordinated):
            found.vacant.append(body)
    return found


def ending_soon(day: date) -> QuerySet[Mandate]:
    """Mandates in force that end within ninety days and are not held over, the first to end first; with their seat."""
    held = Mandate.objects.in_force(day).filter(end__lte=day + SOON, is_holdover=False)
    return held.select_related("person", "participant", "seat__body").order_by("end", "person__name")


def _sitting(bodies: list[Body], day: date) -> tuple[dict[int, list[Participant]], set[int]]:
    members, coordinated = defaultdict(list), set()
    for one in BodyMembership.objects.in_force(day).filter(body__in=bodies).select_related("participant"):
        if one.role == BodyRole.MEMBER:
            members[one.body_id].append(one.participant)
        else:
            coordinated.add(one.body_id)
    return members, coordinated


def _seats(bodies: list[Body], day: date) -> tuple[dict[int, set[int | None]], set[int]]:
    """By body, for whom liaison officers sit in it on the day; and the bodies in which a coordinator does."""
    officers, coordinating = defaultdict(set), set()
    held = Mandate.objects.in_force(day)
    seats = Seat.objects.filter(body__in=bodies, mandate__in=held)
    for body, function, participant in seats.values_list("body", "mandate__function", "mandate__participant"):
        if function == Function.LIAISON_OFFICER:
            officers[body].add(participant)
        else:
            coordinating.add(body)
    return officers, coordinating


def _member_countries(day: date) -> list[Participant]:
    standing = Standing.objects.in_force(day).with_status(Status.MEMBER).filter(participant=OuterRef("pk"))
    return list(Participant.objects.filter(Exists(standing)))
