"""Who is convened to what, and who may see it; whom the rules let be convened to which meeting."""

from typing import Any

from django.db.models import Q

from common.access import Audience
from meetings.access import attends, meant_for, visible_of_meetings
from members.access import is_secretariat, presides
from members.grants import granted

OF_A_BODY = ("network", "working_group", "adhoc")  # kinds of meetings to which the members of bodies come
INVITABLE = (
    Audience.MEMBER,
    Audience.BODY_MEMBERS,
    Audience.OBSERVER_COUNTRY,
    Audience.OBSERVER_ORGANISATION,
    Audience.CIVIL_SOCIETY,
)


def invitable(kind: str) -> list[Audience]:
    """The audiences that can be convened to a meeting of ``kind``, in the order in which they are asked about.

    Observers come to the plenary of the Vice-Ministers, observer organisations to the GRCM as well; to the networks
    members only, unless somebody is expressly invited, which is done by name (report of 20 years, "access matrix").
    """
    found = [one for one in INVITABLE if attends(one, kind)]
    return found if kind in OF_A_BODY else [one for one in found if one != Audience.BODY_MEMBERS]


def is_by_invitation(kind: str) -> bool:
    """Whether observers come to meetings of ``kind`` by name alone (report of 20 years, "access matrix": networks)."""
    return kind in OF_A_BODY


def visible_convocations(user: Any) -> Q:
    """A convocation is read by whom it convenes, by those invited to its meeting by name, and by those who prepare it.

    It is a letter: nobody else reads it, even where the page of the meeting is public.
    """
    from meetings.models import InvitedAudience, Meeting

    if is_secretariat(user):
        return Q()
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    convened = InvitedAudience.objects.filter(meant_for(user, meeting="convocation__meeting"))
    seen = Q(pk__in=convened.order_by().values("convocation")) | Q(meeting__in=granted(user, Meeting))
    return seen | visible_of_meetings(user) if presides(user) else seen
