"""A filled-in form of the follow-up comes in: kept while its preview is looked at, then applied whole or not at all."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from common.journal import record_act
from common.refusals import Refusal
from common.uploads import CheckedUpload
from common.workbooks import read_workbook
from declarations.access_commitments import can_read_commitments
from declarations.importing.commitments import Comparison, compare, keys_of, rows_of_form
from declarations.models import CommitmentSheet
from declarations.queries_commitment_form import choices, commitments_by_key
from declarations.services.commitment_states import move_commitment
from declarations.services.commitments import edit_commitment
from declarations.workflow_commitments import act_between


def read_commitment_sheet(*, upload: CheckedUpload, by: Any) -> CommitmentSheet:
    """Read a filled-in form and keep its cells for the preview. Another form of the same person takes its place.

    Raises ``PermissionDenied``, and ``Refusal`` for a file that is not this form. Reading takes seconds and stands
    outside the transaction; no commitment is written.
    """
    if not can_read_commitments(by):
        raise PermissionDenied
    upload.file.seek(0)
    digest = hashlib.sha256(upload.file.read()).hexdigest()
    rows = rows_of_form(read_workbook(upload.name, upload.file))
    with transaction.atomic():
        facts = {"name": upload.name, "sha256": digest, "rows": rows}
        sheet, _is_new = CommitmentSheet.objects.update_or_create(given_by_id=by.pk, defaults=facts)
        after = {"file": upload.name, "sha256": digest, "rows": len(rows)}
        record_act("read_commitment_sheet", sheet, by=by, after=after)
    return sheet


def preview_of(sheet: CommitmentSheet, user: Any) -> Comparison:
    """What the form would change as things stand now, with everything that is wrong in it."""
    return compare(commitments_by_key(keys_of(sheet.rows), user), sheet.rows, choices(), act_between)


@transaction.atomic
def apply_commitment_sheet(sheet: CommitmentSheet, *, by: Any) -> Comparison:
    """Do what the preview shows, all in one transaction; the form is then forgotten.

    Each row is held against the version that it was taken out with. Raises ``Refusal`` where a row is wrong, or was
    changed meanwhile, and then nothing was changed.
    """
    if sheet.given_by_id != by.pk or not can_read_commitments(by):
        raise PermissionDenied
    sheet = CommitmentSheet.objects.select_for_update().get(pk=sheet.pk)
    found = preview_of(sheet, by)
    if found.faults:
        raise Refusal(_("Some rows are wrong, so nothing was changed."))
    for change in found.changes:
        one = edit_commitment(change.commitment, values=change.values, seen=change.commitment.version, by=by)
        if change.act:
            move_commitment(one, change.act, by=by, seen=one.version, reason=change.reason)
    after = {"changed": len(found.changes), "sha256": sheet.sha256}
    record_act("apply_commitment_sheet", sheet, by=by, after=after)
    sheet.delete()
    return found
