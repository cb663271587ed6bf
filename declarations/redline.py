"""A redline: how one version of a text became another, paragraph by paragraph, in one language.

Pure: two canonical forms in, rows out. Paragraphs are aligned by their identity, never by their number; what moved is
shown where it stands now and where it stood. Both languages of a text have the same rows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.wording import Run, compared, resemblance

Change = Literal["same", "changed", "inserted", "deleted", "moved", "left"]
ALIKE = 0.6  # resemblance of two paragraphs without a common identity that are taken for one
NEAR = 4  # places; how far from each other such two may stand
FOLDED = 2  # unchanged paragraphs that are worth folding
AROUND = 1  # unchanged paragraphs shown before and after a change


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph in one version and one language; ``place`` counts from 1."""

    place: int
    label: str
    words: str


@dataclass(frozen=True)
class RedlineRow:
    """One paragraph of the redline.

    ``moved`` stands at its new place, and its words may have changed too; ``left`` marks the place that it left. A row
    has ``old`` where it was in the old version, ``new`` where it is in the new one; ``moved`` and ``left`` have both.
    """

    uid: str
    change: Change
    kind: str
    level: int
    old: Side | None
    new: Side | None
    language: str = ""
    was_kind: str = ""

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        return compared(self.old.words if self.old else "", self.new.words if self.new else "")

    @cached_property
    def label_runs(self) -> tuple[Run, ...]:
        old, new = self.old.label if self.old else "", self.new.label if self.new else ""
        if old == new:
            return (Run("same", new),) if new else ()
        return tuple(run for run in (Run("deleted", old), Run("inserted", new)) if run.words)

    @property
    def is_reworded(self) -> bool:
        """Its words or its label are not what they were; false where it only moved."""
        return bool(self.old and self.new) and (self.old.words, self.old.label) != (self.new.words, self.new.label)

    @property
    def is_empty(self) -> bool:
        """Neither version has anything to read here in this language."""
        return not any(side and (side.words or side.label) for side in (self.old, self.new))


@dataclass(frozen=True, slots=True)
class Pair:
    """One paragraph in two versions, or in the one that has it. ``left`` marks the place that a moved one left."""

    old: tuple[int, CanonicalParagraph] | None
    new: tuple[int, CanonicalParagraph] | None
    standing: Literal["stands", "moved", "left"] = "stands"


def redline(old: CanonicalText, new: CanonicalText, language: str) -> list[RedlineRow]:
    """How ``old`` became ``new`` in ``language``: the rows of the new version in order, what left at its old place."""
    return [_row(pair, language) for pair in aligned(old, new)]


def redlines(old: CanonicalText, new: CanonicalText) -> list[tuple[RedlineRow, RedlineRow]]:
    """The same in Spanish and English, row by row beside each other."""
    return [(_row(pair, "es"), _row(pair, "en")) for pair in aligned(old, new)]


def title_runs(old: CanonicalText, new: CanonicalText, language: str) -> tuple[Run, ...]:
    """How the title changed."""
    return compared(getattr(old, f"title_{language}"), getattr(new, f"title_{language}"))


