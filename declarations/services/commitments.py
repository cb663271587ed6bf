"""How decisions are read: proposed for a text adopted here, confirmed, edited or discarded by an officer."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from declarations.access_commitments import can_read_commitments
from declarations.models import Commitment, DueKind, Text, TextState
from declarations.queries_readings import readings_of
from declarations.tasks_readings import propose_readings

ADOPTED = (TextState.ADOPTED, TextState.PUBLISHED)
OF_DECISION = ("verb_es", "verb_en", "due_es", "due_en", "addressed_others_es", "addressed_others_en")
MANY_OF_DECISION = ("addressees", "addressed_bodies", "topics")
OF_COMMITMENT = (
    *("verb_class", "due_kind", "due_on", "every_months", "to_secretariat", "to_presidency", "to_members"),
    "recommendation",
)
MANY_OF_COMMITMENT = ("activities", "indicators")


class StaleCommitment(Refusal):
    """Somebody else changed it since it was read; ``current`` is how it stands now."""

    status = 409

    def __init__(self, current: Commitment) -> None:
        super().__init__(_("Somebody else changed this commitment meanwhile. Look at it again before you go on."))
        self.current = current


@transaction.atomic
def propose_commitments(text: Text, *, by: Any) -> list[Commitment]:
    """Propose a decision and a commitment for each operative paragraph and decision of an adopted text; the new ones.

    The worker does the same when a text is published (``tasks_readings.py``); this act is for a text that is adopted
    and not published yet, for one of the record, and for paragraphs that came later. What was proposed, confirmed or
    discarded before is left alone, so that a second call proposes nothing again. Raises ``PermissionDenied``, and
    ``Refusal`` for a text that is not adopted, or belongs to no meeting.
    """
    if not can_read_commitments(by):
        raise PermissionDenied
    text = Text.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=text.pk)
    if text.state not in ADOPTED:
        raise Refusal(_("Commitments follow from a text once it is adopted."))
    if text.meeting is None:
        raise Refusal(_("The text belongs to no meeting; decisions are those of a meeting."))
    return propose_readings(text, by=by)


@transaction.atomic
def confirm_commitment(commitment: Commitment, *, values: Mapping[str, Any], seen: int, by: Any) -> Commitment:
    """Confirm how a paragraph is read, with what the officer changed of it. From now on it is shown and followed up.

    Raises as ``edit_commitment`` does.
    """
    commitment = _opened(commitment, seen, by)
    if commitment.confirmed_at is None:
        commitment.confirmed_at, commitment.discarded_at = timezone.now(), None
        _write(commitment, values)
        record_act("confirm_commitment", commitment, by=by, after=told(commitment))
        bump_revision()
    return commitment


@transaction.atomic
def confirm_sure_commitments(text: Text, *, seen: Mapping[int, int], by: Any) -> list[Commitment]:
    """Confirm at once the readings of ``text`` named in ``seen`` (their primary keys, with the versions shown).

    Only what both languages say in the same way, verb, addressees and due, is taken (``is_sure_throughout``);
    each is an act of its own in the journal. One that changed meanwhile, or is not sure, and nothing is confirmed.
    Raises ``PermissionDenied``, ``StaleCommitment`` and ``Refusal``.
    """
    if not can_read_commitments(by):
        raise PermissionDenied
    named = [one for one in readings_of(text) if one.commitment.pk in seen]
    if len(named) != len(seen) or not named:
        raise Refusal(_("These readings are no longer there. Look at them again."))
    confirmed = []
    for one in named:
        if one.commitment.version != seen[one.commitment.pk]:
            raise StaleCommitment(one.commitment)
        if not one.is_sure_throughout:
            raise Refusal(_("Only readings in which both languages agree throughout are confirmed at once."))
        confirmed.append(confirm_commitment(one.commitment, values={}, seen=one.commitment.version, by=by))
    return confirmed


@transaction.atomic
def edit_commitment(commitment: Commitment, *, values: Mapping[str, Any], seen: int, by: Any) -> Commitment:
    """Change how a commitment read as version ``seen`` is understood, and what it is linked with.

    Raises ``PermissionDenied`` for anyone but the Secretariat, ``StaleCommitment`` where somebody was quicker,
    ``Refusal`` for values that contradict each other.
    """
    commitment = _opened(commitment, seen, by)
    before = told(commitment)
    _write(commitment, values)
    if (after := told(commitment)) != before:
        changed = [name for name in after if after[name] != before[name]]
        record_act(
            "edit_commitment", commitment, by=by, before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )  # fmt: skip
        bump_revision()
    return commitment


@transaction.atomic
def discard_commitment(commitment: Commitment, *, seen: int, by: Any) -> Commitment:
    """Say that nothing follows from this paragraph. It is remembered, so that it is not proposed again."""
    commitment = _opened(commitment, seen, by)
    if commitment.confirmed_at is not None:
        raise Refusal(_("This commitment is confirmed; it can be retired, with a reason."))
    if commitment.discarded_at is None:
        _mark_discarded(commitment, at=timezone.now())
        record_act("discard_commitment", commitment, by=by)
    return commitment


@transaction.atomic
def restore_commitment(commitment: Commitment, *, seen: int, by: Any) -> Commitment:
    """Bring back a reading that was discarded; it waits to be confirmed again."""
    commitment = _opened(commitment, seen, by)
    if commitment.discarded_at is not None:
        _mark_discarded(commitment, at=None)
        record_act("restore_commitment", commitment, by=by)
    return commitment


def _mark_discarded(commitment: Commitment, *, at: Any) -> None:
    commitment.discarded_at, commitment.version = at, commitment.version + 1
    commitment.save(update_fields=["discarded_at", "version"])


def _opened(commitment: Commitment, seen: int, by: Any) -> Commitment:
    if not can_read_commitments(by):
        raise PermissionDenied
    return opened(commitment, seen)


def opened(commitment: Commitment, seen: int) -> Commitment:
    """The row, locked, if it is still the version ``seen``. Raises ``StaleCommitment`` otherwise."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("decision__paragraph__text")
    locked = rows.get(pk=commitment.pk)
    if locked.version != seen:
        raise StaleCommitment(locked)
    return locked


