"""What addressees tell of their commitments."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.uploads import CheckedUpload, store_upload
from declarations.access_commitments import can_report, reports_for
from declarations.models import Commitment, CommitmentReport, CommitmentState
from members.models import Participant

REPORTABLE = (CommitmentState.OPEN, CommitmentState.IN_PROGRESS, CommitmentState.DONE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says: how far it is, in one language or both, with evidence; ``is_public`` is the own yes."""

    state: str
    words_es: str = ""
    words_en: str = ""
    url: str = ""
    file: CheckedUpload | None = None
    is_public: bool = False


@transaction.atomic
def report_progress(
    commitment: Commitment, *, told: Told, participant: Participant | None, form_key: UUID, by: Any
) -> CommitmentReport:
    """Report on a commitment, in the name of ``participant`` or, without one, of a body or the Secretariat; once.

    The same ``form_key`` posted again gives the report that it made before. How far the commitment itself is does not
    change: the report proposes it. Raises ``PermissionDenied`` for whoever it is not addressed to, and ``Refusal`` for
    a report without words, in a state that nobody reports, or on what is not followed up any more.
    """
    if not can_report(by, commitment):
        raise PermissionDenied
    if participant is not None and participant.pk not in reports_for(by):
        raise PermissionDenied
    if known := _made_before(commitment, form_key, by):
        return known
    locked = (
        Commitment.objects.select_for_update(of=("self",)).select_related("decision__paragraph").get(pk=commitment.pk)
    )
    _check(locked, told)
    report = CommitmentReport(
        commitment=locked, participant=participant, reported_by=by, state=told.state, due_on=locked.due_on,
        words_es=told.words_es.strip(), words_en=told.words_en.strip(), url=told.url, is_public=told.is_public,
        form_key=form_key,
    )  # fmt: skip
    if told.file is not None:
        report.file = store_upload(told.file, by=by)
    report.save(force_insert=True)
    after = {"state": told.state, "is_public": told.is_public, "file": report.file.name if report.file else ""}
    record_act("report_progress", locked, by=by, after=after)
    bump_revision()
    return report


def _made_before(commitment: Commitment, form_key: UUID, by: Any) -> CommitmentReport | None:
    known = CommitmentReport.objects.filter(form_key=form_key).first()
    if known and (known.reported_by_id != by.pk or known.commitment_id != commitment.pk):
        raise PermissionDenied
    return known


def _check(commitment: Commitment, told: Told) -> None:
    if commitment.state not in (*REPORTABLE[:2], CommitmentState.UNKNOWN):
        raise Refusal(_("This commitment is not followed up any more."))
    if told.state not in REPORTABLE:
        raise Refusal(_("Say whether it is open, in progress or done."))
    if not (told.words_es.strip() or told.words_en.strip()):
        raise Refusal(_("Say in a few words how far it is, in Spanish, in English or in both."))
