"""Publishing: a working copy is frozen into an edition, and its PDFs are asked for."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common import outbox
from common.journal import record_act
from common.revision import bump_revision
from declarations.access import can_publish
from declarations.canonical import CanonicalText
from declarations.models import (
    Edition,
    EditionRedline,
    Nature,
    Rendering,
    RenderingLanguage,
    RenderingState,
    Text,
    TextState,
)
from declarations.queries import freeze
from declarations.tasks import post_redline, post_rendering
from declarations.tasks_readings import post_reading
from declarations.workflow import is_negotiated


class PublishingError(Exception):
    """A text cannot be published as it stands; ``reasons`` are sentences for the person who asked."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def publish_text(text: Text, *, by: Any, reason: str = "") -> Edition:
    """Freeze the working copy of ``text`` into its next edition and ask for its PDFs, in one transaction.

    ``by`` is an account of the Secretariat, or a string that names the machine's part. ``reason`` says what changed
    and is asked for from the second edition on. Two who publish at once give one edition: the second finds nothing
    new. The paragraphs of what an account publishes first are read afterwards (``tasks_readings.py``); those of the
    record were read by hand, and a correction decides nothing anew. A text that is negotiated is published by its
    adoption (``services/adoption.py``), its corrections by this act.
    Raises ``PublishingError`` with its reasons, and then nothing was written.
    """
    if not isinstance(by, str) and not can_publish(by, text):
        raise PublishingError([_("Only the Secretariat publishes.")])
    text = Text.objects.select_for_update().get(pk=text.pk)
    if text.state != TextState.PUBLISHED and (is_negotiated(text) or text.state != TextState.DRAFT):
        raise PublishingError([_("This text is negotiated: it is published when it has been adopted.")])
    last = Edition.objects.latest_of(text)
    content = freeze(text, number=last.number + 1 if last else 1)
    if reasons := reasons_against(content, last, reason):
        raise PublishingError(reasons)
    edition = freeze_edition(text, content, reason=reason)
    before = {"state": text.state, "edition": last.number if last else None}
    text.state = TextState.PUBLISHED
    text.save(update_fields=["state"])
    after = {"state": text.state, "edition": edition.number, "sha256": edition.sha256, "reason": edition.reason}
    record_act("publish_text", text, by=by, before=before, after=after)
    if last is None and not isinstance(by, str):
        post_reading(edition)
    bump_revision()
    return edition


def freeze_edition(text: Text, content: CanonicalText, *, reason: str = "") -> Edition:
    """Freeze ``content`` for ever and ask for its PDFs; call it with the row of ``text`` locked."""
    edition = Edition.objects.create(
        text=text,
        number=content.edition,
        canonical=content.to_json(),
        sha256=content.sha256,
        code=content.code,
        reason=reason.strip(),
        published_at=timezone.now().replace(microsecond=0),
    )
    _ask_for_renderings(edition, content)
    return edition


def reasons_against(content: CanonicalText, last: Edition | None, reason: str) -> list[str]:
    """Why ``content`` cannot be published after the edition ``last``; an empty list when it can."""
    if content.nature == Nature.REFERENCE:
        return [_("The portal holds only the title of this text, not its words.")]
    if not content.languages:
        return [_("This text has no words yet.")]
    if last is None:
        return []
    if replace(content, edition=last.number).to_json() == last.canonical:
        return [_("Nothing has changed since edition %(number)s.") % {"number": last.number}]
    return [] if reason.strip() else [_("Say what this edition corrects.")]


@transaction.atomic
def retry_rendering(rendering: Rendering | EditionRedline, *, by: Any) -> None:
    """Ask again for a PDF of an edition, or of its changes, that failed; one that waits or is ready is left alone.

    Raises ``PublishingError`` when ``by`` may not publish.
    """
    if not isinstance(by, str) and not can_publish(by, rendering.edition.text):
        raise PublishingError([_("Only the Secretariat publishes.")])
    failed = type(rendering)._base_manager.filter(pk=rendering.pk, state=RenderingState.FAILED)
    if not failed.update(state=RenderingState.PENDING, error=""):
        return
    outbox.retry(rendering.outbox_key)
    record_act("retry_rendering", rendering, by=by, before={"error": rendering.error})
    bump_revision()


def _ask_for_renderings(edition: Edition, content: CanonicalText) -> None:
    """One waiting PDF per language that has words, and one with both side by side when both have.

    As many of what changed, where there is an edition before this one.
    """
    wanted = list(content.languages)
    if len(wanted) > 1:
        wanted.append(RenderingLanguage.BOTH)
    for language in wanted:
        rendering = Rendering.objects.create(edition=edition, language=language)
        post_rendering(rendering)
        if edition.number > 1:
            post_redline(EditionRedline.objects.create(edition=edition, language=language))
