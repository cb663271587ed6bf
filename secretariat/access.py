"""Who may see a notice, who gets it by mail, and who writes one."""

from typing import Any

from django.db.models import Q

from common.access import Audience
from meetings.access import bodies_of, meant_for
from members.access import countries_of, is_secretariat, mandates_of
from members.grants import granted


def visible_notices(user: Any) -> Q:
    """A published notice: whoever it is meant for. Drafts and what was withdrawn: the Secretariat.

    Internal documents belong on the intranet (report of 20 years, "web"), so nothing is shown to visitors; a notice
    for the public is for every account.
    """
    preview = getattr(user, "_preview", None)
    if not getattr(user, "is_authenticated", False) or (preview is not None and preview.face == "public"):
        return Q(pk__in=[])
    if is_secretariat(user):
        return Q()
    from secretariat.models import Notice

    return Q(state="published") & (notices_meant_for(user) | Q(pk__in=granted(user, Notice)))


def notices_meant_for(user: Any) -> Q:
    """Notices whose audience ``user`` is in now, published or not; opened ones too. Exceptional access is not asked."""
    meant = meant_for(user, opens=True)
    if mandates_of(user) or countries_of(user):
        meant |= Q(audience=Audience.BODY_MEMBERS, body__in=bodies_of(user))
    return meant


def can_write_notices(user: Any) -> bool:
    """The Secretariat circulates the conference's notices and circulars, and reads the log of its mail."""
    return is_secretariat(user)
