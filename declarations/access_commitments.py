"""Who sees what follows from a decision, who keeps it, and who tells how far it is."""

from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from declarations.access import texts_seen
from meetings.access_plans import seats_in
from members.access import audiences_of, countries_of, is_secretariat, mandates_of, presides

REPORTING = ("focal_point", "deputy")  # they reply in their country's name


def visible_commitments(user: Any) -> Q:
    """A commitment is seen by whoever sees its decision, once an officer has confirmed how it is read."""
    seen = texts_seen(user, "decision__paragraph__text__")
    return seen if is_secretariat(user) else seen & Q(confirmed_at__isnull=False)


def visible_commitment_reports(user: Any) -> Q:
    """Reports on visible commitments: all of them for members; for others those whose author agreed to publish.

    Nobody but the members sees that a report is there which its author keeps among them.
    """
    from declarations.models import Commitment

    seen = Q(commitment__in=Commitment.objects.visible_to(user).order_by())
    return seen if Audience.MEMBER in audiences_of(user) else seen & Q(is_public=True)


def visible_state_papers(user: Any) -> Q:
    """A PDF of the state of play is for whoever asked for it, as long as that one may follow the commitments."""
    return Q(asked_by=user) if can_follow_commitments(user) else Q(pk__in=())


def can_read_commitments(user: Any) -> bool:
    """May say how a decision is read, and edit it: the Secretariat, which keeps the record."""
    return is_secretariat(user)


def can_follow_up(user: Any, _commitment: Any = None) -> bool:
    """May enter how far a commitment is: the Secretariat and the presidency.

    The presidency follows up what was agreed, with the Secretariat (report of 20 years, "functions of the PPT").
    """
    return not getattr(user, "_preview", None) and (is_secretariat(user) or presides(user))


def can_follow_commitments(user: Any) -> bool:
    """May read the state of play: the members, for whose GRCM it is made, and the Secretariat."""
    return (
        getattr(user, "is_authenticated", False)
        and not getattr(user, "_preview", None)
        and Audience.MEMBER in audiences_of(user)
    )


def has_own_commitments(user: Any) -> bool:
    """Whether commitments can be addressed to ``user``: to the country, the body or the Secretariat it acts for."""
    if getattr(user, "_preview", None) or not getattr(user, "is_authenticated", False):
        return False
    return is_secretariat(user) or bool(countries_of(user, *REPORTING)) or _coordinates(user)


def addressed_to(user: Any) -> Q:
    """Commitments on which ``user`` reports. No query of its own, whatever ``user`` is.

    The focal point and the deputy for their country, also where all members or the presidency are meant; who
    coordinates a body for the body; the Secretariat for itself. Nobody in a preview.
    """
    if not has_own_commitments(user):
        return Q(pk__in=())
    from declarations.models import Decision

    mine = Q(to_secretariat=True) if is_secretariat(user) else Q(pk__in=())
    if countries := countries_of(user, *REPORTING):
        named = Decision.addressees.through.objects.filter(participant__in=countries)
        mine |= Q(decision__in=named.values("decision"))
        if Audience.MEMBER in audiences_of(user):
            mine |= Q(to_members=True)
        if presides(user):
            mine |= Q(to_presidency=True)
    if _coordinates(user):
        links: Any = Decision.addressed_bodies.through
        mine |= Q(decision__in=links.objects.filter(body__in=_coordinated(user)).values("decision"))
    return mine


def reports_for(user: Any) -> set[int]:
    """The participants in whose name ``user`` reports; none for the Secretariat and who coordinates a body."""
    return set() if getattr(user, "_preview", None) else countries_of(user, *REPORTING)


def can_report(user: Any, commitment: Any) -> bool:
    """May report on ``commitment``: for one to whom it is addressed. One query, none for most."""
    if not has_own_commitments(user):
        return False
    things: Any = type(commitment)
    return things.objects.visible_to(user).filter(addressed_to(user), pk=commitment.pk).exists()


def _coordinates(user: Any) -> bool:
    return any(mandate.function == "body_coordinator" for mandate in mandates_of(user))


def _coordinated(user: Any) -> QuerySet:
    return seats_in(user, "body_coordinator")
