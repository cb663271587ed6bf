"""When contact data is to be confirmed again. Every six months, by the person alone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from members.models import Mandate, Person, User
from members.models.people import CONFIRMED_FOR


@dataclass(frozen=True, slots=True)
class ContactDue:
    """``account`` is to confirm the contact data of its person; ``due`` is the first day of the six months running."""

    account: User
    person: Person
    due: date


def contact_due_on(person: Person, account: User) -> date:
    """The day on which the contact data is due: six months after it was confirmed, or the day the account was made."""
    if person.confirmed_at:
        return timezone.localdate(person.confirmed_at + CONFIRMED_FOR)
    return timezone.localdate(account.joined_at)


def contact_data_due(on: date | None = None) -> list[ContactDue]:
    """Everybody with an account and a mandate in force whose contact data is due on a day (today). One query.

    Whoever does not answer is due anew every six months.
    """
    today = on or timezone.localdate()
    due = []
    for account in accounts_that_act().select_related("person"):
        first = contact_due_on(account.person, account)
        if first <= today:
            periods = (today - first).days // CONFIRMED_FOR.days
            due.append(ContactDue(account, account.person, first + periods * CONFIRMED_FOR))
    return due


def accounts_that_act() -> QuerySet[User]:
    """Active accounts of people with a mandate in force."""
    acting = Mandate.objects.in_force().order_by().values("person")
    return User.objects.filter(is_active=True, person__in=acting).order_by("pk")


def stale_people() -> QuerySet[Person]:
    """People with a mandate in force whose contact data nobody confirmed for six months, the longest first."""
    acting = Mandate.objects.in_force().order_by().values("person")
    return Person.objects.stale().filter(pk__in=acting).order_by(F("confirmed_at").asc(nulls_first=True), "name")
