from members.models.mandates import Function, Mandate
from members.models.participants import CivilSocietyChapter, Participant, ParticipantKind, Standing, Status
from members.models.presidencies import Presidency
from members.models.users import User

__all__ = [
    "CivilSocietyChapter",
    "Function",
    "Mandate",
    "Participant",
    "ParticipantKind",
    "Presidency",
    "Standing",
    "Status",
    "User",
]
