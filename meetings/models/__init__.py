from meetings.models.bodies import Body, BodyKind, BodyMembership, BodyName, BodyRole
from meetings.models.meetings import Meeting, MeetingKind
from meetings.models.plans import Plan, PlanItem, PlanItemKind, Topic

__all__ = [
    "Body",
    "BodyKind",
    "BodyMembership",
    "BodyName",
    "BodyRole",
    "Meeting",
    "MeetingKind",
    "Plan",
    "PlanItem",
    "PlanItemKind",
    "Topic",
]
