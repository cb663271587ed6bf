"""The year for machines: the meetings as every calendar of the portal has them, and what else of it is dated."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from meetings.feeds import calendar
from secretariat.queries.year import Year
from secretariat.queries.year_entries import Entry


def year_calendar(year: Year) -> bytes:
    """An iCalendar file in the active language: each meeting, and an all-day event for all else known to the day.

    What is known to the month alone is left out: a calendar would show a day that nobody set.
    """
    exact = [entry for entry in year.entries if entry.is_exact]
    title = _("RCM: the year %(year)s") % {"year": year.number}
    file = Calendar.from_ical(calendar(title, [entry.meeting for entry in exact if entry.meeting]))
    for entry in exact:
        if entry.meeting is None:
            file.add_component(_event(entry))
    return file.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", entry.first_day)
    event.add("dtend", entry.last_day + timedelta(days=1))  # the first day after it, as RFC 5545 has it
    event.add("summary", f"{entry.kind.label}: {entry.title}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.note:
        event.add("description", entry.note)
    if entry.url:
        event.add("url", settings.SITE_URL + entry.url)
    return event
