"""With whom somebody works: the own delegation or organisation, and the Secretariat."""

from typing import Any

from django.db.models import Q

from members.access import SECRETARIAT, countries_of
from members.access_people import visible_mandates
from members.models import Function, Mandate

PLACES = {function: place for place, function in enumerate(Function.values)}
MOST = 200  # a delegation has a dozen people


def colleagues_of(user: Any) -> list[Mandate]:
    """The mandates in force of those who act for the same participants as ``user``, then those of the Secretariat.

    As far as ``user`` may know of them, in the order of the functions. One query, asked once for a request.
    """
    if (known := getattr(user, "_colleagues", None)) is not None:
        return known
    own = countries_of(user)
    mandates = (
        Mandate.objects.in_force()
        .filter(visible_mandates(user))
        .filter(Q(participant__in=own) | Q(function__in=SECRETARIAT))
        .select_related("person", "participant")
        .order_by("pk")
    )
    colleagues = sorted(
        mandates[:MOST],
        key=lambda one: (one.participant is None, str(one.participant or ""), PLACES[one.function], one.person.name),
    )
    user._colleagues = colleagues
    return colleagues
