"""Paragraphs that change their places, are split, and are joined: both languages together, and no word is lost."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from declarations.models import Departure, Paragraph, Proposal, ProposalKind
from declarations.services.paragraphs import (
    ParagraphError,
    locked_paragraph,
    must_be_as_seen,
    must_be_open,
    must_not_be_followed_up,
)
from declarations.services.rows import FAR, LANGUAGES, NUMBERED, make_room, remember, renumber, words_of


@transaction.atomic
def move_paragraph(paragraph: Paragraph, *, up: bool, by: Any) -> Paragraph:
    """Change places with the paragraph before (``up``) or behind; at the end of the text nothing happens.

    Raises ``ParagraphError`` for an agreed paragraph, and as ``lock_to_write`` does.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_open(paragraph)
    other = _neighbour(paragraph, up=up)
    if other is None:
        return paragraph
    here, there = paragraph.order, other.order
    _put(paragraph, FAR)
    _put(other, here)
    _put(paragraph, there)
    return _moved(paragraph, here, by=by)


@transaction.atomic
def place_paragraph(paragraph: Paragraph, *, after: Paragraph | None, by: Any) -> Paragraph:
    """Put a paragraph behind ``after``, anywhere in its text, or at the front; nothing is done where it stands already.

    Raises ``Paragraph.DoesNotExist`` where ``after`` is gone, ``ParagraphError`` for an agreed paragraph.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_open(paragraph)
    before = _neighbour(paragraph, up=True)
    if after in (paragraph, before):
        return paragraph
    text, here = paragraph.text, paragraph.order
    place = text.paragraphs.get(pk=after.pk).order if after else 0
    _put(paragraph, 2 * FAR)
    make_room(text, behind=place)
    _put(paragraph, place + 1)
    return _moved(paragraph, here, by=by)


@transaction.atomic
def split_paragraph(paragraph: Paragraph, *, at: Mapping[str, int], seen: str, by: Any) -> Paragraph:
    """Split a paragraph in both languages at once, at a place (characters from its beginning) in each; the new one.

    The first part keeps the identity, the label and what is proposed; what would be inserted behind it goes behind the
    second. White space at the place is dropped. All words of a language may stay on one side, where the other language
    alone is split. Raises ``StaleParagraphError``, and ``ParagraphError`` for an agreed paragraph, for a place within a
    word, for a language with words whose place is not said, and where a part would have no words at all.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_as_seen(paragraph, seen)
    must_be_open(paragraph)
    before = words_of(paragraph)
    parts = {language: _parted(before[f"body_{language}"], at.get(language)) for language in LANGUAGES}
    if not all(any(words) for words in zip(*parts.values(), strict=True)):
        raise ParagraphError(_("Both parts must have words, in one language at least."))
    make_room(paragraph.text, behind=paragraph.order)
    shape = {field: before[field] for field in ("kind", "level", *NUMBERED)}
    second = Paragraph(text=paragraph.text, order=paragraph.order + 1, **shape)
    for language, (first_words, second_words) in parts.items():
        setattr(paragraph, f"body_{language}", first_words)
        setattr(second, f"body_{language}", second_words)
    paragraph.save(update_fields=["body_es", "body_en"])
    second.save(force_insert=True)
    is_behind = Q(parent=None, kind=ProposalKind.AFTER) | Q(parent__kind=ProposalKind.AFTER)
    behind = Proposal.objects.filter(is_behind, paragraph=paragraph, entered_in=None)
    behind.update(paragraph=second, paragraph_uid=second.uid)
    return _rearranged("split_paragraph", paragraph, second, before, by=by)


@transaction.atomic
def merge_paragraphs(paragraph: Paragraph, *, seen: str, seen_next: str, by: Any) -> Paragraph:
    """Join the next paragraph to this one, in both languages at once; this one's identity, kind and label stay.

    The next one is remembered with its own words and where they went, and its proposals move here, made on an earlier
    wording. Raises ``StaleParagraphError`` for whichever is no longer as seen, ``ParagraphError`` where one of them is
    agreed, nothing follows, or a decision is followed up from the next.
    """
    paragraph = locked_paragraph(paragraph, by)
    must_be_as_seen(paragraph, seen)
    other = _neighbour(paragraph, up=False)
    if other is None:
        raise ParagraphError(_("No paragraph follows this one."))
    other.text = paragraph.text
    must_be_as_seen(other, seen_next)
    must_be_open(paragraph)
    must_be_open(other)
    must_not_be_followed_up(other)
    before = words_of(paragraph)
    remember(other, Departure.MERGED, into=paragraph)
    for language in LANGUAGES:
        both = (before[f"body_{language}"], getattr(other, f"body_{language}") or "")
        setattr(paragraph, f"body_{language}", " ".join(words for words in both if words))
    paragraph.save(update_fields=["body_es", "body_en"])
    Proposal.objects.filter(paragraph=other).update(paragraph=paragraph)
    gone = other.uid
    other.delete()
    return _rearranged("merge_paragraphs", paragraph, paragraph, before | {"uid": str(gone)}, by=by)


def _neighbour(paragraph: Paragraph, *, up: bool) -> Paragraph | None:
    others = paragraph.text.paragraphs.exclude(pk=paragraph.pk)
    if up:
        return others.filter(order__lt=paragraph.order).order_by("-order").first()
    return others.filter(order__gt=paragraph.order).order_by("order").first()


def _parted(words: str, place: int | None) -> tuple[str, str]:
    if not words.strip():
        return words, ""
    if place is None:
        raise ParagraphError(_("Say in both languages where the second part begins."))
    first, second = words[: max(place, 0)].rstrip(), words[max(place, 0) :].lstrip()
    if first and second and words[place - 1].isalnum() and words[place].isalnum():
        raise ParagraphError(_("Split between two words, not within one."))
    return first, second


def _put(paragraph: Paragraph, order: int) -> None:
    paragraph.order = order
    paragraph.save(update_fields=["order"])


def _moved(paragraph: Paragraph, before: int, *, by: Any) -> Paragraph:
    renumber(paragraph.text)
    paragraph.refresh_from_db(fields=["label_es", "label_en"])
    record_act("move_paragraph", paragraph, by=by, before={"order": before}, after={"order": paragraph.order})
    return paragraph


def _rearranged(act: str, changed: Paragraph, result: Paragraph, before: dict[str, Any], *, by: Any) -> Paragraph:
    renumber(changed.text)
    for one in (changed, result):
        one.refresh_from_db(fields=["label_es", "label_en"])
    bodies = {name: value for name, value in before.items() if name.startswith(("body", "uid"))}
    after = {name: value for name, value in words_of(changed).items() if name in bodies}
    if result is not changed:
        after |= {"uid": str(result.uid)}
    record_act(act, changed, by=by, before=bodies, after=after)
    return result
