"""What follows from publishing: PDFs are made, once each, however often they are asked for.

What follows from an adoption besides: when all its PDFs are ready, the text is published, and its paragraphs are read.
"""

import hashlib
from typing import Any

import structlog
from celery import shared_task
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import outbox
from common.models import OutboxMessage
from common.revision import bump_revision
from declarations.models import Edition, EditionRedline, Rendering, RenderingState, Text, TextState
from declarations.seals import keep_certificate
from declarations.tasks_readings import post_reading
from declarations.workflow import TEXT

log = structlog.get_logger(__name__)


@shared_task
def render(edition_id: int, language: str) -> None:
    """Make one PDF of an edition and keep it: the file, its hash, and the report that it is done.

    May run twice or twice at once, and may be killed at any moment: the file is written whole under a name made from
    its hash before the row says that it is ready, and only the first to finish writes the row. A fault is kept in
    the row for the Secretariat to see; the outbox sends the task again. Runs in a worker process without threads.
    """
    rendering = Rendering.objects.select_related("edition").filter(edition_id=edition_id, language=language).first()
    if rendering is None:
        return
    if rendering.state == RenderingState.READY:
        outbox.done(rendering.outbox_key)
        return
    try:
        _make(rendering)
    except Exception as fault:  # whatever it is, the Secretariat reads it, and the next attempt may succeed
        log.exception("rendering_failed", edition=rendering.edition.code, language=language)
        _mark_failed(rendering, f"{type(fault).__name__}: {fault}")


@shared_task
def publish_adopted(edition_id: int) -> None:
    """Publish a text that was adopted, now that all files of its edition are ready; until then nobody outside sees it.

    May run twice or twice at once: the row of the text is locked, and a text that is published stays as it is. Where a
    file is not ready after all, the message stays and comes again.
    """
    edition = Edition.objects.select_related("text").defer("canonical").filter(pk=edition_id).first()
    if edition is None:
        return
    try:
        with transaction.atomic():
            text = Text.objects.select_for_update().get(pk=edition.text_id)
            if text.state == TextState.ADOPTED:
                TEXT.move(text, "publish_adopted", by="publish_adopted")
                post_reading(edition)
                bump_revision()
            outbox.done(publication_key(edition))
    except ValidationError as missing:
        outbox.failed(publication_key(edition), " ".join(missing.messages))


@shared_task
def sweep_adopted() -> int:
    """Find adopted texts whose files are all ready and that nothing will publish, and return how many were found.

    Rung by the clock every minute: a message that was lost, given up or reported done too early is posted anew.
    """
    found = 0
    editions = Edition.objects.filter(text__state=TextState.ADOPTED, adoption__isnull=False).defer("canonical")
    for edition in editions.exclude(renderings__in=Rendering.objects.exclude(state=RenderingState.READY)):
        message = OutboxMessage.objects.filter(key=publication_key(edition)).first()
        if message is None:
            post_publication(edition)
        elif message.done_at or message.dead_at:
            outbox.reopen(message.key)
        else:
            continue
        found += 1
    return found


def publication_key(edition: Edition) -> str:
    """The key of the message that publishes an adopted text."""
    return f"publish:{edition.code}"


def post_publication(edition: Edition) -> None:
    """Ask that the text of ``edition`` be published; call it in the transaction that sees its last file ready."""
    outbox.post(publish_adopted.name, key=publication_key(edition), edition_id=edition.pk)


def _unfinished(edition: Edition) -> QuerySet[Rendering]:
    return Rendering.objects.filter(edition=edition).exclude(state=RenderingState.READY)


@shared_task
def sweep_renderings() -> int:
    """Find waiting PDFs that nothing will make any more, and return how many were found.

    One whose message was lost gets a new message; one whose message was given up is shown as failed, so that the
    Secretariat can ask again. Rung by the clock every minute.
    """
    found = 0
    waiting = Rendering.objects.filter(state=RenderingState.PENDING).select_related("edition")
    renderings = {rendering.outbox_key: rendering for rendering in waiting.defer("edition__canonical")}
    messages = {message.key: message for message in OutboxMessage.objects.filter(key__in=renderings)}
    for key, rendering in renderings.items():
        message = messages.get(key)
        if message is None:
            post_rendering(rendering)
        elif message.dead_at:
            _mark_failed(rendering, message.error)
        elif message.done_at:
            OutboxMessage.objects.filter(pk=message.pk).update(done_at=None)
            outbox.retry(key)
        else:
            continue
        found += 1
    return found


