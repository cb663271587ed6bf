"""The letter that reminds of a commitment before it is due, and when it is overdue."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from declarations.access_commitments import REPORTING
from declarations.followed import followed
from declarations.models import Commitment
from meetings.models import Seat
from members.access import SECRETARIAT, read_together, troika
from members.mailing import tell
from members.models import Delivery, Mandate, Standing, Status, User

STEPS = {"30": 30, "7": 7, "overdue": 0}  # days before it is due
ASKED = "asked-"  # and the day on which somebody asked for the reminder


def accounts_asked(commitment: Commitment, step: str, *, after: int = 0, limit: int | None = None) -> list[User]:
    """The next open accounts of those who report on ``commitment`` today; when it is overdue the Secretariat's too.

    Among the accounts with a key above ``after``, at most ``limit``. Two queries.
    """
    people = _asked(commitment)
    if step == "overdue" or commitment.to_secretariat:
        people |= Q(function__in=SECRETARIAT)
    held = Mandate.objects.in_force().filter(people).order_by().values("person")
    users = User.objects.filter(pk__gt=after, is_active=True, person__in=held).select_related("person").order_by("pk")
    return list(users[:limit])


def who_may_know(commitment: Commitment, users: list[User]) -> list[User]:
    """Those of ``users`` who may see the commitment now; it is asked again when the letter goes out."""
    read_together(users)
    rows = Commitment.objects.filter(pk=commitment.pk)
    return [user for user in users if rows.visible_to(user).exists()]


def _asked(commitment: Commitment) -> Q:
    """The mandates of those to whom it is addressed: focal points, deputies, coordinators of bodies."""
    decision = commitment.decision
    countries = Q(participant__in=decision.addressees.order_by().values("pk"))
    if commitment.to_members:
        countries |= Q(participant__in=_members().values("participant"))
    if commitment.to_presidency and (term := troika()[1]) is not None:
        countries |= Q(participant=term.country_id)
    bodies = decision.addressed_bodies.order_by().values("pk")
    seats = Seat.objects.filter(body__in=bodies).order_by().values("mandate")
    return Q(countries, function__in=REPORTING) | Q(function="body_coordinator", pk__in=seats)


def _members() -> QuerySet:
    return Standing.objects.in_force(timezone.localdate()).with_status(Status.MEMBER).order_by()


def write_reminder(commitment: Commitment, step: str, to: User, *, key: str) -> Delivery:
    """Tell ``to`` as often as it chose, once for each ``key``."""
    if step.startswith(ASKED) and commitment.due_on and commitment.due_on < timezone.localdate():
        context = context_of(commitment, "overdue", to.language)
    else:
        context = context_of(commitment, step, to.language)
    return tell(key=key, kind="commitment_due", recipient=to, about=commitment, context=context)


def context_of(commitment: Commitment, step: str, language: str) -> dict[str, Any]:
    """The words as published, in the reader's language or else in the other."""
    with override(language):
        line = next(iter(followed(Commitment.objects.filter(pk=commitment.pk))), None)
        words, title = (line.body, line.title) if line else ("", "")
    return {"commitment": commitment, "step": step, "words": words, "title": title}


def key_of(commitment: Commitment, step: str, user: User) -> str:
    """One letter or digest line for each account, day and step, however often the work is done."""
    return f"commitment:{commitment.pk}:{commitment.due_on}:{step}:{user.pk}"
