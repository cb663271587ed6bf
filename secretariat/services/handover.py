"""The file for the next presidency: as PDF asked for here and made by the worker, as a workbook made at once."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.journal import record_act
from common.papers import ask_for
from members.models import Presidency
from secretariat.access_handover import can_have_handover_file
from secretariat.models import HandoverPaper
from secretariat.queries.handover import handover_file
from secretariat.rendering.handover_workbook import workbook_of_handover
from secretariat.tasks.handover import make_handover_paper


@transaction.atomic
def ask_handover_paper(*, presidency: Presidency | None, language: str, form_key: UUID, by: Any) -> HandoverPaper:
    """Have the file made as PDF, once for each ``form_key``. Raises ``PermissionDenied`` for who may not have it."""
    if not can_have_handover_file(by):
        raise PermissionDenied
    wanted = {"presidency": presidency, "language": language}
    paper, is_new = ask_for(HandoverPaper, task=make_handover_paper.name, form_key=form_key, by=by, wanted=wanted)
    if is_new:
        record_act("ask_handover_paper", paper, by=by, after={"language": language})
    return paper


@transaction.atomic
def take_handover_workbook(*, presidency: Presidency | None, by: Any) -> bytes:
    """The file as XLSX in the active language, as ``by`` may read it; the journal tells who took it, and its hash.

    Raises ``PermissionDenied`` for who may not have it.
    """
    if not can_have_handover_file(by):
        raise PermissionDenied
    content = workbook_of_handover(handover_file(by, presidency))
    record_act("take_handover_workbook", presidency, by=by, after={"sha256": hashlib.sha256(content).hexdigest()})
    return content
