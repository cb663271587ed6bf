"""What the Secretariat decides about a text as a whole."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.access import Audience
from common.journal import record_act
from common.revision import bump_revision
from declarations.access import can_edit
from declarations.models import Text


@transaction.atomic
def choose_audience(text: Text, *, audience: str, by: Any) -> Text:
    """Say for whom the text is meant, in all its editions and files, from the next request on.

    Raises ``ValueError`` for an audience that the conference does not know.
    """
    if not isinstance(by, str) and not can_edit(by):
        raise PermissionDenied
    chosen = Audience(audience)
    text = Text.objects.select_for_update().get(pk=text.pk)
    if text.audience != chosen:
        before, text.audience = text.audience, chosen
        text.save(update_fields=["audience"])
        record_act("choose_audience", text, by=by, before={"audience": before}, after={"audience": chosen.value})
        bump_revision()
    return text
