"""Accounts that must have a second factor (``members.access.needs_second_factor``) and have none."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.access import DELEGATION, SECRETARIAT, second_factors, troika
from members.models import Mandate, User


def accounts_that_lack_a_factor() -> QuerySet[User]:
    """Open accounts whose function obliges them to a second factor that they have not set up yet.

    They are led to it at their next sign-in and see nothing else before. One query for the troika.
    """
    presiding = {term.country_id for term in troika() if term is not None and term.country_id}
    obliged = Q(function__in=(*SECRETARIAT, "administrator")) | Q(function__in=DELEGATION, participant__in=presiding)
    holders = Mandate.objects.in_force().filter(obliged).order_by().values("person")
    has_one = Exists(second_factors().filter(user=OuterRef("pk")))
    must = Q(person__in=holders) | Q(is_superuser=True)
    return User.objects.filter(must, ~has_one, is_active=True)
