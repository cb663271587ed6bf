"""Aligns Spanish and English by what paragraphs are and hold, never by their numbers alone.

Numbering may differ (numbers in English, bullets in Spanish). What does not align gets its own row, with the other
language empty, for an officer to see.
"""

import math
from dataclasses import dataclass

from declarations.importing.anchors import Likeness, firm_anchors, roots
from declarations.importing.labels import read_label
from declarations.importing.sequences import pair_up
from declarations.importing.structure import Item
from declarations.models import ParagraphKind as Kind

GAP = -0.4  # a paragraph alone
LIKE = 3.0  # all anchors and roots shared
SIZE = 0.6  # lengths as a translation has them
SAME_KIND, OTHER_CLASS = 0.6, -2.5  # a heading is never the translation of a paragraph
SAME_LEVEL, SAME_LABEL = 0.3, 0.3
CONTRADICTION = -1.6  # both name numbers, countries or acronyms, and none is shared
NOTHING_SHARED = -0.5  # two long paragraphs without one common root
BASE = -0.9
LONGER_SPANISH = math.log(1.1)
FEW_ROOTS = 6
CLASSES = {Kind.HEADING: "heading", Kind.ANNEX: "heading", Kind.TITLE: "title", Kind.NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the text; a language that lacks it is ``None``."""

    es: Item | None
    en: Item | None
    original: str = "es"

    @property
    def _leading(self) -> Item:
        first, second = (self.en, self.es) if self.original == "en" else (self.es, self.en)
        found = first or second
        assert found is not None, "a row has at least one language"
        return found

    @property
    def kind(self) -> str:
        """As guessed in the original language, where it has the paragraph."""
        return self._leading.kind

    @property
    def level(self) -> int:
        return self._leading.level

    @property
    def is_alone(self) -> bool:
        return self.es is None or self.en is None

    @property
    def differs(self) -> bool:
        """Both languages have it and the guesses of its kind or level disagree."""
        return (
            self.es is not None
            and self.en is not None
            and (self.es.kind, self.es.level) != (self.en.kind, self.en.level)
        )


def align(spanish: tuple[Item, ...], english: tuple[Item, ...], original: str = "es") -> list[Row]:
    """Rows in order; every item of either language stands in exactly one row."""
    if not spanish or not english:
        return [Row(item, None, original) for item in spanish] + [Row(None, item, original) for item in english]
    left, right = [_Features(item) for item in spanish], [_Features(item) for item in english]
    likeness = Likeness([one.firm | one.roots for one in left], [one.firm | one.roots for one in right])

    def scores(place: int) -> list[float]:
        one = left[place]
        return [_gain(one, other, like) for other, like in zip(right, likeness.row(place), strict=True)]

    pairs = pair_up(len(left), len(right), scores, GAP)
    return [
        Row(spanish[i] if i is not None else None, english[j] if j is not None else None, original) for i, j in pairs
    ]


class _Features:
    """What a paragraph is compared by, worked out once."""

    __slots__ = ("firm", "kind", "label", "level", "roots", "size", "sort")

    def __init__(self, item: Item) -> None:
        self.kind, self.level = item.kind, item.level
        self.sort = CLASSES.get(Kind(item.kind), "body")
        self.firm, self.roots = firm_anchors(item.body), roots(item.body)
        self.size = math.log(len(item.body) + 10)
        label = read_label(item.label) if item.label else None
        self.label = (label.style.partition("-")[0], label.number) if label and label.number else None


def _gain(one: _Features, other: _Features, like: float) -> float:
    gain = BASE + LIKE * like + SIZE * (1 - min(abs(one.size - other.size - LONGER_SPANISH), 1.5))
    if one.sort != other.sort:
        return gain + OTHER_CLASS
    if one.kind == other.kind:
        gain += SAME_KIND
    if one.level == other.level:
        gain += SAME_LEVEL
    if one.label is not None and one.label == other.label:
        gain += SAME_LABEL
    if one.firm and other.firm and one.firm.isdisjoint(other.firm):
        gain += CONTRADICTION
    if not like and len(one.roots) >= FEW_ROOTS and len(other.roots) >= FEW_ROOTS:
        gain += NOTHING_SHARED
    return gain
