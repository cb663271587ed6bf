"""The lines of the calendar of the year: days, states, and what falls together on one day."""

from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils import dates
from django.utils.safestring import SafeString

from common.templatetags.components import chip, days
from meetings.models import Meeting, MeetingState
from meetings.templatetags.meetings_tags import meeting_title
from secretariat.queries.year import first_weekday
from secretariat.queries.year_entries import Entry, EntryKind

register = template.Library()
register.simple_tag(meeting_title, name="meeting_name")
CHIPS = {MeetingState.PLANNED: "draft", MeetingState.POSTPONED: "failed"}
GATHERED = (EntryKind.MANDATE, EntryKind.COMMITMENT, EntryKind.WORK_PLAN)
MORE_THAN = 3  # of one kind on one day stand in one line, which opens


@dataclass(frozen=True, slots=True)
class Group:
    """What of one kind falls on one day and is shown in one line; or one entry alone."""

    entries: list[Entry]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def others(self) -> list[Entry]:
        return self.entries[1:]


@register.filter
def gathered(entries: list[Entry]) -> list[Group]:
    """``entries``, which are in order, with many of one kind on one day as one."""
    groups = []
    for (_day, kind), found in groupby(entries, key=lambda entry: (entry.when, entry.kind)):
        together = list(found)
        many = kind in GATHERED and len(together) > MORE_THAN
        groups += [Group(together)] if many else [Group([entry]) for entry in together]
    return groups


@register.simple_tag
def day_of_entry(entry: Entry) -> SafeString | str:
    """Its days in the reader's words, as precise as they are known."""
    return days(_Span(entry))


@register.simple_tag
def state_of_slot(meeting: Meeting) -> SafeString:
    """How far a meeting of the plan is."""
    state = MeetingState(meeting.state)
    return chip(str(state.label), CHIPS.get(state, "ready"))


@register.simple_tag
def weekdays() -> list[str]:
    """The first letters of the days of the week, from the one with which weeks begin in the reader's language."""
    first = first_weekday()
    return [str(dates.WEEKDAYS_ABBR[(first + number) % 7])[:1].upper() for number in range(7)]


class _Span:
    """An entry with the names that ``days`` asks for."""

    def __init__(self, entry: Entry) -> None:
        self.start, self.end = entry.when, entry.until