def post_rendering(rendering: Rendering) -> None:
    """Ask for a PDF; call it in the transaction that writes the row."""
    outbox.post(
        render.name,
        key=rendering.outbox_key,
        edition_id=rendering.edition_id,
        language=str(rendering.language),
    )


@shared_task
def render_changes(redline_id: int) -> None:
    """Make one PDF of what an edition changed since the one before it, and keep it. Promises what ``render`` does."""
    redline = EditionRedline.objects.select_related("edition__text").filter(pk=redline_id).first()
    if redline is None:
        return
    if redline.state == RenderingState.READY:
        outbox.done(redline.outbox_key)
        return
    try:
        _make_redline(redline)
    except Exception as fault:  # whatever it is, the Secretariat reads it, and the next attempt may succeed
        log.exception("redline_failed", edition=redline.edition.code, language=redline.language)
        reason = f"{type(fault).__name__}: {fault}"
        with transaction.atomic():
            EditionRedline.objects.filter(pk=redline.pk).exclude(state=RenderingState.READY).update(
                state=RenderingState.FAILED, error=reason[:500]
            )
            outbox.failed(redline.outbox_key, reason)
            bump_revision()


def post_redline(redline: EditionRedline) -> None:
    """Ask for a PDF of what an edition changed; call it in the transaction that writes the row."""
    outbox.post(render_changes.name, key=redline.outbox_key, redline_id=redline.pk)


def _make_redline(redline: EditionRedline) -> None:
    from declarations.rendering.redlines import edition_redline_pdf

    edition = redline.edition
    before = Edition.objects.get(text=edition.text_id, number=edition.number - 1)
    content = edition_redline_pdf(before, edition, redline.language)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"redlines/{edition.code}/{redline.language}-{sha256[:16]}.pdf"
    default_storage.save(name, ContentFile(content))
    with transaction.atomic():
        ready = {"state": RenderingState.READY, "file": name, "sha256": sha256, "size": len(content), "error": ""}
        is_first = EditionRedline.objects.filter(pk=redline.pk).exclude(state=RenderingState.READY).update(**ready)
        outbox.done(redline.outbox_key)
        if is_first:
            bump_revision()
    if not is_first and not EditionRedline.objects.filter(file=name).exists():
        default_storage.delete(name)


def _make(rendering: Rendering) -> None:
    from declarations.rendering import sealed_paper  # the renderer is loaded by those who render

    edition = rendering.edition
    paper = sealed_paper(edition, rendering.language)
    name = f"renderings/{edition.code}/{rendering.language}-{paper.sha256[:16]}.pdf"
    default_storage.save(name, ContentFile(paper.content))
    with transaction.atomic():
        adopted = Text.objects.select_for_update().filter(pk=edition.text_id, state=TextState.ADOPTED).first()
        is_first = _write_down(rendering, paper, name)
        outbox.done(rendering.outbox_key)
        if is_first and paper.seal:
            keep_certificate(paper.seal)
        if is_first and adopted and not _unfinished(edition).exists():
            post_publication(edition)
        if is_first:
            bump_revision()
    if not is_first and not Rendering.objects.filter(file=name).exists():
        default_storage.delete(name)


def _write_down(rendering: Rendering, paper: Any, name: str) -> bool:
    """Say that ``paper`` is there, as the file ``name``; whether nobody had said so before."""
    waiting = Rendering.objects.filter(pk=rendering.pk).exclude(state=RenderingState.READY)
    return bool(
        waiting.update(
            state=RenderingState.READY,
            file=name,
            sha256=paper.sha256,
            size=len(paper.content),
            pages=paper.pages,
            sealed_by=paper.seal.subject if paper.seal else "",
            error="",
            finished_at=timezone.now(),
        )
    )


def _mark_failed(rendering: Rendering, reason: str) -> None:
    """Show that an attempt failed, unless another one has succeeded meanwhile."""
    with transaction.atomic():
        waiting = Rendering.objects.filter(pk=rendering.pk).exclude(state=RenderingState.READY)
        if waiting.update(state=RenderingState.FAILED, error=reason[:500], finished_at=timezone.now()):
            outbox.failed(rendering.outbox_key, reason)
            bump_revision()
