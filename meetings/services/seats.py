"""Who sits in a body: written by the Secretariat."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.journal import record_act
from meetings.models import Body, Seat
from members.access import is_secretariat
from members.models import OF_A_BODY, Mandate


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


def _only_secretariat(by: Any) -> None:
    if not is_secretariat(by):
        raise PermissionDenied
