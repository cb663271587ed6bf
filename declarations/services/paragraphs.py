"""The working copy of a text, paragraph by paragraph. Editions are never touched: they are frozen elsewhere."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from declarations.models import (
    Decision,
    Departure,
    FormerParagraph,
    Paragraph,
    Proposal,
    ProposalKind,
    Text,
    TextState,
)
from declarations.services.locks import drafting_of, lock_to_chair, lock_to_write
from declarations.services.rows import LANGUAGES, NUMBERED, WORDS, make_room, remember, renumber, words_of

SHAPE = ("kind", "level", *NUMBERED)  # what automatic labels follow from


class StaleParagraphError(Refusal):
    """Somebody else changed the paragraph since it was read; ``current`` is what stands there now."""

    status = 409

    def __init__(self, current: Paragraph) -> None:
        super().__init__(_("Somebody else changed this paragraph in the meantime."))
        self.current = current


class ParagraphError(Refusal):
    """The paragraph cannot be changed as asked; ``str()`` is the reason, for the person who asked."""


def fingerprint(paragraph: Paragraph) -> str:
    """Sixteen signs that change whenever anything a person can edit in ``paragraph`` changes.

    An automatic label is nobody's edit: it changes with the paragraphs before.
    """
    words = words_of(paragraph)
    words |= {f"label_{language}": "" for language in LANGUAGES if words[f"is_numbered_{language}"]}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def edit_paragraph(paragraph: Paragraph, *, words: dict[str, Any], seen: str, by: Any) -> Paragraph:
    """Write ``words`` into the paragraph that its editor saw as ``seen``; nothing is written where nothing changed.

    Where a language is numbered its label follows from the numbering, whatever was given. Raises
    ``StaleParagraphError`` when the paragraph is no longer as seen: of two who edit at once, the second is asked, and
    no acknowledged edit is lost. Raises ``ParagraphError`` for an agreed paragraph, and as ``lock_to_write`` does.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_as_seen(paragraph, seen)
    before = words_of(paragraph)
    for field in WORDS:
        if field in words:
            setattr(paragraph, field, words[field])
    _keep_automatic(paragraph, before)
    changed = [field for field, value in words_of(paragraph).items() if value != before[field]]
    if changed:
        must_be_open(paragraph)
        paragraph.save(update_fields=changed)
        if set(changed) & set(SHAPE):
            renumber(paragraph.text)
            paragraph.refresh_from_db(fields=["label_es", "label_en"])
        after = words_of(paragraph)
        record_act(
            "edit_paragraph",
            paragraph,
            by=by,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
        )
    return paragraph


@transaction.atomic
def add_paragraph(text: Text, *, after: Paragraph | None, by: Any, words: dict[str, Any]) -> Paragraph:
    """Add a paragraph behind ``after``, or at the front. Raises as ``lock_to_write`` does."""
    text = lock_to_write(text, by)
    place = Paragraph.objects.values_list("order", flat=True).get(pk=after.pk, text=text) if after else 0
    make_room(text, behind=place)
    given = {field: words[field] for field in WORDS if field not in NUMBERED or field in words}
    paragraph = Paragraph(text=text, order=place + 1, **given)
    _keep_automatic(paragraph, {})
    paragraph.save(force_insert=True)
    renumber(text)
    paragraph.refresh_from_db(fields=["label_es", "label_en"])
    record_act("add_paragraph", paragraph, by=by, after=words_of(paragraph))
    return paragraph


