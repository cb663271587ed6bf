"""Bracketed text: the words that stand, and at each place where proposals differ what each delegation would have.

Pure and computed, never stored. Practice of drafting groups: what is not agreed stands in brackets with the
delegations that hold it ("[MX, CR: …]").
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations

LANGUAGES = ("es", "en")
# Every sign is of one token; 400 000, as Spanish writes it, is one number.
TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|\w+(?:[’'\-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that ``holders`` (keys of participants) would have; ``None`` takes the whole out, "" these words alone."""

    holders: tuple[str, ...]
    words: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph: ``words`` that stand, and if it is open, the ``alternatives`` to them.

    Where somebody would take out the paragraph whole, one bracket holds it whole: that alternative has no words, and
    ``inner`` are the segments within, with the brackets of everybody else.
    """

    words: str
    alternatives: tuple[Alternative, ...] = ()
    inner: tuple["Segment", ...] = ()

    @property
    def is_open(self) -> bool:
        return bool(self.alternatives)


@dataclass(frozen=True, slots=True)
class Change:
    """What a proposal would do to the paragraph ``uid``: ``kind`` is replace, before, after or delete.

    ``words`` by language, "" where nothing is proposed in it. ``identity`` is the ``uid`` that a paragraph gets which
    it inserts.
    """

    key: int
    uid: str
    kind: str
    words: Mapping[str, str]
    identity: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Hunk:
    """The tokens from ``start`` to ``end`` of the words that stand give way to ``words``."""

    start: int
    end: int
    words: str


class Colliding(ValueError):
    """Changes that cannot all be made, for they change the same words."""


def bracketed(words: str, alternatives: Iterable[Alternative]) -> list[Segment]:
    """``words`` in segments; what two alternatives change beside each other is one bracket.

    An alternative stands in the brackets alone where it differs; equal ones stand together with all their holders.
    The words of the segments, one after the other, are ``words``; with the words of one alternative in each bracket
    where it stands, they are that alternative.
    """
    held = _together(one for one in alternatives if one.words != words)
    standing = TOKEN.findall(words)
    changes = [(one.holders, hunks(standing, one.words)) for one in held if one.words is not None]
    segments = _segments(standing, changes)
    if gone := [one for one in held if one.words is None]:
        return [Segment(words, tuple(gone), tuple(segments))]
    return segments


def hunks(standing: Sequence[str], words: str) -> list[Hunk]:
    """What makes ``words`` of the tokens ``standing``, in order; between two of them stands a word that stays."""
    after = TOKEN.findall(words)
    found: list[Hunk] = []
    for tag, start, end, first, last in _opcodes(standing, after):
        if tag == "equal":
            continue
        put = "".join(after[first:last])
        if found and not _has_word(gap := standing[found[-1].end : start]):
            before = found.pop()
            start, put = before.start, before.words + "".join(gap) + put
        found.append(Hunk(start, end, put))
    return found


def _opcodes(standing: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What differs, as ``SequenceMatcher`` tells it; a proposal mostly changes a few words in the midst of many."""
    shorter = min(len(standing), len(after))
    head = next((place for place in range(shorter) if standing[place] != after[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if standing[-1 - place] != after[-1 - place]), rest)
    between = standing[head : len(standing) - tail], after[head : len(after) - tail]
    for tag, start, end, first, last in SequenceMatcher(str.isspace, *between, autojunk=False).get_opcodes():
        yield tag, start + head, end + head, first + head, last + head


def collisions(changes: Iterable[Change], standing: Mapping[str, Mapping[str, str]]) -> list[tuple[Change, Change]]:
    """The pairs of changes that change the same words, or of which one changes what the other takes out.

    ``standing`` holds the words of each paragraph by language. Who proposes the same words does not collide.
    """
    by_paragraph: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in ("replace", "delete"):
            by_paragraph.setdefault(change.uid, []).append(change)
    found = []
    for uid, beside in by_paragraph.items():
        if len(beside) < 2:
            continue
        made = {one.key: _hunks_of(one, standing.get(uid, {})) for one in beside}
        found += [(a, b) for a, b in combinations(beside, 2) if _collide(a, b, made)]
    return found


def combined(standing: str, wordings: Iterable[str]) -> str:
    """What ``standing`` becomes when all that each of ``wordings`` changes in it is changed. Raises ``Colliding``."""
    tokens = TOKEN.findall(standing)
    lists = [hunks(tokens, words) for words in wordings]
    if any(_clash(a, b) for one, other in combinations(lists, 2) for a in one for b in other):
        raise Colliding
    return _with_hunks(tokens, 0, len(tokens), sorted({hunk for made in lists for hunk in made}))


def _together(alternatives: Iterable[Alternative]) -> list[Alternative]:
    """Equal words once, with all who hold them, in the order in which they came."""
    found: dict[str | None, Alternative] = {}
    for one in alternatives:
        known = found.get(one.words)
        holders = (*known.holders, *(h for h in one.holders if h not in known.holders)) if known else one.holders
        found[one.words] = replace(one, holders=holders)
    return list(found.values())


def _segments(standing: Sequence[str], changes: Sequence[tuple[tuple[str, ...], list[Hunk]]]) -> list[Segment]:
    found, place = [], 0
    for start, end in _regions(standing, [hunk for _holders, made in changes for hunk in made]):
        if place < start:
            found.append(Segment("".join(standing[place:start])))
        here = [(holders, [one for one in made if start <= one.start and one.end <= end]) for holders, made in changes]
        others = (Alternative(holders, _with_hunks(standing, start, end, made)) for holders, made in here if made)
        found.append(Segment("".join(standing[start:end]), tuple(_together(others))))
        place = end
    if place < len(standing):
        found.append(Segment("".join(standing[place:])))
    return found


def _regions(standing: Sequence[str], made: Iterable[Hunk]) -> list[tuple[int, int]]:
    """Stretches of tokens that hunks touch; those with no word between them are one."""
    found: list[tuple[int, int]] = []
    for hunk in sorted(made):
        if found and (hunk.start <= found[-1][1] or not _has_word(standing[found[-1][1] : hunk.start])):
            found[-1] = (found[-1][0], max(found[-1][1], hunk.end))
        else:
            found.append((hunk.start, hunk.end))
    return found


def _with_hunks(standing: Sequence[str], start: int, end: int, made: Iterable[Hunk]) -> str:
    parts, place = [], start
    for hunk in made:
        parts += [*standing[place : hunk.start], hunk.words]
        place = hunk.end
    return "".join([*parts, *standing[place:end]])


def _has_word(tokens: Sequence[str]) -> bool:
    return any(token[0].isalnum() or token[0] == "_" for token in tokens)


def _hunks_of(change: Change, standing: Mapping[str, str]) -> dict[str, list[Hunk]]:
    return {
        language: hunks(TOKEN.findall(standing.get(language, "")), change.words[language])
        for language in LANGUAGES
        if change.kind == "replace" and change.words.get(language)
    }


def _collide(one: Change, other: Change, made: Mapping[int, Mapping[str, list[Hunk]]]) -> bool:
    if "delete" in (one.kind, other.kind):
        return one.kind != other.kind
    mine, theirs = made[one.key], made[other.key]
    return any(_clash(a, b) for language in mine for a in mine[language] for b in theirs.get(language, ()))


def _clash(one: Hunk, other: Hunk) -> bool:
    """Both change a token, or put different words in one place, or one puts words into what the other changes."""
    if one == other:
        return False
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return max(one.start, other.start) < min(one.end, other.end)
