"""The agenda in plain words: lines of at most 78 signs, for mail and for slow lines."""

import textwrap
from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from common.templatetags.components import in_either, shortened
from common.zones import in_zone, zone_name
from meetings.models import Meeting
from meetings.queries.agenda import Agenda
from meetings.queries.agenda_lines import Line, SessionLines
from meetings.titles import meeting_title

WIDTH = 78
HOURS = 6  # "09:00 "


def agenda_text(agenda: Agenda, *, place: str, address: str) -> str:
    """The agenda as its reader may read it, in the active language; ``address`` is that of the meeting's page."""
    return "\n".join([*_head(agenda, place), *_days(agenda), "", address]) + "\n"


def _head(agenda: Agenda, place: str) -> Iterator[str]:
    meeting, adopted = agenda.meeting, agenda.adopted
    yield from _wrapped(meeting_title(meeting).upper())
    yield from _wrapped(", ".join(filter(None, (_of_days(meeting), place))))
    yield ""
    if adopted:
        day = formats.date_format(in_zone(adopted.adopted_at, meeting.time_zone), "DATE_FORMAT")
        said = _("Agenda. Last adopted: version %(number)s, of %(day)s.") % {"number": adopted.number, "day": day}
    else:
        said = _("Draft agenda")
    yield from _wrapped(said)
    zone = zone_name(meeting.time_zone or "UTC", agenda.sessions[0].starts_at)
    yield from _wrapped(_("Times are those of %(zone)s.") % {"zone": zone})


def _of_days(meeting: Meeting) -> str:
    start, end = meeting.start, meeting.end
    if start and end and end != start:
        return f"{shortened(start, end)} – {end}"
    return str(start or "")


def _days(agenda: Agenda) -> Iterator[str]:
    for day, sessions in agenda.days:
        heading = f"{formats.date_format(day, 'l')}, {formats.date_format(day, 'DATE_FORMAT')}".upper()
        yield from ("", "", heading, "=" * len(heading))
        for session in sessions:
            yield from _session(session)


def _session(session: SessionLines) -> Iterator[str]:
    title = in_either(session.title_es, session.title_en)
    name = f"{session.kind_label}. {title}" if title and title != session.kind_label else session.kind_label
    yield ""
    yield from _wrapped(f"{session.begins:%H:%M}–{session.ends:%H:%M}  {name}", indent=13)
    if place := in_either(session.place_es, session.place_en):
        yield from _wrapped(" " * 13 + place, indent=13)
    for line in session.walk():
        yield from _item(line, session)


def _item(line: Line, session: SessionLines) -> Iterator[str]:
    hour = f"{in_zone(line.starts_at, session.zone):%H:%M}" if line.starts_at and line.minutes else ""
    number = "  " * (line.depth - 1) + f"{line.number}. "
    indent = HOURS + len(number)
    yield from _wrapped(f"{hour:<{HOURS}}{number}{in_either(line.title_es, line.title_en)}", indent)
    by = (in_either(line.presenter_es, line.presenter_en), in_either(line.presenting_es, line.presenting_en))
    under = (", ".join(filter(None, by)), in_either(line.axis_es, line.axis_en))
    for words in (*under, *in_either(line.notes_es, line.notes_en).splitlines()):
        if words.strip():
            yield from _wrapped(" " * indent + words.strip(), indent)


def _wrapped(words: str, indent: int = 0) -> list[str]:
    """Lines of at most 78 signs; those after the first are set in. A word that is longer than a line is broken."""
    return textwrap.wrap(words, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False) if words.strip() else []
