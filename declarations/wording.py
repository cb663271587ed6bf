"""Two wordings of one paragraph, word by word: what was taken out, what was put in, what stayed.

Pure: nothing is read. Words, spaces and signs are compared as they stand; nothing is lost of either wording.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

TOKEN = re.compile(r"(\s*)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|\w+(?:[’'\-]\w+)*|[^\w\s]|$)")
SHORT = 3  # words; what stayed between two changes is shown as changed too where it is no longer than they are
REWRITTEN = 0.3  # below this part of the words in common, a paragraph is shown taken out whole and put in anew

Happened = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and fared alike."""

    happened: Happened
    words: str


Token = tuple[str, str]  # the space before it, and the word or sign itself; the last one is empty


@dataclass(slots=True)
class _Stretch:
    """Either what stayed (``same``), or what was ``deleted`` and what was ``inserted`` in its place.

    What stayed has the tokens of both wordings, for the space between words may differ.
    """

    deleted: list[Token]
    inserted: list[Token]
    same: bool = False

    @property
    def changes(self) -> int:
        return max(_length(self.deleted), _length(self.inserted))


def compared(old: str, new: str) -> tuple[Run, ...]:
    """How ``old`` became ``new``, as somebody reads it who knows neither.

    Without the inserted runs it is exactly ``old``, without the deleted ones exactly ``new``.
    """
    if old == new:
        return (Run("same", new),) if new else ()
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    stretches = _tidied(_stretches(before, after))
    stayed = sum(_length(one.inserted) for one in stretches if one.same)
    if stayed < REWRITTEN * max(_length(before), _length(after)):
        stretches = [_Stretch(before, after)]
    return _joined(_runs(stretches))


def old_words(runs: Iterable[Run]) -> str:
    return "".join(run.words for run in runs if run.happened != "inserted")


def new_words(runs: Iterable[Run]) -> str:
    return "".join(run.words for run in runs if run.happened != "deleted")


def resemblance(one: str, other: str) -> float:
    """From 0 to 1: how many of the words of both are the same, wherever they stand. Linear."""
    left, right = one.casefold().split(), other.casefold().split()
    if not left or not right:
        return 0.0
    shared = (Counter(left) & Counter(right)).total()
    return 2 * shared / (len(left) + len(right))


def _length(tokens: list[Token]) -> int:
    """In words; spaces and signs weigh nothing."""
    return sum(1 for _space, word in tokens if word[:1].isalnum())


def _stretches(before: list[Token], after: list[Token]) -> list[_Stretch]:
    """What stayed and what changed, in turn. Space holds nothing together."""
    matcher = SequenceMatcher(None, [word for _space, word in before], [word for _space, word in after], autojunk=False)
    return [_Stretch(before[i:j], after[k:m], tag == "equal") for tag, i, j, k, m in matcher.get_opcodes()]


def _tidied(stretches: list[_Stretch]) -> list[_Stretch]:
    """No confetti: a few words that stayed between two changes belong to them."""
    kept: list[_Stretch] = []
    for stretch in stretches:
        kept.append(stretch)
        while len(kept) >= 3 and _is_confetti(*kept[-3:]):
            whole = kept[-3:]
            deleted = [token for one in whole for token in one.deleted]
            kept[-3:] = [_Stretch(deleted, [token for one in whole for token in one.inserted])]
    return kept


def _is_confetti(first: _Stretch, middle: _Stretch, last: _Stretch) -> bool:
    if first.same or last.same or not middle.same:
        return False
    length = _length(middle.inserted)
    return length == 0 or (length <= SHORT and length <= min(first.changes, last.changes))


def _runs(stretches: list[_Stretch]) -> Iterator[Run]:
    for stretch in stretches:
        if stretch.same:
            for (was, _word), (space, word) in zip(stretch.deleted, stretch.inserted, strict=True):
                yield from _changed(was, space)
                yield Run("same", word)
        else:
            deleted, inserted = _written(stretch.deleted), _written(stretch.inserted)
            shared = _space(deleted) if _space(deleted) == _space(inserted) else ""
            yield Run("same", shared)
            yield from _changed(deleted[len(shared) :], inserted[len(shared) :])


def _changed(was: str, now: str) -> Iterator[Run]:
    yield from [Run("same", now)] if was == now else [Run("deleted", was), Run("inserted", now)]


def _written(tokens: list[Token]) -> str:
    return "".join(space + word for space, word in tokens)


def _space(words: str) -> str:
    return words[: len(words) - len(words.lstrip())]


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs that fared alike and follow each other as one; none is empty."""
    found: list[Run] = []
    for happened, group in groupby((run for run in runs if run.words), key=lambda run: run.happened):
        found.append(Run(happened, "".join(run.words for run in group)))
    return tuple(found)
