"""Papers of texts at work: made once each, for whoever asked, however often the message comes."""

import hashlib

import structlog
from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from common import outbox
from declarations.models import RenderingState, WorkingPaper

log = structlog.get_logger(__name__)


@shared_task
def make_working_paper(paper_id: int) -> None:
    """Make one PDF and keep it: file, hash, and the report that it is done. Gone meanwhile: nothing is made.

    May run twice, or be killed at any moment: the file is written whole before the row says that it is ready, and
    only the first to finish writes the row. Runs in a worker process without threads.
    """
    paper = WorkingPaper.objects.select_related("text", "asked_by__person").filter(pk=paper_id).first()
    if paper is None or paper.state == RenderingState.READY:
        outbox.done(f"working-paper:{paper_id}")
        return
    try:
        _make(paper)
    except Exception as fault:  # whatever it is, the page says so, and the next attempt may succeed
        log.exception("working_paper_failed", paper=paper_id)
        reason = f"{type(fault).__name__}: {fault}"
        waiting = WorkingPaper.objects.filter(pk=paper_id).exclude(state=RenderingState.READY)
        with transaction.atomic():
            waiting.update(state=RenderingState.FAILED, error=reason[:500])
            outbox.failed(paper.outbox_key, reason)


def _make(paper: WorkingPaper) -> None:
    from declarations.rendering.working import working_pdf  # the renderer is loaded by those who render

    content = working_pdf(paper)
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"working/{paper.form_key.hex}-{sha256[:16]}.pdf", ContentFile(content))
    with transaction.atomic():
        ready = {"state": RenderingState.READY, "file": name, "sha256": sha256, "size": len(content), "error": ""}
        is_first = WorkingPaper.objects.filter(pk=paper.pk).exclude(state=RenderingState.READY).update(**ready)
        outbox.done(paper.outbox_key)
    if not is_first:
        default_storage.delete(name)
