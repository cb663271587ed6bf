from secretariat.models.handover import HandoverPaper
from secretariat.models.notices import CircularSeries, Notice, NoticeAttachment, NoticeKind, NoticeState

__all__ = ["CircularSeries", "HandoverPaper", "Notice", "NoticeAttachment", "NoticeKind", "NoticeState"]
