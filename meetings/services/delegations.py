"""Delegations: who comes to a meeting, as what; registered, put right and withdrawn by those who keep them."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.access_delegates import can_register
from meetings.models import Delegate, DelegateState, Meeting
from meetings.places import check_capacity, check_closed_session, standings_of
from meetings.queries.delegations import is_registration_open, people_of
from meetings.workflow_delegates import DELEGATES
from members.access import is_secretariat
from members.models import Participant, Person

MOST = 100  # in one form
PERSONAL = ("person", "name", "position", "institution", "email", "language", "needs")
ACCREDITED_ANEW = {"person", "name", "capacity", "enters_closed_session"}  # what an accreditation is of
CLOSED = _("Registration is not open for this meeting; please write to the Secretariat.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a form of registration. A ``person`` of the directory brings what the line leaves empty."""

    capacity: str
    person: Person | None = None
    name: str = ""
    position: str = ""
    institution: str = ""
    email: str = ""
    language: str = ""
    needs: str = ""
    enters_closed_session: bool = False

    def values(self) -> dict[str, Any]:
        """As fields of a delegate."""
        own = {name: getattr(self, name) for name in (*PERSONAL, "capacity", "enters_closed_session")}
        if self.person is None:
            return own | {"language": self.language or "es"}
        known = self.person
        brought = {"name": known.name, "position": known.position, "email": known.email, "language": known.language}
        brought["institution"] = str(known.institution or "")
        return own | {name: own[name] or value or "" for name, value in brought.items()}


class LinesRefused(ValidationError):
    """A form was not taken, and nothing of it was written. ``lines`` holds the refusals by the place of the line."""

    def __init__(self, lines: dict[int, list[Refusal]]) -> None:
        super().__init__([refusal for refusals in lines.values() for refusal in refusals])
        self.lines = lines


@transaction.atomic
def register_delegates(
    *, meeting: Meeting, participant: Participant | None, entries: list[Entry], form_key: UUID, by: Any
) -> list[Delegate]:
    """Register everybody of one form for ``participant`` (nobody: the Secretariat, guests), or nobody of it.

    The same ``form_key`` again gives what the first made. Members' focal points and deputies, observers and civil
    society who may attend, while registration is open; the Secretariat always, until the meeting is closed. Raises
    ``PermissionDenied``, ``Refusal`` where registration is over, ``LinesRefused`` with what is wrong in which line.
    """
    _may(by, meeting, participant.pk if participant else None)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)  # one form at a time counts the places
    sent_before = Delegate.objects.filter(form_key=form_key, meeting=meeting, registered_by=by)
    if known := list(sent_before.order_by("form_row")):
        return known
    _must_be_open(meeting, by)
    if not 0 < len(entries) <= MOST:
        raise Refusal(_("Register between one and %(most)s people at a time."), most=MOST)
    whom = {"meeting": meeting, "participant": participant, "registered_by": by, "form_key": form_key}
    delegates = [Delegate(**whom, form_row=row, **entry.values()) for row, entry in enumerate(entries)]
    if refused := _refusals(delegates, by):
        raise LinesRefused(refused)
    _create(delegates)
    record_act("delegates_registered", meeting, by=by, after=_of(participant) | {"rows": len(delegates)})
    return delegates


@transaction.atomic
def edit_delegate(delegate: Delegate, *, entry: Entry, by: Any) -> None:
    """Put a registration right; whose it is stays. With another name or place, who was accredited is registered anew.

    Edits by the Secretariat leave the state as it is. Raises as ``register_delegates`` does, of line 0.
    """
    locked = _locked(delegate, by)
    if locked.state == DelegateState.WITHDRAWN or locked.erased_at:
        raise Refusal(_("This registration was withdrawn."))
    values = replace(entry, person=None).values() | {"person": locked.person}
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(locked, name, values[name])
    if refused := _refusals([locked], by):
        raise LinesRefused(refused)
    _save(locked, changed)
    told = {name: "…" if name in PERSONAL else values[name] for name in changed}
    record_act("delegate_edited", locked, by=by, after=told)
    if locked.state != DelegateState.REGISTERED and ACCREDITED_ANEW & set(changed) and not is_secretariat(by):
        DELEGATES.move(locked, "delegate_registered_anew", by=by)
        bump_revision()
    delegate.refresh_from_db()