def aligned(old: CanonicalText, new: CanonicalText) -> list[Pair]:
    """The paragraphs of both versions, matched. What kept its order stands; the fewest that explain the rest moved."""
    before, after = list(enumerate(old.paragraphs)), list(enumerate(new.paragraphs))
    matches = _matched(before, after)
    standing = _longest_rise([matches[place] for place in sorted(matches)])
    came_from = {theirs: ours for ours, theirs in matches.items()}
    pairs: list[Pair] = []
    done = 0
    for place, paragraph in after:
        if place not in came_from:
            pairs.append(Pair(None, (place, paragraph)))
        elif place not in standing:
            pairs.append(Pair(before[came_from[place]], (place, paragraph), "moved"))
        else:
            at = came_from[place]
            gone = [_gone(one, matches, after) for one in before[done:at]]
            first = _start_of_gap(pairs)
            pairs[first:first] = gone
            pairs.append(Pair(before[at], (place, paragraph)))
            done = at + 1
    first = _start_of_gap(pairs)
    pairs[first:first] = [_gone(one, matches, after) for one in before[done:]]
    return pairs


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow each other; ``is_folded`` where nothing changed in them and a count says enough."""

    rows: list
    is_folded: bool


def folded(rows: Iterable, is_same=lambda row: row.change == "same") -> list[Stretch]:
    """``rows`` with what did not change folded, but for a paragraph before and after each change."""
    rows = list(rows)
    near: set[int] = set()
    for place, row in enumerate(rows):
        if not is_same(row):
            near.update(range(place - AROUND, place + AROUND + 1))
    stretches: list[Stretch] = []
    for place, row in enumerate(rows):
        fold = place not in near
        if stretches and stretches[-1].is_folded == fold:
            stretches[-1].rows.append(row)
        else:
            stretches.append(Stretch([row], fold))
    return [Stretch(one.rows, one.is_folded and len(one.rows) >= FOLDED) for one in stretches]


def _row(pair: Pair, language: str) -> RedlineRow:
    old, new = _side(pair.old, language), _side(pair.new, language)
    change: Change = "same"
    if old is None or new is None:
        change = "inserted" if old is None else "deleted"
    elif pair.standing != "stands":
        change = "moved" if pair.standing == "moved" else "left"
    elif (old.words, old.label) != (new.words, new.label):
        change = "changed"
    shown = pair.new[1] if pair.new else pair.old[1]
    was = pair.old[1].kind if pair.old and pair.new and pair.old[1].kind != pair.new[1].kind else ""
    return RedlineRow(shown.uid, change, shown.kind, shown.level, old, new, language, was)


def _side(at: tuple[int, CanonicalParagraph] | None, language: str) -> Side | None:
    if at is None:
        return None
    place, paragraph = at
    return Side(place + 1, getattr(paragraph, f"label_{language}"), getattr(paragraph, f"body_{language}"))


def _gone(one: tuple[int, CanonicalParagraph], matches: dict[int, int], after: list) -> Pair:
    return Pair(one, after[matches[one[0]]], "left") if one[0] in matches else Pair(one, None)


def _start_of_gap(pairs: list[Pair]) -> int:
    """Behind the last paragraph that stands: what left is shown before what came in its place."""
    place = len(pairs)
    while place and (pairs[place - 1].old is None or pairs[place - 1].standing == "moved"):
        place -= 1
    return place


def _matched(before: list, after: list) -> dict[int, int]:
    """Place in the old version → place in the new one: by identity, or else by the words of what lost its own."""
    places = {paragraph.uid: place for place, paragraph in after}
    matches = {place: places[paragraph.uid] for place, paragraph in before if paragraph.uid in places}
    taken = set(matches.values())
    lost = [(place, paragraph) for place, paragraph in before if place not in matches]
    fresh = [(place, paragraph) for place, paragraph in after if place not in taken]
    if lost and fresh:
        matches |= dict(_alike(lost, fresh))
    return matches


def _alike(lost: list, fresh: list) -> Iterator[tuple[int, int]]:
    """Paragraphs typed anew: the same words once on each side, or much the same words near the same place."""
    by_words: dict[str, list[int]] = {}
    for place, paragraph in fresh:
        by_words.setdefault(_words(paragraph), []).append(place)
    left, used = [], set()
    for place, paragraph in lost:
        if (words := _words(paragraph)).strip() and (found := by_words.get(words)):
            used.add(found[0])
            yield place, found.pop(0)
        else:
            left.append((place, paragraph))
    free = [(place, paragraph) for place, paragraph in fresh if place not in used]
    first = 0
    for rank, (place, paragraph) in enumerate(left):
        for at in range(max(first, rank - NEAR), min(len(free), rank + NEAR + 1)):
            if resemblance(_words(paragraph), _words(free[at][1])) >= ALIKE:
                yield place, free[at][0]
                first = at + 1
                break


def _words(paragraph: CanonicalParagraph) -> str:
    return f"{paragraph.body_es}\n{paragraph.body_en}"


def _longest_rise(places: list[int]) -> set[int]:
    """The longest part of ``places`` that stands in rising order (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = [-1] * len(places)
    for index, place in enumerate(places):
        pile = bisect_left(tops, place)
        if pile == len(tops):
            tops.append(place)
            at.append(index)
        else:
            tops[pile], at[pile] = place, index
        before[index] = at[pile - 1] if pile else -1
    rise, index = set(), at[-1] if at else -1
    while index >= 0:
        rise.add(places[index])
        index = before[index]
    return rise
