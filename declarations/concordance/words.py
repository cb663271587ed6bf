"""The words by which languages are compared, as ``words.yaml`` has them, and text as those words are looked for."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something said in one language that the other must say too: what it may mean, and its words.

    A ``loose`` one may answer to another and need not be answered.
    """

    values: frozenset
    words: str
    start: int
    end: int
    is_loose: bool = False

    @classmethod
    def of(cls, value: Any, words: str, span: tuple[int, int], *, is_loose: bool = False) -> "Mention":
        return cls(frozenset([value]), words, *span, is_loose)


@lru_cache(maxsize=1)
def known_words() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))


@lru_cache(maxsize=2048)
def folded(words: str) -> str:
    """Lower case without accents, sign by sign, so that places in it are places in ``words``."""
    return "".join(map(_fold, words))


@lru_cache(maxsize=1024)
def _fold(sign: str) -> str:
    """One sign for one sign."""
    lower = unicodedata.normalize("NFD", sign)[0].lower()
    return lower if len(lower) == 1 else sign


def blanked(words: str, mentions: list[Mention]) -> str:
    """``words`` with what was found in them taken out; the rest stands where it stood."""
    signs = list(words)
    for one in mentions:
        signs[one.start : one.end] = "\n" * (one.end - one.start)
    return "".join(signs)


def unanswered(mine: list[Mention], theirs: list[Mention]) -> list[Mention]:
    """What I say and you do not, each thing once."""
    said: set = set().union(*(one.values for one in theirs)) if theirs else set()
    found: dict[frozenset, Mention] = {}
    for one in mine:
        if not one.is_loose and not one.values & said:
            found.setdefault(one.values, one)
    return list(found.values())
