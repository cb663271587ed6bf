"""Automatic labels: what is printed before the numbered paragraphs of a text, in each language by its own manner.

Pure. A paragraph with a label of its own keeps it and is not counted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from declarations.importing.numbering import printed

# By manner of numbering: how each depth counts (as Word names it), and the sign behind; the last goes on for ever.
FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "point": (("decimal", "."), ("lowerLetter", ")"), ("lowerRoman", ")"), ("decimal", ")")),
    "parenthesis": (("decimal", ")"), ("lowerLetter", ")"), ("lowerRoman", ")")),
    "roman": (("upperRoman", "."), ("decimal", "."), ("lowerLetter", ")"), ("lowerRoman", ")")),
}
ANEW = ("annex",)  # kinds from which numbers begin anew


@dataclass(frozen=True, slots=True)
class TextNumbering:
    """How the two languages of a text are numbered; ``numbered`` holds the paragraphs (``uid``) of each that are."""

    manners: Mapping[str, str]
    numbered: Mapping[str, Collection[str]]


def labels(paragraphs: Sequence[Any], manner: str, numbered: Sequence[bool]) -> list[str | None]:
    """The label of each paragraph (``kind``, ``level``) in order; None where it keeps its own.

    Deeper counts begin anew behind every paragraph that stands less deep, numbered or not; an annex begins all anew.
    Decisions are a list of their own, as in the conference's Declarations since 2003 (Declaration and Decisions).
    """
    found: list[str | None] = []
    counts: dict[bool, dict[int, int]] = {True: {}, False: {}}
    for paragraph, is_numbered in zip(paragraphs, numbered, strict=True):
        if paragraph.kind in ANEW:
            counts = {True: {}, False: {}}
        of_its_list = counts[paragraph.kind == "decision"]
        for deeper in [level for level in of_its_list if level > paragraph.level]:
            del of_its_list[deeper]
        if not is_numbered:
            found.append(None)
            continue
        of_its_list[paragraph.level] = of_its_list.get(paragraph.level, 0) + 1
        found.append(_label(of_its_list, paragraph.level, manner))
    return found


def _label(counts: Mapping[int, int], level: int, manner: str) -> str:
    if manner == "none":
        return ""
    if manner == "decimal":
        return ".".join(str(counts[one]) for one in sorted(counts) if one <= level) + "."
    forms = FORMS[manner]
    form, sign = forms[min(level, len(forms) - 1)]
    return printed(counts[level], form) + sign