@transaction.atomic
def delete_paragraph(paragraph: Paragraph, *, seen: str, by: Any) -> FormerParagraph:
    """Take the paragraph out of the working copy; it is remembered whole, and ``restore_paragraph`` brings it back.

    Its proposals stay, with its identity. Raises ``StaleParagraphError`` as ``edit_paragraph`` does, and
    ``ParagraphError`` where a decision is followed up from it or it is agreed.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_as_seen(paragraph, seen)
    must_be_open(paragraph)
    must_not_be_followed_up(paragraph)
    former = remember(paragraph, Departure.DELETED)
    record_act("delete_paragraph", paragraph, by=by, before=words_of(paragraph) | {"uid": str(paragraph.uid)})
    text = paragraph.text
    paragraph.delete()
    renumber(text)
    return former


@transaction.atomic
def restore_paragraph(former: FormerParagraph, *, by: Any) -> Paragraph:
    """Bring a paragraph back to its last place, with its identity, its words and what was proposed on it.

    One that was merged takes its words back where they still end those of the paragraph that took them in, in every
    language that it had; else they stand in both. Twice is once. Raises as ``lock_to_write`` does.
    """
    text = lock_to_write(former.text, by)
    held = FormerParagraph.objects.filter(pk=former.pk).first()
    if held is None:
        return Paragraph.objects.get(uid=former.uid)
    make_room(text, behind=held.order - 1)
    fields = words_of(held)
    paragraph = Paragraph.objects.create(text=text, uid=held.uid, order=held.order, **fields)
    if held.into and (kept := text.paragraphs.filter(uid=held.into).first()):
        _take_back(kept, held)
    Proposal.objects.filter(text=text, paragraph_uid=held.uid, entered_in=None).update(paragraph=paragraph)
    record_act("restore_paragraph", paragraph, by=by, after=fields | {"uid": str(held.uid)})
    held.delete()
    renumber(text)
    paragraph.refresh_from_db(fields=["label_es", "label_en"])
    return paragraph


@transaction.atomic
def agree_paragraph(paragraph: Paragraph, *, seen: str, by: Any) -> Paragraph:
    """Close a paragraph on which the group agrees ("clean"): nothing of it changes until it is opened again.

    Raises ``PermissionDenied`` for others than the chair, ``StaleParagraphError``, and ``ParagraphError`` while a
    change of its words is open, or accepted and not entered yet.
    """
    text = lock_to_chair(paragraph.text, by)
    paragraph = text.paragraphs.select_related("text").get(pk=paragraph.pk)
    must_be_as_seen(paragraph, seen)
    changes = (ProposalKind.REPLACE, ProposalKind.DELETE)
    touching = Proposal.objects.filter(paragraph=paragraph, parent=None, kind__in=changes)
    if touching.open().exists() or touching.to_enter().exists():
        raise ParagraphError(_("Settle and enter first what is proposed on this paragraph."))
    return _set_agreed(paragraph, True, by=by)


@transaction.atomic
def reopen_paragraph(paragraph: Paragraph, *, by: Any) -> Paragraph:
    """Open an agreed paragraph again. Raises ``PermissionDenied`` for others than the chair."""
    text = lock_to_chair(paragraph.text, by)
    return _set_agreed(text.paragraphs.select_related("text").get(pk=paragraph.pk), False, by=by)


def last_paragraph(text: Text) -> Paragraph | None:
    """The paragraph at the end of the working copy."""
    end = text.paragraphs.aggregate(end=Max("order"))["end"]
    return text.paragraphs.filter(order=end).first()


def locked_paragraph(paragraph: Paragraph, by: Any) -> Paragraph:
    """The paragraph as it stands under the lock of its text, for somebody who may write there (``lock_to_write``)."""
    text = lock_to_write(paragraph.text, by)
    paragraph = Paragraph.objects.get(pk=paragraph.pk, text=text)
    paragraph.text = text
    return paragraph


def must_be_as_seen(paragraph: Paragraph, seen: str) -> None:
    """Raises ``StaleParagraphError``."""
    if fingerprint(paragraph) != seen:
        raise StaleParagraphError(paragraph)


def must_be_open(paragraph: Paragraph) -> None:
    """Raises ``ParagraphError`` for a paragraph that the group agreed. A corrigendum is past such agreement."""
    if paragraph.agreed_at is not None and paragraph.text.state == TextState.DRAFT:
        raise ParagraphError(_("This paragraph is agreed; the chair opens it again before it changes."))


def must_not_be_followed_up(paragraph: Paragraph) -> None:
    """Raises ``ParagraphError`` where a decision hangs on a paragraph that would leave."""
    if Decision.objects.filter(paragraph=paragraph).exists():
        raise ParagraphError(_("A decision is followed up from this paragraph; it cannot be deleted."))


def _keep_automatic(paragraph: Paragraph, before: dict[str, Any]) -> None:
    """Only a negotiated text is numbered; there the label of a numbered language is nobody's to write."""
    is_negotiated = drafting_of(paragraph.text) is not None
    for language in LANGUAGES:
        if not is_negotiated:
            setattr(paragraph, f"is_numbered_{language}", False)
        elif getattr(paragraph, f"is_numbered_{language}"):
            setattr(paragraph, f"label_{language}", before.get(f"label_{language}", ""))


def _take_back(kept: Paragraph, former: FormerParagraph) -> None:
    """Take the words of ``former`` off the end of ``kept``, in all its languages or in none."""
    parts = {}
    for language in LANGUAGES:
        own, whole = getattr(former, f"body_{language}") or "", getattr(kept, f"body_{language}") or ""
        if own:
            parts[f"body_{language}"] = (whole, own)
    if kept.agreed_at is None and all(whole == own or whole.endswith(f" {own}") for whole, own in parts.values()):
        for field, (whole, own) in parts.items():
            setattr(kept, field, whole.removesuffix(own).rstrip())
        kept.save(update_fields=list(parts))


def _set_agreed(paragraph: Paragraph, is_agreed: bool, *, by: Any) -> Paragraph:
    if (paragraph.agreed_at is not None) != is_agreed:
        paragraph.agreed_at = timezone.now() if is_agreed else None
        paragraph.save(update_fields=["agreed_at"])
        record_act("agree_paragraph" if is_agreed else "reopen_paragraph", paragraph, by=by)
    return paragraph