def _write(commitment: Commitment, values: Mapping[str, Any]) -> None:
    """Put ``values`` (by the names of ``OF_DECISION`` and the others above) in their places; the version rises."""
    decision = commitment.decision
    for thing, names in ((decision, OF_DECISION), (commitment, OF_COMMITMENT)):
        for name in names:
            if name in values:
                setattr(thing, name, values[name])
    if commitment.due_kind != DueKind.RECURRING:
        commitment.every_months = None
    check_values(commitment)
    decision.save()
    for thing, relations in ((decision, MANY_OF_DECISION), (commitment, MANY_OF_COMMITMENT)):
        for name in relations:
            if name in values:
                getattr(thing, name).set(values[name])
    commitment.version += 1
    commitment.save()


def check_values(commitment: Commitment) -> None:
    """Raise ``Refusal`` where due and interval contradict each other, or a decision would lead to itself."""
    if commitment.due_kind == DueKind.RECURRING and not commitment.every_months:
        raise Refusal(_("Say every how many months it is due again."))
    if commitment.due_kind == DueKind.NONE and commitment.due_on:
        raise Refusal(_("There is a day, so say what kind of due it is."))
    if commitment.recommendation_id == commitment.decision_id:
        raise Refusal(_("A decision cannot be the recommendation that led to it."))


def told(commitment: Commitment) -> dict[str, Any]:
    """How it is read and linked, in plain values for the journal."""
    decision = commitment.decision
    plain = {name: getattr(decision, name) or "" for name in OF_DECISION}
    plain |= {name: getattr(commitment, name) for name in OF_COMMITMENT if name != "recommendation"}
    plain["due_on"] = commitment.due_on.isoformat() if commitment.due_on else None
    plain["recommendation"] = commitment.recommendation.key if commitment.recommendation else None
    for thing, names in ((decision, MANY_OF_DECISION), (commitment, MANY_OF_COMMITMENT)):
        plain |= {name: sorted(getattr(thing, name).values_list("key", flat=True)) for name in names}
    return plain
