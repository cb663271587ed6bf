"""Who holds which mandate: naming, ending and holding over, each journalled, each refused with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from members.access_people import can_appoint
from members.models import OF_THE_SECRETARIAT, Function, Institution, Mandate, Participant, Person, Standing, Status
from members.overlaps import REVIEWERS_FULL, SEAT_TAKEN, SINGLE, TWICE, wait_for_my_turn
from members.services.people import create_person

OBSERVERS = (Status.OBSERVER_COUNTRY, Status.OBSERVER_ORGANISATION)
# In which status a participant must stand for a person to act for it in a function; bodies are for members, and
# observer organisations work in them.
FITS: dict[str, tuple[str, ...]] = {
    Function.HEAD_OF_DELEGATION: (Status.MEMBER,),
    Function.FOCAL_POINT: (Status.MEMBER,),
    Function.DEPUTY: (Status.MEMBER,),
    Function.NATIONAL_REVIEWER: (Status.MEMBER,),
    Function.LIAISON_OFFICER: (Status.MEMBER, Status.OBSERVER_ORGANISATION),
    Function.BODY_COORDINATOR: (Status.MEMBER, Status.OBSERVER_ORGANISATION),
    Function.OBSERVER_DELEGATE: OBSERVERS,
    Function.CIVIL_SOCIETY_DELEGATE: (Status.CIVIL_SOCIETY,),
}
OVERLAPS = {
    SEAT_TAKEN: ("function", _("Somebody else holds this function in these days. End that mandate first.")),
    REVIEWERS_FULL: ("function", _("This country has three national reviewers in these days. End one of them first.")),
    TWICE: ("person", _("This person holds this function in these days already.")),
}


class MandateRefusal(Refusal):
    """A mandate is not taken; ``field`` is the field of a form beside which the reason belongs."""

    def __init__(self, field: str, reason: Any, **values: Any) -> None:
        super().__init__(reason, **values)
        self.field = field


@transaction.atomic
def appoint(
    *,
    person: Person,
    function: str,
    participant: Participant | None,
    institution: Institution | None,
    start: date,
    end: date | None,
    by: Any,
) -> Mandate:
    """Give ``person`` a mandate, from the day ``start`` to the day ``end``, both included. A holdover before it ends.

    Raises ``PermissionDenied`` for whoever may not, and ``MandateRefusal`` where the participant's standing does not
    fit the function, the institution belongs elsewhere, the days run backwards, or mandates cannot be at once.
    """
    if not can_appoint(by, function, participant.pk if participant else None):
        raise PermissionDenied
    wait_for_my_turn()
    if end and end < start:
        raise MandateRefusal("end", _("The last day comes before the first."))
    _check_place(function, participant, institution, start)
    mandate = Mandate(
        person=person, function=function, participant=participant, institution=institution, start=start, end=end
    )
    _end_holdover_before(mandate, by)
    with one_at_a_time():
        mandate.save()
    record_act("appoint", mandate, by=by, after=_as_told(mandate))
    return mandate


@transaction.atomic
def appoint_somebody_new(*, words: dict[str, Any], by: Any, **mandate: Any) -> Mandate:
    """Write somebody down (``create_person``) and give them a mandate (``appoint``): both, or neither."""
    wait_for_my_turn()
    return appoint(person=create_person(words=words, by=by), by=by, **mandate)


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: Any, reason: str) -> None:
    """End it now: its rights end this minute, its history stays. A mandate that has not begun never begins.

    Raises ``PermissionDenied``, and ``MandateRefusal`` without a reason or where it is over already.
    """
    if not can_appoint(by, mandate.function, mandate.participant_id):
        raise PermissionDenied
    if not reason.strip():
        raise MandateRefusal("reason", _("Say why, in a few words."))
    wait_for_my_turn()
    locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if locked.is_over:
        raise MandateRefusal("reason", _("This mandate is over already."))
    _end(locked, at=timezone.now(), on=timezone.localdate(), by=by, reason=reason.strip())
    mandate.refresh_from_db()


@transaction.atomic
def hold_over(*, mandate: Mandate, by: Any) -> None:
    """Let a mandate go on after its last day until a successor is named: a choice, with a name to it in the journal.

    Chosen while it lasts: what lapsed is not revived, it is given anew. Raises ``PermissionDenied``, and
    ``MandateRefusal`` where it is over, has no last day, or a successor is named already.
    """
    if not can_appoint(by, mandate.function, mandate.participant_id):
        raise PermissionDenied
    wait_for_my_turn()
    locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if locked.is_over:
        raise MandateRefusal("", _("This mandate is over already. Give a new one, so that its history stays true."))
    if locked.end is None or locked.ended_at is not None or locked.is_holdover:
        raise MandateRefusal("", _("Only a mandate with a last day, that was not ended, can be held over."))
    locked.is_holdover = True
    with one_at_a_time():
        locked.save(update_fields=["is_holdover"])
    record_act("hold_over", locked, by=by, before={"is_holdover": False}, after={"is_holdover": True})
    mandate.refresh_from_db()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """What the database refuses (``members/overlaps.py``) becomes a reason beside a field; the transaction goes on."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, (field, reason) in OVERLAPS.items():
            if name in str(error):
                raise MandateRefusal(field, reason) from error
        raise


