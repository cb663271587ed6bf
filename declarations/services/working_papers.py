"""PDFs of a text at work: asked for here, made by the worker for one reader, and removed after a day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import outbox
from common.journal import record_act
from common.refusals import Refusal
from declarations.access import visible_work
from declarations.models import Text, WorkingPaper, WorkingPaperKind
from declarations.tasks_working import make_working_paper

KEPT = timedelta(hours=24)


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
    wanted = {"text": text, "kind": kind, "language": language, "old": old, "new": new, "asked_by": by}
    paper, is_new = WorkingPaper.objects.get_or_create(form_key=form_key, defaults=wanted)
    if not is_new and paper.asked_by_id != by.pk:
        raise PermissionDenied
    if is_new:
        outbox.post(make_working_paper.name, paper.outbox_key, paper_id=paper.pk)
        after = {"kind": kind, "language": language, "old": old, "new": new}
        record_act("working_paper_asked", text, by=by, after=after)
    return paper


def sweep_working_papers() -> int:
    """Remove papers asked for more than a day ago, row and file; how many. They are made again when asked for."""
    old = list(WorkingPaper.objects.filter(asked_at__lt=timezone.now() - KEPT))
    for paper in old:
        name = paper.file.name
        paper.delete()
        if name:
            default_storage.delete(name)
    return len(old)