@transaction.atomic
def withdraw_delegate(delegate: Delegate, *, by: Any) -> None:
    """Whoever is withdrawn does not come; from the next request on the accreditation opens nothing. It is final."""
    locked = _locked(delegate, by)
    DELEGATES.move(locked, "delegate_withdrawn", by=by)
    bump_revision()
    delegate.refresh_from_db()


def _may(by: Any, meeting: Meeting, participant_id: int | None) -> None:
    if not can_register(by, meeting, participant_id) or not Meeting.objects.visible_to(by).filter(pk=meeting.pk):
        raise PermissionDenied


def _must_be_open(meeting: Meeting, by: Any) -> None:
    if not is_registration_open(meeting, by):
        raise Refusal(CLOSED)


def _locked(delegate: Delegate, by: Any) -> Delegate:
    """The row as it stands, locked after its meeting, for whoever may change it now."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=delegate.meeting_id)
    _may(by, meeting, delegate.participant_id)
    _must_be_open(meeting, by)
    return Delegate.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=delegate.pk)


def _refusals(delegates: list[Delegate], by: Any) -> dict[int, list[Refusal]]:
    """What is wrong in which line, of delegates of one delegation that come by one form."""
    first = delegates[0]
    statuses = standings_of(first.participant_id)
    taken = Delegate.objects.filter(meeting=first.meeting_id).exclude(state=DelegateState.WITHDRAWN)
    taken = taken.exclude(pk=first.pk) if first.pk else taken
    people: set[int | None] = set(taken.exclude(person=None).values_list("person", flat=True))
    addresses = {
        email.lower()
        for email in taken.filter(participant=first.participant_id).exclude(email="").values_list("email", flat=True)
    }
    own = people_of(by, first.participant_id)
    refused: dict[int, list[Refusal]] = {}
    for row, delegate in enumerate(delegates):
        found = [
            _check_person(delegate, people, own, by),
            _check_address(delegate, addresses),
            check_capacity(delegate, statuses),
            check_closed_session(delegate, statuses, delegates[:row]),
        ]
        if reasons := [reason for reason in found if reason]:
            refused[row] = reasons
        people.add(delegate.person_id)
        addresses.add(delegate.email.lower())
    return refused


def _check_person(delegate: Delegate, people: set[Any], own: Any, by: Any) -> Refusal | None:
    if not delegate.name.strip():
        return Refusal(_("Give a name, or choose a person."))
    if delegate.person_id is None or delegate.pk:
        return None
    if delegate.person_id in people:
        return Refusal(_("%(name)s is registered for this meeting already."), name=delegate.name)
    if not is_secretariat(by) and not own.filter(pk=delegate.person_id).exists():
        return Refusal(_("%(name)s is not of your delegation."), name=delegate.name)
    return None


def _check_address(delegate: Delegate, addresses: set[str]) -> Refusal | None:
    if not delegate.email or delegate.email.lower() not in addresses:
        return None
    return Refusal(_("Somebody of your delegation is registered with the address %(email)s."), email=delegate.email)


def _create(delegates: list[Delegate]) -> None:
    try:
        with transaction.atomic():
            Delegate.objects.bulk_create(delegates)
    except IntegrityError as error:
        raise Refusal(_("One of these people is registered for this meeting already.")) from error


def _save(delegate: Delegate, changed: list[str]) -> None:
    try:
        with transaction.atomic():
            delegate.save(update_fields=changed)
    except IntegrityError as error:
        raise Refusal(_("One of these people is registered for this meeting already.")) from error


def _of(participant: Participant | None) -> dict[str, str]:
    return {"participant": participant.key} if participant else {}
