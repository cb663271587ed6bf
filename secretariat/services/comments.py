"""The compiled comments of a step as PDF: asked for here, made by the worker for one reader."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.journal import record_act
from common.papers import ask_for
from secretariat.access_consultations import visible_steps
from secretariat.models import CommentsPaper, Step
from secretariat.tasks.comments import make_comments_paper


@transaction.atomic
def ask_for_comments(step: Step, *, language: str, form_key: UUID, by: Any) -> CommentsPaper:
    """Have the comments of ``step`` made as PDF for ``by``, once for each ``form_key``.

    Raises ``PermissionDenied`` for whoever does not see the step, and in a preview.
    """
    if getattr(by, "_preview", None) or not Step.objects.filter(visible_steps(by), pk=step.pk).exists():
        raise PermissionDenied
    wanted = {"step": step, "language": language}
    paper, is_new = ask_for(CommentsPaper, task=make_comments_paper.name, form_key=form_key, by=by, wanted=wanted)
    if is_new:
        record_act("comments_paper_asked", step, by=by, after={"language": language})
    return paper
