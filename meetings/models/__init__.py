from meetings.models.agenda import AgendaItem, AgendaVersion, MinimumItem, Session, SessionKind
from meetings.models.bodies import Body, BodyKind, BodyMembership, BodyName, BodyRole
from meetings.models.calendars import CalendarAddress
from meetings.models.concept_notes import ConceptNote, ConceptNoteState
from meetings.models.convocations import (
    Convocation,
    ConvocationKind,
    ConvocationPaper,
    InvitedAudience,
    PaperState,
)
from meetings.models.delegates import Attendance, Capacity, Delegate, DelegateState
from meetings.models.delegation_files import DelegationFile, DelegationFileKind
from meetings.models.documents import Document, DocumentFile, DocumentKind, SymbolSeries, WaitingPaper
from meetings.models.meetings import ACTIVITIES, CALLED_OFF, Meeting, MeetingKind, MeetingState, Mode
from meetings.models.plans import Plan, PlanItem, PlanItemKind, Topic
from meetings.models.progress import ActivityProgress, ProgressReport, ReportEvidence, ReportState
from meetings.models.seats import Seat
from meetings.models.statements import SpeakingInvitation, Statement, StatementFile, StatementState
from meetings.models.statistics import Qualifier, StatedCount
from meetings.models.steps import BodyStep, StepKind
from meetings.models.work_plans import PlannedActivity, Progress, WorkPlan, WorkPlanSheet, WorkPlanState

__all__ = [
    "ACTIVITIES",
    "CALLED_OFF",
    "ActivityProgress",
    "AgendaItem",
    "AgendaVersion",
    "Attendance",
    "Body",
    "BodyKind",
    "BodyMembership",
    "BodyName",
    "BodyRole",
    "BodyStep",
    "CalendarAddress",
    "Capacity",
    "ConceptNote",
    "ConceptNoteState",
    "Convocation",
    "ConvocationKind",
    "ConvocationPaper",
    "Delegate",
    "DelegateState",
    "DelegationFile",
    "DelegationFileKind",
    "Document",
    "DocumentFile",
    "DocumentKind",
    "InvitedAudience",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "MinimumItem",
    "Mode",
    "PaperState",
    "Plan",
    "PlanItem",
    "PlanItemKind",
    "PlannedActivity",
    "Progress",
    "ProgressReport",
    "Qualifier",
    "ReportEvidence",
    "ReportState",
    "Seat",
    "Session",
    "SessionKind",
    "SpeakingInvitation",
    "StatedCount",
    "Statement",
    "StatementFile",
    "StatementState",
    "StepKind",
    "SymbolSeries",
    "Topic",
    "WaitingPaper",
    "WorkPlan",
    "WorkPlanSheet",
    "WorkPlanState",
]
