"""Who has the file that is handed to the next presidency."""

from typing import Any

from django.db.models import Q

from members.access import DELEGATION, countries_of, is_secretariat, troika_for


def can_have_handover_file(user: Any) -> bool:
    """May read and take the handover file: the Secretariat, the delegations of the current and the next presidency.

    Nobody in a preview, which only looks. No query beside the troika.
    """
    if not getattr(user, "is_authenticated", False) or getattr(user, "_preview", None):
        return False
    if is_secretariat(user):
        return True
    countries = countries_of(user, *DELEGATION)
    if not countries:
        return False
    _outgoing, current, incoming = troika_for(user)
    return not countries.isdisjoint({term.country_id for term in (current, incoming) if term is not None})


def visible_handover_papers(user: Any) -> Q:
    """A PDF of the file is for whoever asked for it, as long as that one may have the file."""
    return Q(asked_by=user) if can_have_handover_file(user) else Q(pk__in=())
