"""Which rule keeps somebody out of a session, and who attends it: the words beside ``attends_session``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from meetings.access import AMONG_MEMBERS, GUESTS, attends, attends_session

CLOSED_RULE = _("The closed session is for the heads of delegation of the members, each with up to two aides.")
DRAFTING_RULE = _("The members draft among themselves; observers do not take part in drafting.")
NOT_HERE = {
    "grcm": _("Members and observer organisations attend the RCGM, and civil society has its slot."),
    "network": _("Networks are for members, unless somebody is expressly invited; civil society has its slot."),
}
BY_INVITATION = _("Only members attend, unless somebody is expressly invited; civil society has its slot.")
DIALOGUE_RULE = _("Civil society attends the dialogue that is part of the plenary's agenda.")


def reason_against_attending(audience: str, meeting_kind: str, session_kind: str) -> str | Promise | None:
    """The rule by which ``audience`` does not attend such a session, as a sentence; None where it attends.

    Source of each rule: report of 20 years, "access matrix" and "observer rights"; for civil society, "dialogue".
    """
    if attends_session(audience, meeting_kind, session_kind):
        return None
    if session_kind == "closed":
        return CLOSED_RULE
    if session_kind in AMONG_MEMBERS:
        return DRAFTING_RULE
    if not attends(audience, meeting_kind):
        return NOT_HERE.get(meeting_kind, BY_INVITATION)
    return DIALOGUE_RULE


def who_attends(meeting_kind: str, session_kind: str) -> str:
    """Those who attend, in a sentence: a rule of its own for the sessions among members, else the audiences by name."""
    if session_kind == "closed":
        return str(CLOSED_RULE)
    if session_kind in AMONG_MEMBERS:
        return str(DRAFTING_RULE)
    guests = [one for one in Audience if one in GUESTS and attends_session(one, meeting_kind, session_kind)]
    names = ", ".join(str(one.label) for one in (Audience.MEMBER, *reversed(guests)))
    return _("Attended by: %(who)s.") % {"who": names}
