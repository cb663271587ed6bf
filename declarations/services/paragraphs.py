"""The working copy of a text, paragraph by paragraph. Editions are never touched: they are frozen elsewhere."""

import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from common.journal import record_act
from declarations.access import can_edit
from declarations.models import Decision, Paragraph, Text

WORDS = ("kind", "level", "label_es", "label_en", "body_es", "body_en")
FAR = 1_000_000  # beyond every order in use, so that shifting never meets a neighbour


class StaleParagraphError(Exception):
    """Somebody else changed the paragraph since it was read; ``current`` is what stands there now."""

    def __init__(self, current: Paragraph) -> None:
        super().__init__(_("Somebody else changed this paragraph in the meantime."))
        self.current = current


class ParagraphError(Exception):
    """The paragraph cannot be changed as asked; ``str()`` is the reason, for the person who asked."""


def fingerprint(paragraph: Paragraph) -> str:
    """Sixteen signs that change whenever anything a person can edit in ``paragraph`` changes."""
    return hashlib.sha256(json.dumps(_words(paragraph), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def edit_paragraph(paragraph: Paragraph, *, words: dict[str, Any], seen: str, by: Any) -> Paragraph:
    """Write ``words`` into the paragraph that its editor saw as ``seen``; nothing is written where nothing changed.

    Raises ``StaleParagraphError`` when the paragraph is no longer as seen: of two who edit at once, the second is
    asked, and no acknowledged edit is lost.
    """
    paragraph = _locked(paragraph, by)
    if fingerprint(paragraph) != seen:
        raise StaleParagraphError(paragraph)
    before = _words(paragraph)
    for field in WORDS:
        if field in words:
            setattr(paragraph, field, words[field])
    changed = [field for field, value in _words(paragraph).items() if value != before[field]]
    if changed:
        paragraph.save(update_fields=changed)
        after = _words(paragraph)
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
    """Add a paragraph behind ``after``, or at the front."""
    text = _locked_text(text, by)
    place = Paragraph.objects.values_list("order", flat=True).get(pk=after.pk, text=text) if after else 0
    behind = text.paragraphs.filter(order__gt=place)
    behind.update(order=F("order") + FAR)
    text.paragraphs.filter(order__gt=FAR).update(order=F("order") - FAR + 1)
    paragraph = Paragraph.objects.create(text=text, order=place + 1, **{field: words[field] for field in WORDS})
    record_act("add_paragraph", paragraph, by=by, after=_words(paragraph))
    return paragraph


@transaction.atomic
def move_paragraph(paragraph: Paragraph, *, up: bool, by: Any) -> Paragraph:
    """Change places with the paragraph before (``up``) or behind; at the end of the text nothing happens."""
    paragraph = _locked(paragraph, by)
    others = paragraph.text.paragraphs.exclude(pk=paragraph.pk)
    if up:
        other = others.filter(order__lt=paragraph.order).order_by("-order").first()
    else:
        other = others.filter(order__gt=paragraph.order).order_by("order").first()
    if other is None:
        return paragraph
    here, there = paragraph.order, other.order
    _put(paragraph, FAR)
    _put(other, here)
    _put(paragraph, there)
    record_act("move_paragraph", paragraph, by=by, before={"order": here}, after={"order": there})
    return paragraph


@transaction.atomic
def delete_paragraph(paragraph: Paragraph, *, seen: str, by: Any) -> None:
    """Take the paragraph out of the working copy; the journal keeps its words, and so does every edition.

    Raises ``StaleParagraphError`` as ``edit_paragraph`` does, and ``ParagraphError`` where a decision is followed
    up from it.
    """
    paragraph = _locked(paragraph, by)
    if fingerprint(paragraph) != seen:
        raise StaleParagraphError(paragraph)
    if Decision.objects.filter(paragraph=paragraph).exists():
        raise ParagraphError(_("A decision is followed up from this paragraph; it cannot be deleted."))
    record_act("delete_paragraph", paragraph, by=by, before=_words(paragraph) | {"uid": str(paragraph.uid)})
    paragraph.delete()


def last_paragraph(text: Text) -> Paragraph | None:
    """The paragraph at the end of the working copy."""
    end = text.paragraphs.aggregate(end=Max("order"))["end"]
    return text.paragraphs.filter(order=end).first()


def _words(paragraph: Paragraph) -> dict[str, Any]:
    return {"kind": paragraph.kind, "level": paragraph.level} | {
        field: getattr(paragraph, field) or "" for field in WORDS[2:]
    }


def _put(paragraph: Paragraph, order: int) -> None:
    paragraph.order = order
    paragraph.save(update_fields=["order"])


def _locked(paragraph: Paragraph, by: Any) -> Paragraph:
    text = _locked_text(paragraph.text, by)
    return Paragraph.objects.select_related("text").get(pk=paragraph.pk, text=text)


def _locked_text(text: Text, by: Any) -> Text:
    """One editor at a time in one text: the row of the text is the lock."""
    if not isinstance(by, str) and not can_edit(by):
        raise PermissionDenied
    return Text.objects.select_for_update().get(pk=text.pk)
