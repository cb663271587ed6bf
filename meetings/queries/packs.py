"""What the pack of a meeting holds for one reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from meetings.models import Meeting
from meetings.queries.agenda import Agenda, agenda_once
from meetings.queries.documents import Group, by_item, papers_of_meeting


@dataclass(frozen=True, slots=True)
class Pack:
    """The agenda and the papers of a meeting as one reader may see them at this moment."""

    meeting: Meeting
    agenda: Agenda | None
    groups: list[Group]
    at: datetime


def pack_for(meeting: Meeting, user: Any) -> Pack:
    """Three queries; the texts of the meeting come from the floor above."""
    papers = papers_of_meeting(meeting, user)
    return Pack(meeting, agenda_once(meeting, user), by_item(papers, meeting, user), timezone.now())
