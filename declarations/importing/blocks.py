"""What every reader hands on: the blocks of a file in reading order, whatever its format."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as the file has it.

    ``label`` is what the file's own numbering prints before the words; ``depth`` counts the lists it lies in, from
    0; ``heading`` is the rank of a heading, 0 for none; ``place`` says where it stood in the file.
    """

    words: str
    label: str = ""
    depth: int = 0
    heading: int = 0
    place: str = "body"  # body, cell, footnote, header or footer


@dataclass(slots=True)
class Reading:
    """A file as read. ``warnings`` are codes of ``report.WARNINGS`` with their values."""

    blocks: list[Block]
    header: dict[str, Any] = field(default_factory=dict)
    warnings: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