def _check_place(function: str, participant: Participant | None, institution: Institution | None, start: date) -> None:
    """For whom one acts: nobody but the Secretariat itself, or a participant that stands as the function needs."""
    if institution and institution.participant_id != (participant.pk if participant else None):
        raise MandateRefusal("institution", _("This institution does not belong to whom the person acts for."))
    if function in OF_THE_SECRETARIAT:
        if participant:
            raise MandateRefusal("participant", _("Whoever works for the Secretariat acts for no participant."))
        return
    if participant is None:
        raise MandateRefusal("participant", _("Say for whom the person acts."))
    standings = Standing.objects.in_force(start).filter(participant=participant, status__in=FITS[function])
    if not standings.exists():
        needed = " / ".join(str(Status(status).label) for status in FITS[function])
        raise MandateRefusal(
            "function",
            _("%(participant)s does not stand as the function needs on that day: %(needed)s."),
            participant=participant,
            needed=needed,
        )


def _end_holdover_before(mandate: Mandate, by: Any) -> None:
    """A successor is named: the holdover of the same seat ends when the successor begins, and not before."""
    if mandate.function not in SINGLE:
        return
    holdovers = Mandate.objects.select_for_update().filter(
        function=mandate.function,
        participant=mandate.participant,
        is_holdover=True,
        ended_at__isnull=True,
        end__lt=mandate.start,
    )
    if mandate.function != Function.SECRETARIAT_COORDINATOR:
        holdovers = holdovers.filter(institution=mandate.institution)
    for holdover in holdovers:
        begins = timezone.make_aware(datetime.combine(mandate.start, time.min))
        _end(holdover, at=max(begins, timezone.now()), on=mandate.start, by=by, successor=str(mandate.person))


def _end(mandate: Mandate, *, at: datetime, on: date, by: Any, **why: str) -> None:
    before = {"end": mandate.end.isoformat() if mandate.end else None}
    mandate.ended_at, mandate.end = at, max(on, mandate.start)
    mandate.save(update_fields=["ended_at", "end"])
    after = {"end": mandate.end.isoformat(), "ended_at": at.isoformat(timespec="seconds")} | why
    record_act("end_mandate", mandate, by=by, before=before, after=after)


def _as_told(mandate: Mandate) -> dict[str, Any]:
    """The mandate as the journal keeps it."""
    return {
        "person": str(mandate.person),
        "function": mandate.function,
        "participant": mandate.participant.key if mandate.participant else None,
        "institution": str(mandate.institution) if mandate.institution else None,
        "start": mandate.start.isoformat(),
        "end": mandate.end.isoformat() if mandate.end else None,
    }
