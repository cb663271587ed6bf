"""The agenda of a meeting: as its readers see it, and as it stands at work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from common.access import Audience
from meetings.access import AMONG_MEMBERS, reads_closed_lines
from meetings.canonical import agenda_content, sessions_content
from meetings.models import AgendaItem, AgendaVersion, Meeting, MeetingKind, MinimumItem, Session, SessionKind
from meetings.queries.agenda_lines import Line, SessionLines, by_day, session_lines

OF_THE_PLENARY = (SessionKind.PLENARY, SessionKind.DIALOGUE)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sessions in their order; ``adopted`` is the latest adopted version, without its content, if there is one."""

    meeting: Meeting
    sessions: list[SessionLines]
    adopted: AgendaVersion | None

    @property
    def days(self) -> list[tuple[date, list[SessionLines]]]:
        return by_day(self.sessions)

    def walk(self) -> Iterator[Line]:
        for session in self.sessions:
            yield from session.walk()


def agenda_of(meeting: Meeting, user: Any) -> Agenda | None:
    """The agenda as ``user`` may read it: closed sessions with title and hours alone, for all but members.

    None where the agenda is not meant for the reader, or has no session yet. Two queries, none for a visitor where it
    is not public. Whoever is told of a session of it may know of its adopted versions.
    """
    if not user.is_authenticated and meeting.agenda_audience != Audience.PUBLIC:
        return None
    if not getattr(meeting, "has_sessions", True):
        return None
    sessions = list(Session.objects.announced_to(user).filter(meeting=meeting).annotate(**_of_latest_version()))
    if not sessions:
        return None
    items = _items(AgendaItem.objects.visible_to(user).filter(session__meeting=meeting))
    adopted = _latest_named_by(sessions[0], meeting)
    lines = _shown(meeting, meeting.time_zone, sessions_content(sessions, items), reads_closed_lines(user))
    return Agenda(meeting, lines, adopted)


def agenda_once(meeting: Meeting, user: Any) -> Agenda | None:
    """The same, read once for a page that shows several parts of ``meeting``: its agenda, and its papers by item."""
    known = meeting.__dict__.setdefault("_agendas", {})
    if user.pk not in known:
        known[user.pk] = agenda_of(meeting, user)
    return known[user.pk]


def agenda_at_work(meeting: Meeting) -> Agenda:
    """Everything, for those who prepare the meeting. Three queries."""
    adopted = _latest(meeting.agenda_versions.all())
    return Agenda(meeting, sessions_at_work(meeting), adopted)


def sessions_at_work(meeting: Meeting) -> list[SessionLines]:
    """The sessions with all their lines, for those who prepare the meeting. Two queries."""
    return _shown(meeting, meeting.time_zone, content_at_work(meeting), True)


def item_at_work(meeting: Meeting, pk: int) -> tuple[AgendaItem | None, list[SessionLines]]:
    """One item with its session, None where it is not there, and the sessions as ``sessions_at_work``. Two queries."""
    sessions = {one.pk: one for one in Session.objects.filter(meeting=meeting)}
    items = list(_items(AgendaItem.objects.filter(session__meeting=meeting)))
    item = next((one for one in items if one.pk == pk), None)
    if item is not None:
        item.session = sessions[item.session_id]
    return item, _shown(meeting, meeting.time_zone, sessions_content(sessions.values(), items), True)


def version_lines(version: AgendaVersion, user: Any) -> list[SessionLines]:
    """The sessions of an adopted version, as ``user`` may read them. No query."""
    content = version.content
    return _shown(version.meeting, content["time_zone"], content["sessions"], reads_closed_lines(user))


def content_at_work(meeting: Meeting) -> list[dict[str, Any]]:
    """The sessions as they stand now, in the form of ``meetings.canonical``. Two queries."""
    items = _items(AgendaItem.objects.filter(session__meeting=meeting))
    return sessions_content(Session.objects.filter(meeting=meeting), items)


def freeze_agenda(meeting: Meeting, number: int) -> dict[str, Any]:
    """What version ``number`` would hold if the agenda were adopted as it stands now. Two queries."""
    return agenda_content(meeting, number, content_at_work(meeting))


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """The agenda as last adopted, with its content."""
    return meeting.agenda_versions.order_by("-number").first()


def missing_minimum(meeting: Meeting) -> list[MinimumItem]:
    """What the plenary of a Vice-Ministerial Meeting must still have on its agenda; nothing for other meetings.

    The minimum agenda is that of the report of 20 years, which counts the dialogue with civil society among the
    plenary's items; so they may stand in either, and a session of its own for the dialogue is that item. Two queries.
    """
    if meeting.kind != MeetingKind.VICE_MINISTERIAL:
        return []
    items = AgendaItem.objects.filter(session__meeting=meeting, session__kind__in=OF_THE_PLENARY).exclude(minimum="")
    kinds = meeting.sessions.order_by().values_list("kind", flat=True)
    return _missing(set(items.order_by().values_list("minimum", flat=True)), set(kinds))


def missing_in(agenda: Agenda) -> list[MinimumItem]:
    """The same of an agenda that was read already. No query."""
    if agenda.meeting.kind != MeetingKind.VICE_MINISTERIAL:
        return []
    plenaries = [session for session in agenda.sessions if session.kind in OF_THE_PLENARY]
    there = {line.minimum for session in plenaries for line in session.walk()}
    return _missing(there, {session.kind for session in agenda.sessions})


def _missing(there: set[str], kinds: set[str]) -> list[MinimumItem]:
    if SessionKind.DIALOGUE in kinds:
        there = there | {MinimumItem.CIVIL_SOCIETY}
    return [one for one in MinimumItem if one not in there]


def _items(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    return items.select_related("presenting", "plan_item", "topic").order_by("order", "pk")


def _of_latest_version() -> dict[str, Subquery]:
    """Of the latest adopted version, what a page tells of it, beside each session."""
    latest = AgendaVersion.objects.filter(meeting=OuterRef("meeting")).order_by("-number")
    return {f"version_{name}": Subquery(latest.values(name)[:1]) for name in ("pk", "number", "sha256", "adopted_at")}


def _latest_named_by(session: Any, meeting: Meeting) -> AgendaVersion | None:
    if session.version_pk is None:
        return None
    told = {name: getattr(session, f"version_{name}") for name in ("number", "sha256", "adopted_at")}
    return AgendaVersion(pk=session.version_pk, meeting=meeting, **told)


def _latest(versions: QuerySet[AgendaVersion]) -> AgendaVersion | None:
    return versions.defer("content").order_by("-number").first()


def _shown(meeting: Meeting, zone: str, contents: list[dict[str, Any]], closed: bool) -> list[SessionLines]:
    return [
        session_lines(one, zone=zone, meeting_kind=meeting.kind, is_shown=closed or one["kind"] not in AMONG_MEMBERS)
        for one in contents
    ]
