"""The secret address of somebody's own calendar: made and revoked by its owner."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.journal import record_act
from meetings.models import CalendarAddress
from members.access import mandates_of
from members.models import User


@transaction.atomic
def make_calendar_address(*, by: Any) -> CalendarAddress:
    """Make an address for the calendar of ``by``; the one before stops at once.

    Raises ``PermissionDenied`` for whoever holds no mandate: the calendar shows what a mandate opens.
    """
    if not mandates_of(by):
        raise PermissionDenied
    _close(by)
    address = CalendarAddress.objects.create(account=by)
    record_act("calendar_address_made", by, by=by)
    return address


@transaction.atomic
def revoke_calendar_address(*, by: Any) -> None:
    """Stop the address of the calendar of ``by`` at once; without one nothing happens."""
    if _close(by):
        record_act("calendar_address_revoked", by, by=by)


def _close(account: Any) -> int:
    """Two at once wait for each other at the account's row."""
    User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    return CalendarAddress.objects.filter(account=account.pk, revoked_at=None).update(revoked_at=timezone.now())
