from members.models.calendars import CalendarDay, CalendarDayKind
from members.models.grants import ObjectGrant
from members.models.handover import Handover, HandoverItem
from members.models.invitations import Invitation
from members.models.letters import (
    AttemptOutcome,
    Delivery,
    Letter,
    LetterAttempt,
    LetterFile,
    LetterKind,
    LetterState,
)
from members.models.mandates import OF_A_BODY, OF_A_DELEGATION, OF_THE_SECRETARIAT, Function, Mandate
from members.models.participants import CivilSocietyChapter, Participant, ParticipantKind, Standing, Status
from members.models.people import Institution, InstitutionKind, Person
from members.models.presidencies import Presidency
from members.models.users import MailFrequency, User

__all__ = [
    "OF_A_BODY",
    "OF_A_DELEGATION",
    "OF_THE_SECRETARIAT",
    "AttemptOutcome",
    "CalendarDay",
    "CalendarDayKind",
    "CivilSocietyChapter",
    "Delivery",
    "Function",
    "Handover",
    "HandoverItem",
    "Institution",
    "InstitutionKind",
    "Invitation",
    "Letter",
    "LetterAttempt",
    "LetterFile",
    "LetterKind",
    "LetterState",
    "MailFrequency",
    "Mandate",
    "ObjectGrant",
    "Participant",
    "ParticipantKind",
    "Person",
    "Presidency",
    "Standing",
    "Status",
    "User",
]
