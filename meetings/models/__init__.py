from meetings.models.bodies import Body, BodyKind, BodyMembership, BodyName, BodyRole
from meetings.models.meetings import Meeting, MeetingKind
from meetings.models.plans import Plan, PlanItem, PlanItemKind, Topic
from meetings.models.seats import Accreditation, Capacity, Seat

__all__ = [
    "Accreditation",
    "Body",
    "BodyKind",
    "BodyMembership",
    "BodyName",
    "BodyRole",
    "Capacity",
    "Meeting",
    "MeetingKind",
    "Plan",
    "PlanItem",
    "PlanItemKind",
    "Seat",
    "Topic",
]
