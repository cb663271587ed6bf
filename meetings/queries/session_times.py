"""What is odd about the hours of sessions: told to those who prepare the meeting, never refused."""

from collections import defaultdict
from itertools import combinations

from django.utils.translation import gettext as _

from common.templatetags.components import in_either
from meetings.models import Meeting
from meetings.queries.agenda_lines import SessionLines


def warnings_of(meeting: Meeting, sessions: list[SessionLines]) -> dict[int, list[str]]:
    """By session, sentences: two of one kind at once, outside the days of the meeting, items that take too long."""
    told: dict[int, list[str]] = defaultdict(list)
    for one, other in combinations(sessions, 2):
        if one.kind == other.kind and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            for here, there in ((one, other), (other, one)):
                told[here.id].append(
                    _("It overlaps with another session of its kind: %(other)s.") % {"other": _called(there)}
                )
    for session in sessions:
        if _is_outside(meeting, session):
            told[session.id].append(_("It is outside the days of the meeting."))
        if session.minutes_over:
            told[session.id].append(
                _("Its items take %(minutes)s minutes longer than the session.") % {"minutes": session.minutes_over}
            )
    return dict(told)


def _called(session: SessionLines) -> str:
    name = in_either(session.title_es, session.title_en) or session.kind_label
    return f"{name}, {session.begins:%H:%M}–{session.ends:%H:%M}"


def _is_outside(meeting: Meeting, session: SessionLines) -> bool:
    """Where the days of the meeting are known to the day."""
    first, last = meeting.start, meeting.end or meeting.start
    if first is None or first.precision != "day" or last.precision != "day":
        return False
    return not (first.first_day <= session.begins.date() <= last.first_day)
