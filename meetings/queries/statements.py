"""Statements of a meeting, for its page, for the delegation that makes them, for those who prepare it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

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
    return [_said(one) for one in _published_once(meeting, user)]


def statements_to_take(meeting: Meeting, user: Any) -> list[Statement]:
    """The same with their files, to be taken away. One query more where any has a file."""
    statements = _published_once(meeting, user)
    if any(getattr(one, f"has_{language}") for one in statements for language in LANGUAGES):
        files = StatementFile.objects.select_related("file").order_by("language")
        prefetch_related_objects(statements, Prefetch("files", files))
    return statements


def given_files(statement: Any) -> list[StatementFile]:
    """The files of a statement that is to be taken away. No query."""
    return list(statement.files.all()) if "files" in getattr(statement, "_prefetched_objects_cache", {}) else []


def _published_once(meeting: Meeting, user: Any) -> list[Statement]:
    """Read once for a page that shows them and offers them to be taken away."""
    if not getattr(meeting, "has_statements", True):
        return []
    known = meeting.__dict__.setdefault("_published_statements", {})
    if user.pk not in known:
        known[user.pk] = list(statements_of(meeting, user).published())
    return known[user.pk]


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
