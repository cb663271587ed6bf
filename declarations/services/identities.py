"""Writing the rows of a working copy so that paragraphs which are still there keep their identity (``uid``)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, ProtectedError
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from declarations.importing.alignment import Row
from declarations.importing.anchors import Likeness
from declarations.importing.sequences import pair_up
from declarations.importing.words import plain
from declarations.models import Departure, Paragraph, Text, TextState
from declarations.services.rows import remember, renumber

ALIKE = 0.5  # share of words from which two wordings are one paragraph
GAP = -0.3
SAME_LABEL = 0.1
ASIDE = 1_000_000  # orders out of the way while rows change places


def replace_paragraphs(text: Text, rows: list[Row]) -> dict[str, int]:
    """Make ``rows`` the paragraphs of ``text``, numbered from 1; returns how many were kept, new and gone.

    Those that go are remembered (``FormerParagraph``). Must run in a transaction. Raises ``Refusal`` where a paragraph
    would go that a decision hangs on, and where one that the group agreed would go or read otherwise.
    """
    old = list(Paragraph.objects.filter(text=text).order_by("order"))
    kept = {new: old[before] for before, new in _pairs(old, rows)}
    gone = [paragraph for paragraph in old if paragraph not in kept.values()]
    _check_agreed(text, {place: paragraph for place, paragraph in kept.items() if paragraph.agreed_at}, rows, gone)
    _remove(text, gone)
    Paragraph.objects.filter(text=text).update(order=F("order") + ASIDE)
    changed: list[Paragraph] = []
    fresh: list[Paragraph] = []
    for place, row in enumerate(rows):
        paragraph = kept.get(place) or Paragraph(text=text)
        _fill(paragraph, row, place + 1)
        (changed if place in kept else fresh).append(paragraph)
    fields = ["order", "kind", "level", "label", "body", "label_es", "label_en", "body_es", "body_en"]
    Paragraph.objects.bulk_update(changed, fields, batch_size=200)
    Paragraph.objects.bulk_create(fresh, batch_size=500)
    renumber(text)
    return {"kept": len(changed), "new": len(fresh), "gone": len(gone)}


def _fill(paragraph: Paragraph, row: Row, order: int) -> None:
    paragraph.order, paragraph.kind, paragraph.level = order, row.kind, row.level
    for language, item in (("es", row.es), ("en", row.en)):
        setattr(paragraph, f"label_{language}", item.label if item else "")
        setattr(paragraph, f"body_{language}", item.body if item else "")


def _check_agreed(text: Text, agreed: dict[int, Paragraph], rows: list[Row], gone: list[Paragraph]) -> None:
    """What the group closed is not written over by a file. A published text is past such agreement."""
    if text.state != TextState.DRAFT:
        return
    bodies = {place: {"es": rows[place].es, "en": rows[place].en} for place in agreed}
    changed = [
        paragraph
        for place, paragraph in agreed.items()
        if any(_in(paragraph, "body", one) != (item.body if item else "") for one, item in bodies[place].items())
    ]
    for paragraph in (*changed, *(one for one in gone if one.agreed_at)):
        raise Refusal(
            _("Paragraph %(order)s is agreed; the chair opens it again before it changes."), order=paragraph.order
        )


def _remove(text: Text, gone: list[Paragraph]) -> None:
    for paragraph in gone:
        paragraph.text = text
        remember(paragraph, Departure.DELETED)
    try:
        Paragraph.objects.filter(pk__in=[paragraph.pk for paragraph in gone]).delete()
    except ProtectedError as error:
        held: Any = next(iter(error.protected_objects))
        raise Refusal(
            _("Paragraph %(order)s is followed up (“%(decision)s”) and has no counterpart in the new words."),
            order=held.paragraph.order, decision=str(held),
        ) from error  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wording:
    label: str
    es: set[str]
    en: set[str]


def _pairs(old: list[Paragraph], rows: list[Row]) -> list[tuple[int, int]]:
    """Places of old paragraphs and new rows that are one paragraph, in order."""
    before = [
        _Wording(
            _in(one, "label", "es") or _in(one, "label", "en"), *(_words(_in(one, "body", x)) for x in ("es", "en"))
        )
        for one in old
    ]
    after = [
        _Wording(_label(row), _words(row.es.body if row.es else ""), _words(row.en.body if row.en else ""))
        for row in rows
    ]
    if not before or not after:
        return []
    spanish = Likeness([one.es for one in before], [one.es for one in after])
    english = Likeness([one.en for one in before], [one.en for one in after])
    likes: dict[int, list[float]] = {}

    def scores(place: int) -> list[float]:
        likes[place] = [max(both) for both in zip(spanish.row(place), english.row(place), strict=True)]
        return [
            like - ALIKE + (SAME_LABEL if before[place].label == other.label else 0) if like >= ALIKE else -10
            for like, other in zip(likes[place], after, strict=True)
        ]

    pairs = pair_up(len(before), len(after), scores, GAP)
    return [(i, j) for i, j in pairs if i is not None and j is not None and likes[i][j] >= ALIKE]


def _in(paragraph: Paragraph, field: str, language: str) -> str:
    return getattr(paragraph, f"{field}_{language}") or ""


def _label(row: Row) -> str:
    item = row.es or row.en
    return item.label if item else ""


def _words(body: str) -> set[str]:
    return set(plain(body).split())
