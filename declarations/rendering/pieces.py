"""What a paper is made of below its title: paragraphs, one row each, in the languages of the paper."""

from dataclasses import dataclass

SHORT = 600  # characters; a shorter paragraph is not broken between two pages when it stands in two columns


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph in one language. ``is_missing``: the other language has words here, this one has none."""

    language: str
    label: str
    words: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph in the languages of the paper; ``rank`` is the level of a heading (2 to 6), 0 for a paragraph."""

    uid: str
    kind: str
    level: int
    rank: int
    cells: tuple[Cell, ...]
    bookmark: str
    is_short: bool
