"""Every six months each person is asked by letter to confirm their contact data."""

from django.db import transaction

from common.journal import record_act
from members.models import Letter
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
