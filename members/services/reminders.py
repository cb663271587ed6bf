"""Every six months each person is asked by letter to confirm their contact data; earlier where the Secretariat asks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.journal import record_act
from members.access import is_secretariat
from members.models import Letter, Person, User
from members.queries.contact import ContactDue, contact_data_due
from members.services.letters import write_letter

CLOCK = "remind_of_contact_data"


def remind_of_contact_data() -> int:
    """Write one letter to everybody whose contact data is due, once for each six months; how many were new.

    A second run on the same day, or on a later day of the same six months, writes nothing.
    """
    due = contact_data_due()
    written = set(Letter.objects.filter(key__in=[key_of(one) for one in due]).values_list("key", flat=True))
    waiting = [one for one in due if key_of(one) not in written]
    for one in waiting:
        _write(one)
    return len(waiting)


def key_of(one: ContactDue) -> str:
    return f"contact-data:{one.person.pk}:{one.due.isoformat()}"


@transaction.atomic
def _write(one: ContactDue) -> None:
    person = one.person
    letter = write_letter(
        kind="contact_reminder",
        key=key_of(one),
        recipient=one.account,
        context={"person": person, "due": one.due, "confirmed_at": person.confirmed_at},
    )
    record_act("contact_reminder_sent", person, by=CLOCK, after={"letter": letter.key})


@transaction.atomic
def ask_for_contact_data(person: Person, *, by: Any) -> bool:
    """Write the letter to ``person`` now, at most one a day, that of the clock included; whether this one is new.

    The Secretariat asks; nobody without an open account can be asked. Raises ``PermissionDenied`` for anyone else.
    """
    if not is_secretariat(by):
        raise PermissionDenied
    locked = Person.objects.select_for_update().get(pk=person.pk)
    account = User.objects.filter(person=locked, is_active=True).first()
    today = timezone.localdate()
    key = f"contact-data:{locked.pk}:asked:{today.isoformat()}"
    of_today = Letter.objects.filter(kind="contact_reminder", recipient=account, created_at__date=today)
    if account is None or of_today.exists():
        return False
    context = {"person": locked, "due": today, "confirmed_at": locked.confirmed_at}
    letter = write_letter(kind="contact_reminder", key=key, recipient=account, context=context)
    record_act("contact_reminder_sent", locked, by=by, after={"letter": letter.key})
    return True
