from secretariat.models.consultations import (
    ENDED,
    LONGEST,
    ROUND_DAYS,
    Consultation,
    Consulted,
    RepliesSeen,
    Silence,
    Stage,
    Step,
    StepKind,
)
from secretariat.models.handover import HandoverPaper
from secretariat.models.notices import CircularSeries, Notice, NoticeAttachment, NoticeKind, NoticeState
from secretariat.models.outcomes import CommentsPaper, ConsultationPaper, Outcome, Result
from secretariat.models.replies import Answer, Reply, ReplyComment, ReplyDraft

__all__ = [
    "ENDED",
    "LONGEST",
    "ROUND_DAYS",
    "Answer",
    "CircularSeries",
    "CommentsPaper",
    "Consultation",
    "ConsultationPaper",
    "Consulted",
    "HandoverPaper",
    "Notice",
    "NoticeAttachment",
    "NoticeKind",
    "NoticeState",
    "Outcome",
    "RepliesSeen",
    "Reply",
    "ReplyComment",
    "ReplyDraft",
    "Result",
    "Silence",
    "Stage",
    "Step",
    "StepKind",
]
