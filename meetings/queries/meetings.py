"""One meeting with what belongs to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from common.queries import attach_evidence
from meetings.models import Body, Delegate, Document, Meeting, Session, Statement


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

    What was held together with it is named only where the reader may see that as well. The meeting knows of what it
    has anything at all (``has_documents`` and so on), so that its page does not ask for the rest.
    """
    rows = Meeting.objects.visible_to(user).for_list().filter(Q(key=key) | Q(beside__key=key))
    found = list(rows.annotate(**_has_anything()).distinct())
    meeting = next((one for one in found if one.key == key), None)
    if meeting is None:
        raise Meeting.DoesNotExist(key)
    attach_evidence([meeting])
    return MeetingDossier(meeting, list(meeting.bodies.all()), [one for one in found if one != meeting])


def _has_anything() -> dict[str, Exists]:
    """Of which parts a meeting has any, whoever may see them; most meetings of the record have none."""
    parts = {"sessions": Session, "documents": Document, "statements": Statement, "delegates": Delegate}
    return {f"has_{name}": Exists(part.objects.filter(meeting=OuterRef("pk"))) for name, part in parts.items()}


def has_exact_days(meeting: Meeting) -> bool:
    """Whether first and last day are known to the day, so that a calendar can show the meeting truly."""
    ends = [day for day in (meeting.start, meeting.end) if day is not None]
    return meeting.start is not None and all(day.precision == "day" for day in ends)
