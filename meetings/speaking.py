"""Who may make a statement in which session, who writes it, and who reads it."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.refusals import Refusal
from meetings.access import AMONG_MEMBERS, attends, can_prepare, visible_of_meetings
from members.access import audiences_of, countries_of, is_secretariat, presides

# Who speaks in writing for a participant: its focal point and deputy, the delegate of an observer or of the network.
SPEAKERS = ("focal_point", "deputy", "observer_delegate", "civil_society_delegate")
OBSERVERS = ("observer_country", "observer_organisation")
BY_INVITATION = ("network", "working_group", "adhoc")  # members only, unless expressly invited
NAMES = {"observer_country": _("Observer countries"), "observer_organisation": _("Observer organisations")}


def speaks_in_writing(user: Any, participant_id: int) -> bool:
    """May write and submit statements of this participant; never in a preview."""
    return not getattr(user, "_preview", None) and participant_id in countries_of(user, *SPEAKERS)


def own_participants(user: Any) -> set[int]:
    """The participants (primary keys) in whose name ``user`` writes statements; none in a preview. No query."""
    return set() if getattr(user, "_preview", None) else countries_of(user, *SPEAKERS)


def visible_statements(user: Any) -> Q:
    """Statements that the reader may read.

    A draft is its delegation's own. What was submitted, or withdrawn, is the delegation's and of those who prepare the
    meeting. What was published is read by whoever sees the meeting; said among the members, by members alone.
    """
    published = Q(state="published") & visible_of_meetings(user)
    if Audience.MEMBER not in audiences_of(user):
        published &= Q(session__isnull=False) & ~Q(session__kind__in=AMONG_MEMBERS)
    own = Q(participant__in=own_participants(user))  # none in a preview: nobody reads another delegation's drafts by it
    seen = published | own & visible_of_meetings(user)
    if is_secretariat(user):
        return seen | Q(state__in=["submitted", "withdrawn"])
    return seen | Q(state="submitted") & visible_of_meetings(user) if presides(user) else seen


def may_invite(user: Any, session: Any) -> bool:
    """Observers' slots are set by the presidency and the Secretariat (report of 20 years, "observer rights")."""
    return can_prepare(user, session.meeting)


def speaking_refusal(participant: Any, session: Any) -> Refusal | None:
    """Which rule keeps ``participant`` from making a statement in ``session``; ``None`` where it may. Two queries.

    Asked of how the participant stands on the day of the session.
    """
    day = timezone.localdate(session.starts_at)
    statuses = set(participant.standings.in_force(day).values_list("status", flat=True))
    if "member" in statuses:
        return None
    is_invited = session.speakers.filter(participant=participant).exists()
    for status in ("civil_society", *OBSERVERS):
        if status in statuses:
            return rule_against(status, session.meeting.kind, session.kind, is_invited=is_invited)
    return Refusal(
        _("%(name)s takes no part in the conference on %(day)s."), name=str(participant), day=date_format(day)
    )


def rule_against(status: str, meeting_kind: str, session_kind: str, *, is_invited: bool) -> Refusal | None:
    """The rule that keeps who stands as ``status`` (not a member) from speaking, in one sentence; or ``None``.

    Observers may be invited to make statements; they neither enter the closed session nor draft. Civil society speaks
    in its dialogue with the Vice-Ministers, and in its slot elsewhere (report of 20 years, "access matrix", "observer
    rights").
    """
    if session_kind in AMONG_MEMBERS:
        return Refusal(_("Only members speak in closed sessions and in the Drafting Group (report of 20 years)."))
    if status == "civil_society":
        return _against_civil_society(meeting_kind, session_kind, is_invited=is_invited)
    if meeting_kind not in BY_INVITATION and not attends(Audience(status), meeting_kind):
        return Refusal(_("%(who)s do not attend this kind of meeting (report of 20 years)."), who=NAMES[status])
    if not is_invited:
        return Refusal(
            _("Observers speak when the Presidency or the Secretariat has invited them to (report of 20 years).")
        )
    return None


def _against_civil_society(meeting_kind: str, session_kind: str, *, is_invited: bool) -> Refusal | None:
    if session_kind == "dialogue":
        return None
    if meeting_kind == "vice_ministerial":
        return Refusal(_("Civil society speaks in its dialogue with the Vice-Ministers (report of 20 years)."))
    if not is_invited:
        return Refusal(
            _("Civil society speaks in its slot, which the Presidency or the Secretariat sets (report of 20 years).")
        )
    return None
