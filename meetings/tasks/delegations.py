"""Lists of participants and badges as PDF: made once each, however often they are asked for."""

import hashlib

import structlog
from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from common import outbox
from meetings.models import DelegationFile, FileState

log = structlog.get_logger(__name__)


@shared_task
def make_delegation_file(file_id: int) -> None:
    """Make one PDF and keep it: file, hash, and the report that it is done. Gone meanwhile: nothing is made.

    May run twice, or be killed at any moment: the file is written whole before the row says that it is ready, and
    only the first to finish writes the row. Runs in a worker process without threads.
    """
    asked = DelegationFile.objects.select_related("meeting").filter(pk=file_id).first()
    if asked is None or asked.state == FileState.READY:
        outbox.done(f"delegation-file:{file_id}")
        return
    try:
        _make(asked)
    except Exception as fault:  # whatever it is, the page says so, and the next attempt may succeed
        log.exception("delegation_file_failed", file=file_id)
        reason = f"{type(fault).__name__}: {fault}"
        waiting = DelegationFile.objects.filter(pk=file_id).exclude(state=FileState.READY)
        with transaction.atomic():
            waiting.update(state=FileState.FAILED, error=reason[:500])
            outbox.failed(asked.outbox_key, reason)


def _make(asked: DelegationFile) -> None:
    from meetings.rendering.delegations import paper_of_delegations  # the renderer is loaded by those who render

    content = paper_of_delegations(asked.meeting, asked.kind, asked.language)
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"delegations/{asked.form_key.hex}-{sha256[:16]}.pdf", ContentFile(content))
    with transaction.atomic():
        ready = {"state": FileState.READY, "file": name, "sha256": sha256, "size": len(content), "error": ""}
        is_first = DelegationFile.objects.filter(pk=asked.pk).exclude(state=FileState.READY).update(**ready)
        outbox.done(asked.outbox_key)
    if not is_first:
        default_storage.delete(name)
