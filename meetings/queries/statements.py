"""Statements of a meeting, for its page, for the delegation that makes them, for those who prepare it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from common.states import Offer
from meetings.models import Meeting, Session, SessionKind, SpeakingInvitation, Statement
from meetings.speaking import SPEAKERS
from meetings.workflow_statements import STATEMENTS
from members.access import audiences_of, countries_of
from members.models import Participant

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the languages that it has, as words or as a file, and the acts that the reader may do."""

    statement: Statement
    languages: dict[str, str]
    offers: list[Offer]

    @property
    def chips(self) -> list[tuple[str, bool]]:
        """Spanish and English, and whether it is there; one is as spoken, the other is never filled in."""
        others = sorted(set(self.languages) - set(LANGUAGES))
        return [(language, language in self.languages) for language in (*LANGUAGES, *others)]


def statements_of(meeting: Meeting, user: Any) -> QuerySet[Statement]:
    """The statements of ``meeting`` that ``user`` may read, in the order of its sessions."""
    statements = Statement.objects.visible_to(user).filter(meeting=meeting)
    return statements.select_related("participant", "session", "item", "meeting").order_by("session__starts_at", "pk")


def published_statements(meeting: Meeting, user: Any) -> list[Said]:
    """Those that are published, for the page of the meeting. Two queries, whatever their number."""
    return [_said(one, []) for one in statements_of(meeting, user).published().prefetch_related("files")]


def statements_at_work(meeting: Meeting, user: Any) -> list[Said]:
    """All that ``user`` may read, with what can be done to each and what stands in the way."""
    statements = statements_of(meeting, user).prefetch_related("files")
    return [_said(one, STATEMENTS.offers(one, user)) for one in statements]


def said_of(statement: Statement, user: Any) -> Said:
    """One statement, with what ``user`` can do to it."""
    return _said(statement, STATEMENTS.offers(statement, user) if user.is_authenticated else [])


def speaks_for_whom(user: Any) -> QuerySet[Participant]:
    """The participants in whose name ``user`` writes statements; none in a preview."""
    countries = () if getattr(user, "_preview", None) else countries_of(user, *SPEAKERS)
    return Participant.objects.filter(pk__in=countries).order_by("name")


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


def _said(statement: Statement, offers: list[Offer]) -> Said:
    there = {language: "words" for language in LANGUAGES if (getattr(statement, f"words_{language}") or "").strip()}
    return Said(statement, {one.language: "file" for one in statement.files.all()} | there, offers)
