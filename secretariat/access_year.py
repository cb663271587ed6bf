"""Who reads the calendar of the year."""

from typing import Any

from common.access import Audience
from members.access import audiences_of


def can_read_year(user: Any) -> bool:
    """May read the calendar of the year: the Secretariat and the presidency, who keep to it, and every other member.

    What it names is asked of each thing anew, so that a member reads in it what that member may see elsewhere.
    """
    return getattr(user, "is_authenticated", False) and Audience.MEMBER in audiences_of(user)
