"""What follows from a convocation: its papers are made, and everyone convened is told, once."""

import hashlib

import structlog
from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from common import outbox
from meetings.mailing.convocations import write_convocation
from meetings.models import Convocation, ConvocationPaper, PaperState
from meetings.queries.convocations import accounts_convened

log = structlog.get_logger(__name__)
BATCH = 50  # letters written in one transaction


@shared_task
def make_convocation_paper(paper_id: int) -> None:
    """Make one PDF and keep it: file, hash, and the report that it is done.

    May run twice, or be killed at any moment: the file is written whole before the row says that it is ready, and
    only the first to finish writes the row. Runs in a worker process without threads.
    """
    paper = ConvocationPaper.objects.select_related("convocation__meeting").filter(pk=paper_id).first()
    if paper is None or paper.state == PaperState.READY:
        outbox.done(f"convocation-paper:{paper_id}")
        return
    try:
        _make(paper)
    except Exception as fault:  # whatever it is, the page says so, and the next attempt may succeed
        log.exception("convocation_paper_failed", paper=paper_id)
        reason = f"{type(fault).__name__}: {fault}"
        waiting = ConvocationPaper.objects.filter(pk=paper_id).exclude(state=PaperState.READY)
        with transaction.atomic():
            waiting.update(state=PaperState.FAILED, error=reason[:500])
            outbox.failed(paper.outbox_key, reason)


@shared_task
def tell_convocation(convocation_id: int, after: int = 0) -> None:
    """Write to the next accounts that are convened, and ask for those that follow.

    May run twice: each account gets one letter. A letter that was replaced meanwhile by a later one still goes out,
    for it was issued.
    """
    with transaction.atomic():
        if convocation := Convocation.objects.select_related("meeting").filter(pk=convocation_id).first():
            told = list(accounts_convened(convocation).filter(pk__gt=after)[:BATCH])
            for user in told:
                write_convocation(convocation, user)
            if len(told) == BATCH:
                post_telling(convocation, after=told[-1].pk)
        outbox.done(telling_key(convocation_id, after))


def post_paper(paper: ConvocationPaper) -> None:
    """Ask for a PDF; call it in the transaction that writes the row."""
    outbox.post(make_convocation_paper.name, paper.outbox_key, paper_id=paper.pk)


def post_telling(convocation: Convocation, *, after: int = 0) -> None:
    """Ask for everyone above the account ``after`` to be told; call it in the transaction that issues."""
    key = telling_key(convocation.pk, after)
    outbox.post(tell_convocation.name, key, convocation_id=convocation.pk, after=after)


def telling_key(convocation_id: int, after: int) -> str:
    return f"tell-convocation:{convocation_id}:{after}"


def _make(paper: ConvocationPaper) -> None:
    from meetings.rendering.convocations import paper_of_convocation  # the renderer is loaded by those who render

    content = paper_of_convocation(paper.convocation, paper.language)
    sha256 = hashlib.sha256(content).hexdigest()
    place = f"convocations/{paper.convocation.form_key.hex}-{paper.language}-{sha256[:16]}.pdf"
    name = default_storage.save(place, ContentFile(content))
    with transaction.atomic():
        ready = {"state": PaperState.READY, "file": name, "sha256": sha256, "size": len(content), "error": ""}
        is_first = ConvocationPaper.objects.filter(pk=paper.pk).exclude(state=PaperState.READY).update(**ready)
        outbox.done(paper.outbox_key)
    if not is_first:
        default_storage.delete(name)
