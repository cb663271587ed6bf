"""The hours of sessions: what a new one begins with, and what is odd about them; told, never refused."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from common.refusals import Refusal
from common.templatetags.components import in_either
from common.zones import moment
from meetings.models import Meeting
from meetings.queries.agenda_lines import SessionLines

MORNING = time(9)
AT_FIRST = timedelta(hours=2)  # how long a session is proposed to be


def hours_to_begin_with(meeting: Meeting) -> dict[str, datetime]:
    """What the form of a new session begins with: behind the last session, or the first day of the meeting at nine.

    Nothing where the first day is not known. One query.
    """
    begins = meeting.sessions.order_by("ends_at").values_list("ends_at", flat=True).last()
    if begins is None and meeting.start is not None and meeting.start.precision == "day":
        try:
            begins = moment(meeting.start.first_day, MORNING, meeting.time_zone or "UTC")
        except Refusal:  # the clocks are changed in that hour
            return {}
    return {"starts_at": begins, "ends_at": begins + AT_FIRST} if begins else {}


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
