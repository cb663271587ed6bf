"""Files that become the words of a text under negotiation, for those at the head of its group."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.states import NotNow
from declarations.importing.gate import SourceFile
from declarations.models import Proposal, Text, VersionReason
from declarations.services.drafting import keep_version
from declarations.services.identities import replace_paragraphs
from declarations.services.importing import prepare_import
from declarations.services.locks import lock_to_chair


@transaction.atomic
def import_into(
    text: Text, *, by: Any, spanish: SourceFile | None = None, english: SourceFile | None = None
) -> dict[str, int]:
    """Make the words of the files those of ``text``; returns how many paragraphs were kept, new and gone.

    A language that is not given stays, aligned anew. Title, date and the like stay too: the chair changes words alone.
    The version before and the one after are kept. Raises ``PermissionDenied`` for others than the chair; ``NotNow``
    while proposals wait, for they hang on paragraphs; ``Refusal`` as an import does, and where an agreed paragraph
    would change.
    """
    text = lock_to_chair(text, by)
    proposals = Proposal.objects.filter(text=text)
    if proposals.open().exists() or proposals.to_enter().exists():
        raise NotNow(_("Proposals wait on its paragraphs: settle and enter them first."))
    keep_version(text, reason=VersionReason.KEPT, by=by)
    ready = prepare_import(
        meeting=text.meeting, kind=text.kind, symbol=text.symbol, replace=True, spanish=spanish, english=english
    )
    identities = replace_paragraphs(text, ready.rows)
    ready.report.identities = identities
    text.import_report = ready.report.to_json()
    text.save(update_fields=["import_report"])
    after = {"files": ready.report.files, "sha256": ready.hashes, "paragraphs": len(ready.rows)}
    record_act("import_text", text, by=by, before=identities, after=after)
    keep_version(text, reason=VersionReason.KEPT, by=by)
    return identities
