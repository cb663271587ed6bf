"""The presidency passes on: its minute is set, its checklist is worked off, and the passing is noticed once."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from members.access import is_secretariat
from members.access_people import works_on_handover
from members.checklist import CHECKLIST, KEYS
from members.models import Handover, HandoverItem, Presidency
from members.queries.handover import before, terms_to_hand_over

CLOCK = "notice_handovers"


@transaction.atomic
def set_handover(*, presidency: Presidency, begins_at: datetime | None, by: Any) -> None:
    """Set the minute at which ``presidency`` takes over; none takes it back. Rights move then, by themselves.

    Raises ``PermissionDenied`` for anyone but the Secretariat, and ``Refusal`` where no country is known, the order of
    terms would be broken, or the handover has happened.
    """
    if not is_secretariat(by):
        raise PermissionDenied
    term = _locked(presidency)
    if Handover.objects.filter(presidency=term).exists():
        raise Refusal(_("This handover has happened; its minute is history."))
    if term.country_id is None:
        raise Refusal(_("The record does not know which country takes over."))
    _check_order(term, begins_at)
    was, term.begins_at = term.begins_at, begins_at
    term.save(update_fields=["begins_at"])
    record_act("set_handover", term, by=by, before={"begins_at": _iso(was)}, after={"begins_at": _iso(begins_at)})
    bump_revision()
    presidency.begins_at = begins_at


@transaction.atomic
def tick(*, presidency: Presidency, key: str, note: str, done: bool, by: Any) -> HandoverItem:
    """Say that a line of the checklist is done, or is not after all; a note may say where it is found.

    Raises ``PermissionDenied`` for whoever is neither of the Secretariat nor of one of the two delegations, and
    ``KeyError`` for a line that there is not.
    """
    if not works_on_handover(by, before(presidency), presidency):
        raise PermissionDenied
    if key not in KEYS:
        raise KeyError(key)
    open_checklist(presidency=presidency)
    item = HandoverItem.objects.select_for_update().get(presidency=presidency, key=key)
    was = {"done": item.done_at is not None, "note": item.note}
    if was == {"done": done, "note": note}:
        return item
    if was["done"] != done:
        item.done_at, item.done_by = (timezone.now(), by) if done else (None, None)
    item.note = note
    item.save()
    after = {"done": done, "note": note}
    record_act("handover_item_done" if done else "handover_item_reopened", item, by=by, before=was, after=after)
    return item


def open_checklist(*, presidency: Presidency) -> None:
    """See that every line of the checklist has its row. Any number of callers at once make each row once."""
    HandoverItem.objects.bulk_create(
        [HandoverItem(presidency=presidency, key=item.key) for item in CHECKLIST], ignore_conflicts=True
    )


def notice_handovers() -> int:
    """Notice every handover whose minute has passed, once each; how many. Opens the checklist of the one that is near.

    Kept public pages show the former presidency until then, so the clock calls this at least once a minute.
    """
    for term in terms_to_hand_over():
        open_checklist(presidency=term)
    due = Presidency.objects.filter(begins_at__lte=timezone.now(), handover__isnull=True).order_by("begins_at")
    return sum(_notice(term) for term in due)


@transaction.atomic
def _notice(presidency: Presidency) -> bool:
    """The first who holds the row writes it down; whoever waited for the row finds it written."""
    term = _locked(presidency)
    at = term.begins_at
    if at is None or at > timezone.now() or Handover.objects.filter(presidency=term).exists():
        return False
    Handover.objects.create(presidency=term, at=at)
    open_checklist(presidency=term)
    outgoing = before(term)
    record_act(
        "presidency_handed_over",
        term,
        by=CLOCK,
        before={"presidency": outgoing.key if outgoing else None},
        after={"presidency": term.key, "begins_at": _iso(at)},
    )
    bump_revision()
    return True


def _check_order(term: Presidency, begins_at: datetime | None) -> None:
    """A term takes over after the one before it, and before the one after it."""
    if begins_at is None:
        return
    dated = Presidency.objects.exclude(pk=term.pk).filter(begins_at__isnull=False)
    if dated.filter(year__lt=term.year, begins_at__gte=begins_at).exists():
        raise Refusal(_("The presidency before this one takes over later than that."))
    if dated.filter(year__gt=term.year, begins_at__lte=begins_at).exists():
        raise Refusal(_("The presidency after this one takes over earlier than that."))


def _locked(presidency: Presidency) -> Presidency:
    return Presidency.objects.select_for_update().select_related(None).get(pk=presidency.pk)


def _iso(minute: datetime | None) -> str | None:
    return minute.isoformat(timespec="minutes") if minute else None
