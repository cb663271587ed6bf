"""Statements of a meeting, for its page, for the delegation that makes them, for those who prepare it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.access import Audience
from meetings.models import Meeting, Session, SessionKind, SpeakingInvitation, Statement, StatementFile
from meetings.speaking import SPEAKERS, own_participants
from members.access import audiences_of, countries_of
from members.models import Participant

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and for Spanish and English whether it is there, as words or as a file; none is ever filled in."""

    statement: Statement
    chips: list[tuple[str, bool]]


def statements_of(meeting: Meeting, user: Any) -> QuerySet[Statement]:
    """The statements of ``meeting`` that ``user`` may read, in the order of its sessions."""
    statements = Statement.objects.visible_to(user).filter(meeting=meeting)
    files = StatementFile.objects.filter(statement=OuterRef("pk"))
    has_files = {f"has_{language}": Exists(files.filter(language=language)) for language in LANGUAGES}
    statements = statements.select_related("participant", "session", "item", "meeting").annotate(**has_files)
    return statements.order_by("session__starts_at", "pk")


def published_statements(meeting: Meeting, user: Any) -> list[Said]:
    """Those that are published, for the page of the meeting. One query, whatever their number."""
    if not getattr(meeting, "has_statements", True):
        return []
    return [_said(one) for one in statements_of(meeting, user).published()]


def statements_at_work(meeting: Meeting, user: Any) -> list[Said]:
    """All that ``user`` may read. One query, whatever their number."""
    return [_said(one) for one in statements_of(meeting, user)]


def speaks_for_whom(user: Any) -> QuerySet[Participant]:
    """The participants in whose name ``user`` writes statements; none in a preview."""
    return Participant.objects.filter(pk__in=own_participants(user)).order_by("name")


def sessions_to_speak_in(meeting: Meeting, user: Any) -> QuerySet[Session]:
    """The sessions of ``meeting`` of which ``user`` may know, and those in which ``user`` may speak.

    An invitation names its session to whoever is invited, and the dialogue with civil society is known to it, even
    where the agenda is not shared with them yet.
    """
    invited = Q(
        pk__in=SpeakingInvitation.objects.filter(participant__in=countries_of(user, *SPEAKERS)).values("session")
    )
    if Audience.CIVIL_SOCIETY in audiences_of(user):
        invited |= Q(kind=SessionKind.DIALOGUE)
    known = Q(pk__in=Session.objects.announced_to(user).order_by().values("pk"))
    return Session.objects.filter(known | invited, meeting=meeting).order_by("starts_at", "pk")


def invitations_to(meeting: Meeting) -> QuerySet[SpeakingInvitation]:
    """Who is invited to speak in which session. One query."""
    invitations = SpeakingInvitation.objects.filter(session__meeting=meeting).select_related("session", "participant")
    return invitations.order_by("session__starts_at", "participant__name")


def _said(statement: Any) -> Said:
    there = {
        language: bool((getattr(statement, f"words_{language}") or "").strip()) or getattr(statement, f"has_{language}")
        for language in LANGUAGES
    }
    return Said(statement, list(there.items()))
