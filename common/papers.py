"""PDFs that the worker makes once; those that were made for one reader are removed after a day."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import outbox
from common.models import AskedPaper, FileState, MadePaper

log = structlog.get_logger(__name__)
KEPT = timedelta(hours=24)
Paper = TypeVar("Paper", bound=AskedPaper)
Made = TypeVar("Made", bound=MadePaper)


def ask_for(papers: type[Paper], *, task: str, form_key: UUID, by: Any, wanted: dict[str, Any]) -> tuple[Paper, bool]:
    """The paper that the form ``form_key`` asks for, and whether it is a new one; call it in a transaction.

    ``task`` makes it; ``wanted`` are its own fields. Whether ``by`` may ask is the caller's question. Raises
    ``PermissionDenied`` where somebody else has sent that form.
    """
    paper, is_new = papers._default_manager.get_or_create(form_key=form_key, defaults=wanted | {"asked_by": by})
    if paper.asked_by_id != by.pk:
        raise PermissionDenied
    if is_new:
        outbox.post(task, paper.outbox_key, paper_id=paper.pk)
    return paper, is_new


def make(papers: QuerySet[Made], paper_id: int, render: Callable[[Made], bytes]) -> None:
    """Make one of ``papers`` and keep it: file, hash, and the report that it is done. Gone meanwhile: nothing is made.

    May run twice, or be killed at any moment: the file is written whole before the row says that it is ready, and
    only the first to finish writes the row. Runs in a worker process without threads.
    """
    called = papers.model.called
    paper = papers.filter(pk=paper_id).first()
    if paper is None or paper.state == FileState.READY:
        outbox.done(f"{called}:{paper_id}")
        return
    waiting = papers.model._base_manager.filter(pk=paper_id).exclude(state=FileState.READY)
    try:
        _make(paper, render(paper), waiting)
    except Exception as fault:  # whatever it is, the page says so, and the next attempt may succeed
        log.exception("paper_failed", called=called, paper=paper_id)
        reason = f"{type(fault).__name__}: {fault}"
        with transaction.atomic():
            waiting.update(state=FileState.FAILED, error=reason[:500])
            outbox.failed(paper.outbox_key, reason)


def _make(paper: MadePaper, content: bytes, waiting: QuerySet) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"{paper.place}-{sha256[:16]}.pdf", ContentFile(content))
    with transaction.atomic():
        ready = {"state": FileState.READY, "file": name, "sha256": sha256, "size": len(content), "error": ""}
        is_first = waiting.update(**ready)
        outbox.done(paper.outbox_key)
    if not is_first:
        default_storage.delete(name)


def sweep() -> int:
    """Remove papers asked for more than a day ago, row and file; how many. They are made again when asked for."""
    removed = 0
    for papers in AskedPaper.__subclasses__():
        for paper in papers._default_manager.filter(asked_at__lt=timezone.now() - KEPT):
            name = paper.file.name
            paper.delete()
            if name:
                default_storage.delete(name)
            removed += 1
    return removed
