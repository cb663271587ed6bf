"""Who may see a meeting."""

from typing import Any

from django.db.models import Q

from members.access import audiences_of


def visible_meetings(user: Any) -> Q:
    """Meetings whose audience the reader belongs to today; a visitor belongs to the public alone."""
    return Q(audience__in=audiences_of(user))
