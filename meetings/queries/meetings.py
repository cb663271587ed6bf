"""One meeting with what belongs to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from common.queries import attach_evidence
from meetings.models import Body, Meeting


@dataclass(frozen=True, slots=True)
class MeetingDossier:
    """What the page of a meeting shows of the meeting itself; its texts and decisions come from the floor above."""

    meeting: Meeting
    bodies: list[Body]
    beside: list[Meeting]

    @property
    def has_calendar_file(self) -> bool:
        return has_exact_days(self.meeting)


def meeting_dossier(key: str, user: Any) -> MeetingDossier:
    """The meeting ``key`` as ``user`` may see it. Raises ``Meeting.DoesNotExist``. Three queries.

    What was held together with it is named only where the reader may see that as well.
    """
    found = list(Meeting.objects.visible_to(user).for_list().filter(Q(key=key) | Q(beside__key=key)).distinct())
    meeting = next((one for one in found if one.key == key), None)
    if meeting is None:
        raise Meeting.DoesNotExist(key)
    attach_evidence([meeting])
    return MeetingDossier(meeting, list(meeting.bodies.all()), [one for one in found if one != meeting])


def has_exact_days(meeting: Meeting) -> bool:
    """Whether first and last day are known to the day, so that a calendar can show the meeting truly."""
    ends = [day for day in (meeting.start, meeting.end) if day is not None]
    return meeting.start is not None and all(day.precision == "day" for day in ends)
