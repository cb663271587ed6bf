"""Who reads and writes the work plans of bodies, their reports of progress, and the concept notes of activities."""

from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from meetings.access import bodies_of, can_prepare, visible_of_meetings
from members.access import audiences_of, is_secretariat, mandates_of, presides, speaks_for

# States in which a plan is no longer the body's own affair; and those in which it stands for everyone it is meant for.
LEFT_THE_BODY = ("proposed", "returned", "approved", "superseded")
APPROVED = ("approved", "superseded")


def visible_work_plans(user: Any) -> Q:
    """Every version for the body and the Secretariat; from its proposal on for the members; approved, as it is meant.

    The GRCM, where all members sit, approves what the bodies propose (charter of the GRCM; strategic plan 2023-2026,
    "working groups"); so the members read a plan before it is approved, and nobody outside does.
    """
    if is_secretariat(user):
        return Q()
    seen = Q(state__in=APPROVED, audience__in=audiences_of(user))
    if not getattr(user, "is_authenticated", False):
        return seen
    if Audience.MEMBER in audiences_of(user):
        seen |= Q(state__in=LEFT_THE_BODY)
    return seen | Q(body__in=bodies_of(user))


def visible_progress_reports(user: Any) -> Q:
    """A draft for the body and the Secretariat; once submitted for every member, whose GRCM it is written for."""
    if is_secretariat(user):
        return Q()
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    seen = Q(plan__body__in=bodies_of(user))
    return seen | ~Q(state="draft") if Audience.MEMBER in audiences_of(user) else seen


def can_write_plan(user: Any, body: Any) -> bool:
    """May write the plan and the reports of ``body``: its coordinators and liaison officers, and the Secretariat.

    The working groups draft their work plans and report to the GRCM (strategic plan 2023-2026, "working groups").
    """
    if is_secretariat(user):
        return True
    known = getattr(body, "is_seated", None)  # read together with the body
    return body.pk in seats_of(user) if known is None else known


def can_approve_plans(user: Any) -> bool:
    """May enter what the GRCM decided on a plan: the Secretariat, and the presidency, which chairs the GRCM."""
    return is_secretariat(user) or presides(user)


def can_follow_work(user: Any) -> bool:
    """May see how far all bodies are with plans, reports and meetings: the members and the Secretariat."""
    return Audience.MEMBER in audiences_of(user)


def seats_of(user: Any, *functions: str) -> set[int]:
    """The bodies (primary keys) in which ``user`` has a seat now, in one of ``functions`` or in any. One query."""
    return set(seats_in(user, *functions))


def seats_in(user: Any, *functions: str) -> QuerySet:
    """The same, to be asked within another query; nothing is asked for whoever has no such mandate."""
    from meetings.models import Seat

    held = [mandate.pk for mandate in mandates_of(user) if not functions or mandate.function in functions]
    return Seat.objects.filter(mandate__in=held).values_list("body", flat=True)


def visible_concept_notes(user: Any) -> Q:
    """An approved note for the members who see its activity; any other for those who write or decide on it."""
    seen = visible_of_meetings(user)
    if is_secretariat(user):
        return seen
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    if presides(user):
        return seen
    from meetings.models import Meeting

    hosting = [one.participant_id for one in mandates_of(user) if one.function in ("focal_point", "deputy")]
    coordinated = Meeting.bodies.through.objects.filter(body__in=seats_of(user, "body_coordinator")).values("meeting")
    own = Q(meeting__country__in=hosting) | Q(meeting__in=coordinated)
    if Audience.MEMBER in audiences_of(user):
        own |= Q(state="approved")
    return own & seen


def can_enter_concept_note(user: Any, meeting: Any) -> bool:
    """May read or write the concept note of ``meeting``; no query where it is no activity, which has none."""
    from meetings.models import ACTIVITIES, ConceptNote

    if meeting.kind not in ACTIVITIES or not getattr(user, "is_authenticated", False):
        return False
    is_seen = ConceptNote.objects.visible_to(user).filter(meeting=meeting.pk).exists()
    return is_seen or can_write_concept_note(user, meeting)


def can_write_concept_note(user: Any, meeting: Any) -> bool:
    """May write the concept note of an activity that ``user`` sees: its host, its body's coordinator, the Secretariat.

    Seminars and workshops are convened by the host country or co-sponsor with the Secretariat (report of 20 years,
    "functions of the PPT").
    """
    if is_secretariat(user):
        return True
    is_host = meeting.country_id is not None and speaks_for(user, meeting.country_id)
    if not is_host and not meeting.bodies.filter(pk__in=seats_of(user, "body_coordinator")).exists():
        return False
    return type(meeting).objects.visible_to(user).filter(pk=meeting.pk).exists()


def can_approve_concept_note(user: Any, meeting: Any) -> bool:
    """May approve or return it: the Secretariat and the presidency.

    Both make sure that the concept note of each activity is complete before it takes place (strategic plan 2023-2026,
    "monitoring").
    """
    return can_prepare(user, meeting)
