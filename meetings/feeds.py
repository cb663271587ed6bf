"""A meeting for machines: an iCalendar file, and an Event of schema.org."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from meetings.models import Meeting
from meetings.models.meetings import Mode


def meeting_calendar(meeting: Meeting) -> bytes:
    """One all-day event, in the active language. The meeting's first and last day must be known to the day."""
    first = meeting.start.first_day
    last = meeting.end.first_day if meeting.end else first
    event = Event()
    event.add("uid", f"meeting-{meeting.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", datetime.combine(first, datetime.min.time(), UTC))  # the same file at every download
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the first day after it, as RFC 5545 has it
    event.add("summary", meeting.title)
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    if place := place_of(meeting):
        event.add("location", place)
    if meeting.is_to_be_confirmed:
        event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", f"-//{_('Regional Conference on Migration')}//{(get_language() or 'es').upper()}")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def meeting_event(meeting: Meeting, path: str) -> dict[str, Any]:
    """The meeting in schema.org's words, with its dates as precise as they are known."""
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "url": settings.SITE_URL + path,
        "organizer": {"@type": "Organization", "name": _("Regional Conference on Migration"), "url": settings.SITE_URL},
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[meeting.mode]}",
    }
    if meeting.start:
        event["startDate"] = meeting.start.iso
    if meeting.end:
        event["endDate"] = meeting.end.iso
    if place := place_of(meeting):
        event["location"] = {"@type": "Place", "name": place, "address": place}
    if meeting.mode == Mode.VIRTUAL:
        event["location"] = {"@type": "VirtualLocation", "url": settings.SITE_URL + path}
    return event


ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.VIRTUAL: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def place_of(meeting: Meeting) -> str:
    """City and country, as far as known: "Ciudad de Panamá, Panamá"."""
    return ", ".join(str(part) for part in (meeting.city, meeting.country) if part)
