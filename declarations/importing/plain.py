"""The reader of plain text: where its paragraphs begin, whether the lines were broken by hand or not."""

import re

from declarations.importing.blocks import Block, Reading
from declarations.importing.labels import split_label, starts_or_follows
from declarations.importing.words import fold

WIDEST_WRAPPED = 110  # signs; a longer line was not broken to fit a page
SLACK = 14  # signs; people and programs break lines a word early


def read_plain(text: str) -> Reading:
    """Blank lines part paragraphs; within, a line begins a new one when it carries a label or had no need to break."""
    groups = [group.splitlines() for group in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))]
    width = max((len(line.rstrip()) for group in groups for line in group), default=0)
    if width > WIDEST_WRAPPED:
        width = 0
    seen: list[str] = []
    blocks = []
    for group in groups:
        lines = [fold(line) for line in group]
        for part in split_lines([line for line in lines if line], seen, width):
            blocks.append(Block(words=part))
    return Reading(blocks)


def split_lines(lines: list[str], seen: list[str], width: int | None) -> list[str]:
    """Lines joined to paragraphs. ``seen`` collects the labels met so far; ``width`` 0 means that every line end is
    meant, ``None`` that none is, unless a label follows."""
    parts: list[str] = []
    last = ""
    for line in lines:
        label, _rest = split_label(line)
        is_label = bool(label) and starts_or_follows(label, seen) and (not parts or _may_begin(label, parts[-1]))
        is_new = not parts or is_label or (width is not None and not _is_soft(last, line, width))
        if is_new:
            parts.append(line)
            if is_label:
                seen.append(label)
        else:
            parts[-1] = f"{parts[-1]} {line}"
        last = line
    return parts


def _may_begin(label: str, before: str) -> bool:
    """A dash or "a)" in mid-sentence after a soft break is no label: the words before must have come to a stop."""
    return (
        before[-1:] in '.;:,)»”"' or bool(split_label(before)[0]) or before.endswith((" y", " e", " and", " o", " or"))
    )


def _is_soft(last: str, line: str, width: int) -> bool:
    """The line end was forced: the next word would not have fitted any more."""
    return bool(width) and len(last) + 1 + len(line.split(" ", 1)[0]) > width - SLACK
