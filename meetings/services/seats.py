"""Who sits in a body, and who is accredited to a meeting: written by the Secretariat."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from meetings.models import Accreditation, Body, Capacity, Meeting, Seat
from members.access import is_secretariat
from members.models import OF_A_BODY, Mandate, Participant, Person

AIDES = 2  # beside each head of delegation in the closed session (report of 20 years)


@transaction.atomic
def give_seat(*, mandate: Mandate, body: Body, by: Any) -> Seat:
    """Seat a liaison officer or coordinator in ``body``; whoever sat elsewhere under this mandate moves.

    Raises ``ValidationError`` for a mandate of another function, or one that is no longer in force.
    """
    _only_secretariat(by)
    if mandate.function not in OF_A_BODY:
        raise ValidationError(_("Only liaison officers and coordinators sit in a body."))
    if not Mandate.objects.in_force().filter(pk=mandate.pk).exists():
        raise ValidationError(_("This mandate is not in force."))
    seat, _is_new = Seat.objects.update_or_create(mandate=mandate, defaults={"body": body})
    record_act("seat_given", body, by=by, after={"mandate": str(mandate)})
    return seat


@transaction.atomic
def take_seat(seat: Seat, *, by: Any) -> None:
    """The mandate goes on, but opens nothing of the body any more."""
    _only_secretariat(by)
    record_act("seat_taken", seat.body, by=by, before={"mandate": str(seat.mandate)})
    seat.delete()


@transaction.atomic
def accredit(
    *, meeting: Meeting, person: Person, participant: Participant | None, capacity: str, closed: bool, by: Any
) -> Accreditation:
    """Accredit ``person`` to ``meeting``; accrediting again changes capacity and brings back who was withdrawn.

    The closed session is for heads of delegation, each with at most two aides, and the Secretariat (report of 20
    years). Raises ``ValidationError`` where that would be broken.
    """
    _only_secretariat(by)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)  # one accreditation at a time counts the aides
    if closed:
        _check_closed_session(meeting, person, participant, capacity)
    given, _is_new = Accreditation.objects.update_or_create(
        meeting=meeting,
        person=person,
        defaults={
            "participant": participant,
            "capacity": capacity,
            "enters_closed_session": closed,
            "withdrawn_at": None,
        },
    )
    record_act("accredited", meeting, by=by, after={"person": str(person), "capacity": capacity, "closed": closed})
    return given


@transaction.atomic
def withdraw_accreditation(given: Accreditation, *, by: Any) -> None:
    """From the next request on it opens nothing; who was accredited stays on record."""
    _only_secretariat(by)
    if given.withdrawn_at is None:
        given.withdrawn_at = timezone.now()
        given.save(update_fields=["withdrawn_at"])
        record_act("accreditation_withdrawn", given.meeting, by=by, before={"person": str(given.person)})


def _check_closed_session(meeting: Meeting, person: Person, participant: Participant | None, capacity: str) -> None:
    if capacity not in (Capacity.HEAD, Capacity.AIDE, Capacity.SECRETARIAT):
        raise ValidationError(_("Only heads of delegation, their aides and the Secretariat enter the closed session."))
    if capacity != Capacity.SECRETARIAT and participant is None:
        raise ValidationError(_("Say for which country: the closed session is counted by delegation."))
    others = Accreditation.objects.filter(
        meeting=meeting, participant=participant, capacity=capacity, enters_closed_session=True, withdrawn_at=None
    ).exclude(person=person)
    most = {Capacity.HEAD: 1, Capacity.AIDE: AIDES}.get(Capacity(capacity))
    if most is not None and others.count() >= most:
        raise ValidationError(_("A delegation enters the closed session with its head and up to two aides."))


def _only_secretariat(by: Any) -> None:
    if not is_secretariat(by):
        raise PermissionDenied
