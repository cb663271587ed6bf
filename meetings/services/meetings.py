"""Meetings: planned, edited, and what calendars hear of them."""

from django.utils import timezone

from meetings.models import Meeting


def touch_calendar(meeting: Meeting) -> None:
    """Calendars that hold ``meeting`` must hear of a change: of its days, place, title, state or sessions.

    Part of the caller's transaction; ``meeting`` is brought up to date.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.refresh_from_db(fields=["sequence"])
    meeting.sequence += 1
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["sequence", "changed_at"])
