"""PDFs of a text at work: asked for here, made by the worker for one reader."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.papers import ask_for
from common.refusals import Refusal
from declarations.access import visible_work
from declarations.models import Text, WorkingPaper, WorkingPaperKind
from declarations.tasks_working import make_working_paper


@transaction.atomic
def ask_for_paper(
    text: Text,
    *,
    kind: str,
    language: str,
    form_key: UUID,
    by: Any,
    old: int | None = None,
    new: int | None = None,
) -> WorkingPaper:
    """Have a PDF of ``text`` made for ``by``, once for each ``form_key``.

    ``old`` and ``new`` are numbers of versions; ``new`` left out is the working copy. Raises ``PermissionDenied`` for
    whoever may not follow the work on the text, ``Refusal`` for a version that there is not.
    """
    if getattr(by, "_preview", None) or not Text.objects.filter(visible_work(by), pk=text.pk).exists():
        raise PermissionDenied
    asked = {number for number in (old, new) if number is not None}
    if kind == WorkingPaperKind.REDLINE and (
        old is None or text.versions.filter(number__in=asked).count() != len(asked)
    ):
        raise Refusal(_("There is no such version."))
    wanted = {"text": text, "kind": kind, "language": language, "old": old, "new": new}
    paper, is_new = ask_for(WorkingPaper, task=make_working_paper.name, form_key=form_key, by=by, wanted=wanted)
    if is_new:
        after = {"kind": kind, "language": language, "old": old, "new": new}
        record_act("working_paper_asked", text, by=by, after=after)
    return paper
