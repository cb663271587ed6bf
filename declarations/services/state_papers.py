"""The state of play as PDF: asked for here, made by the worker for whoever asked, kept for a day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from common import outbox
from common.journal import record_act
from declarations.access_commitments import can_follow_commitments
from declarations.models import StatePaper
from declarations.tasks_commitments import make_state_paper
from meetings.models import Meeting

FILES_LIVE = timedelta(hours=24)


@transaction.atomic
def ask_state_paper(*, meeting: Meeting | None, language: str, form_key: UUID, by: Any) -> StatePaper:
    """Have the state of play made as PDF, once for each ``form_key``. Raises ``PermissionDenied`` for non-members."""
    if not can_follow_commitments(by):
        raise PermissionDenied
    paper, is_new = StatePaper.objects.get_or_create(
        form_key=form_key, defaults={"meeting": meeting, "language": language, "asked_by": by}
    )
    if not is_new and paper.asked_by_id != by.pk:
        raise PermissionDenied
    if is_new:
        outbox.post(make_state_paper.name, paper.outbox_key, paper_id=paper.pk)
        record_act("ask_state_paper", paper, by=by, after={"language": language})
    return paper


def remove_state_papers() -> int:
    """Remove papers made more than a day ago, row and file; how many. They are made again when asked for."""
    old = list(StatePaper.objects.filter(asked_at__lt=timezone.now() - FILES_LIVE))
    for one in old:
        name = one.file.name
        one.delete()
        if name:
            default_storage.delete(name)
    return len(old)
