"""The state of play as PDF: asked for here, made by the worker for whoever asked."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.journal import record_act
from common.papers import ask_for
from declarations.access_commitments import can_follow_commitments
from declarations.models import StatePaper
from declarations.tasks_commitments import make_state_paper
from meetings.models import Meeting


@transaction.atomic
def ask_state_paper(*, meeting: Meeting | None, language: str, form_key: UUID, by: Any) -> StatePaper:
    """Have the state of play made as PDF, once for each ``form_key``. Raises ``PermissionDenied`` for non-members."""
    if not can_follow_commitments(by):
        raise PermissionDenied
    wanted = {"meeting": meeting, "language": language}
    paper, is_new = ask_for(StatePaper, task=make_state_paper.name, form_key=form_key, by=by, wanted=wanted)
    if is_new:
        record_act("ask_state_paper", paper, by=by, after={"language": language})
    return paper
