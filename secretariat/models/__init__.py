from secretariat.models.notices import CircularSeries, Notice, NoticeAttachment, NoticeKind, NoticeState

__all__ = ["CircularSeries", "Notice", "NoticeAttachment", "NoticeKind", "NoticeState"]
