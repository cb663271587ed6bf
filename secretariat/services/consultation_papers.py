"""A paper of a consultation that could not be made is asked for again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common import outbox
from common.journal import record_act
from common.models import FileState
from secretariat.access_consultations import can_run
from secretariat.models import ConsultationPaper


@transaction.atomic
def retry_consultation_paper(paper: ConsultationPaper, *, by: Any) -> None:
    """Ask again for a paper that failed; one that waits or is ready is left alone. The letters still wait for it.

    Raises ``PermissionDenied`` for others than those who run the procedure.
    """
    if isinstance(by, str) or not can_run(by, paper.consultation):
        raise PermissionDenied
    failed = ConsultationPaper.objects.filter(pk=paper.pk, state=FileState.FAILED)
    if failed.update(state=FileState.PENDING, error=""):
        outbox.retry(paper.outbox_key)
        record_act("retry_rendering", paper, by=by, before={"error": paper.error})
