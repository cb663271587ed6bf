"""What the Secretariat decides about a text as a whole."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.access import Audience
from common.journal import record_act
from common.revision import bump_revision
from declarations.access import can_edit, may_be_meant_for
from declarations.models import Drafting, Text, TextState


@transaction.atomic
def choose_audience(text: Text, *, audience: str, by: Any, opens_on: date | None = None) -> Text:
    """Say for whom the text is meant, in all its editions and files, from the next request on.

    ``opens_on`` is the day from which everyone may read it. Raises ``ValueError`` for an audience that the conference
    does not know, ``ValidationError`` for one that does not attend the text's meeting.
    """
    _only_keepers(by)
    chosen = Audience(audience)
    text = Text.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=text.pk)
    if not may_be_meant_for(chosen, text):
        words = {"audience": chosen.label, "kind": text.meeting.get_kind_display()}  # type: ignore[union-attr]
        reason = _("%(audience)s do not attend meetings of this kind (%(kind)s); give access by name instead.")
        raise ValidationError({"audience": reason % words})
    before = {"audience": text.audience, "opens_on": text.opens_on and text.opens_on.isoformat()}
    after = {"audience": chosen.value, "opens_on": opens_on and opens_on.isoformat()}
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        text.audience, text.opens_on = chosen, opens_on
        text.save(update_fields=["audience", "opens_on"])
        record_act(
            "choose_audience",
            text,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        bump_revision()
    return text


@transaction.atomic
def circulate_draft(text: Text, *, by: Any) -> Text:
    """Let the members read the working copy of a text that was never published. Circulating again changes nothing.

    Raises ``ValidationError`` for a text that is published already.
    """
    return _circulate(text, by=by, act="draft_circulated", circulates=True)


@transaction.atomic
def recall_draft(text: Text, *, by: Any) -> Text:
    """Take the draft back from the members: from the next request on it is the Secretariat's alone.

    Raises ``ValidationError`` for one that is being negotiated: its Drafting Group is at work on it.
    """
    return _circulate(text, by=by, act="draft_recalled", circulates=False)


def _circulate(text: Text, *, by: Any, act: str, circulates: bool) -> Text:
    _only_keepers(by)
    text = Text.objects.select_for_update().get(pk=text.pk)
    if text.state != TextState.DRAFT:
        raise ValidationError(_("This text is published; only drafts are circulated."))
    if not circulates and Drafting.objects.filter(text=text).exists():
        raise ValidationError(_("This text is being negotiated: the members read it until it is adopted."))
    if (text.circulated_at is not None) != circulates:
        text.circulated_at = timezone.now() if circulates else None
        text.save(update_fields=["circulated_at"])
        record_act(act, text, by=by)
    return text


def _only_keepers(by: Any) -> None:
    if not isinstance(by, str) and not can_edit(by):
        raise PermissionDenied
