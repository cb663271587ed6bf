from meetings.models.agenda import AgendaItem, AgendaVersion, MinimumItem, Session, SessionKind
from meetings.models.bodies import Body, BodyKind, BodyMembership, BodyName, BodyRole
from meetings.models.documents import Document, DocumentFile, DocumentKind
from meetings.models.meetings import ACTIVITIES, Meeting, MeetingKind, MeetingState, Mode
from meetings.models.plans import Plan, PlanItem, PlanItemKind, Topic
from meetings.models.seats import Accreditation, Capacity, Seat

__all__ = [
    "ACTIVITIES",
    "Accreditation",
    "AgendaItem",
    "AgendaVersion",
    "Body",
    "BodyKind",
    "BodyMembership",
    "BodyName",
    "BodyRole",
    "Capacity",
    "Document",
    "DocumentFile",
    "DocumentKind",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "MinimumItem",
    "Mode",
    "Plan",
    "PlanItem",
    "PlanItemKind",
    "Seat",
    "Session",
    "SessionKind",
    "Topic",
]
