"""Lists of participants and badges taken away: asked for here, made by the worker; every export is in the journal."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.journal import record_act
from common.papers import ask_for
from meetings.access_delegates import can_accredit, can_list_participants
from meetings.models import DelegationFile, DelegationFileKind, Meeting

MAKE = "meetings.tasks.delegations.make_delegation_file"


@transaction.atomic
def ask_for_file(*, meeting: Meeting, kind: str, language: str, form_key: UUID, by: Any) -> DelegationFile:
    """Have the list of participants or the badges of ``meeting`` made as PDF, once for each ``form_key``.

    The list for whoever may read it on the page, badges for the Secretariat. Raises ``PermissionDenied``.
    """
    if not (can_accredit(by) if kind == DelegationFileKind.BADGES else can_list_participants(by, meeting)):
        raise PermissionDenied
    wanted = {"meeting": meeting, "kind": kind, "language": language}
    asked, is_new = ask_for(DelegationFile, task=MAKE, form_key=form_key, by=by, wanted=wanted)
    if is_new:
        record_act("delegation_file_asked", meeting, by=by, after={"kind": kind, "language": language})
    return asked


@transaction.atomic
def record_participants_export(*, meeting: Meeting, rows: int, by: Any) -> None:
    """Names leave the page as a table: who took how many, of which meeting. Raises ``PermissionDenied``."""
    if not can_list_participants(by, meeting):
        raise PermissionDenied
    record_act("export_participants", meeting, by=by, after={"rows": rows})
