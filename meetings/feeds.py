"""Meetings for machines: iCalendar files, and an Event of schema.org."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from common.zones import clocks_of
from meetings.access import AMONG_MEMBERS
from meetings.models import Meeting, MeetingState, Mode, Session

HALF_A_DAY = timedelta(hours=12)  # how often a program that subscribed asks again
TENTATIVE = (MeetingState.PLANNED, MeetingState.POSTPONED)


def calendar(name: str, meetings: Iterable[Meeting], sessions: Iterable[Session] = ()) -> bytes:
    """An iCalendar file in the active language: an all-day event for each meeting, one with its hours per session.

    The days of ``meetings`` must be known to the day, and all that is given is shown: the caller asked ``visible_to``.
    The same record gives the same bytes. A meeting keeps its UID for good; SEQUENCE and DTSTAMP tell of its changes.
    """
    file = Calendar()
    maker = _("Regional Conference on Migration")
    file.add("prodid", f"-//{maker}//{(get_language() or 'es').upper()}")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for word in ("name", "x-wr-calname"):  # RFC 7986, and what programs understood before it
        file.add(word, name)
    file.add("refresh-interval", vDuration(HALF_A_DAY), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "PT12H")
    for meeting in meetings:
        file.add_component(_event_of_meeting(meeting))
    hours = [_event_of_session(session) for session in sessions]
    for event in hours:
        file.add_component(event)
    if hours:
        years = [event.decoded(edge).year for event in hours for edge in ("dtstart", "dtend")]
        file.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return file.to_ical()


def _event_of_meeting(meeting: Meeting) -> Event:
    first = meeting.start.first_day
    last = meeting.end.first_day if meeting.end else first
    event = _event(meeting, f"meeting-{meeting.key}", meeting.title)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the first day after it, as RFC 5545 has it
    if place := ", ".join(filter(None, (meeting.venue, place_of(meeting)))):
        event.add("location", place)
    event.add("transp", "TRANSPARENT")
    return event


def _event_of_session(session: Session) -> Event:
    """Of a session among members no more than its kind is told: calendars are shown to others."""
    meeting, kind = session.meeting, str(session.get_kind_display())
    is_closed = session.kind in AMONG_MEMBERS
    event = _event(meeting, f"session-{session.pk}", f"{kind if is_closed else session} · {meeting.title}")
    zone = clocks_of(meeting.time_zone)
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    place = "" if is_closed else ", ".join(filter(None, (session.place, meeting.venue, place_of(meeting))))
    if place:
        event.add("location", place)
    event.add("class", "PRIVATE" if is_closed else "PUBLIC")
    return event


def _event(meeting: Meeting, uid: str, summary: str) -> Event:
    """What the meeting and its sessions have in common. Programs that show no state read it in the title."""
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.sequence)
    if meeting.state == MeetingState.CANCELLED:
        status, summary = "CANCELLED", _("Cancelled: %(title)s") % {"title": summary}
    elif meeting.state == MeetingState.POSTPONED:
        status, summary = "TENTATIVE", _("Postponed: %(title)s") % {"title": summary}
    else:
        is_open = meeting.state in TENTATIVE or meeting.is_to_be_confirmed
        status = "TENTATIVE" if is_open else "CONFIRMED"
    event.add("summary", summary)
    event.add("status", status)
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    return event


def meeting_event(meeting: Meeting, path: str) -> dict[str, Any]:
    """The meeting in schema.org's words, with its dates as precise as they are known."""
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "url": settings.SITE_URL + path,
        "organizer": {"@type": "Organization", "name": _("Regional Conference on Migration"), "url": settings.SITE_URL},
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[meeting.mode]}",
        "eventStatus": f"https://schema.org/{STATUS.get(meeting.state, 'EventScheduled')}",
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


STATUS = {MeetingState.CANCELLED: "EventCancelled", MeetingState.POSTPONED: "EventPostponed"}
ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.VIRTUAL: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def place_of(meeting: Meeting) -> str:
    """City and country, as far as known: "Ciudad de Panamá, Panamá"."""
    return ", ".join(str(part) for part in (meeting.city, meeting.country) if part)
