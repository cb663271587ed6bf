"""Labels: what the conference's papers print before a paragraph, in the forms of all its years.

``1.``, ``6)``, ``a)``, ``A)1)``, ``2.1``, ``8.b``, ``iv)``, ``IV.``, ``Párrafo 3.``, ``Decisión 1:``, bullets, dashes.
"""

import re
from dataclasses import dataclass

BULLETS = "-–—•·▪‣◦*●○■□➢✓"
NAMED = (
    "párrafo|paragraph|decisión|decision|artículo|article|punto|point|conclusión|conclusion|"
    "recomendación|recommendation|acuerdo|agreement"
)
LABEL = re.compile(
    rf"""(?:
      (?P<named>(?:{NAMED})\s+\d{{1,3}}(?:\.\d{{1,3}})*[.:)])
    | (?P<compound>[A-ZÑ]\)\d{{1,3}}\) | \d{{1,3}}\.[a-zñ][.)]? | \d{{1,3}}(?:\.\d{{1,3}})+[.)]?)
    | (?P<simple>\(?(?:\d{{1,3}}|[ivxl]+|[IVXL]+|[a-zñA-ZÑ])(?:\.[-–]|[.)]|[º°]\.?)\)?)
    | (?P<bullet>[{re.escape(BULLETS)}])
    )(?=\s|$)""",
    re.VERBOSE | re.IGNORECASE,
)
CORE = re.compile(r"[^\W_]+")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# From the coarsest to the finest: how the styles nest where nothing else tells.
RANKS = ("named", "upper-roman", "upper-letter", "decimal", "compound", "lower-letter", "lower-roman", "bullet")


def is_number(label: str | None) -> bool:
    """Whether a label counts (``1.``, ``a)``, ``2.1``), and is no bullet and no name ("Decisión 1:")."""
    found = LABEL.fullmatch(label or "")
    return found is not None and not found["bullet"] and not found["named"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart: its style, and its place in its sequence (0 for a bullet)."""

    text: str
    style: str
    number: int

    @property
    def rank(self) -> int:
        return RANKS.index(self.style.partition("/")[0])


def split_label(text: str) -> tuple[str, str]:
    """The label and the words after it. Only what white space sets off is a label, so that no word is cut in two."""
    found = LABEL.match(text)
    if found is None or (found["simple"] and found[0].startswith("(") != found[0].endswith(")") and "(" in found[0]):
        return "", text
    return found[0], text[found.end() :].lstrip()


def read_label(text: str, before: "Label | None" = None) -> Label:
    """Take a label apart; ``before`` is the last label of the same place and settles whether "i)" is a letter."""
    found = LABEL.match(text)
    if found is None or found["bullet"]:
        return Label(text, "bullet", 0)
    parts = CORE.findall(text)
    if found["named"]:
        return Label(text, "named", int(parts[1]))
    ending = re.sub(r"[\w\s]+", "0", text)
    if found["compound"]:
        return Label(text, f"compound/{len(parts)}", letter_or_number(parts[-1]))
    core = parts[0]
    if core.isdigit():
        return Label(text, f"decimal/{ending}", int(core))
    case = "upper" if core.isupper() else "lower"
    is_roman = set(core.lower()) <= set(ROMAN)
    if len(core) == 1 and is_roman:
        follows_letter = before is not None and f"{case}-letter" in before.style
        is_next_letter = follows_letter and before is not None and ord(core.lower()) - 96 == before.number + 1
        is_roman = not is_next_letter and core.lower() in "ivx"
    style = f"{case}-roman" if is_roman else f"{case}-letter"
    return Label(text, f"{style}/{ending}", from_roman(core) if is_roman else letter_or_number(core))


def letter_or_number(core: str) -> int:
    return int(core) if core.isdigit() else ord(core.lower()[0]) - 96


def from_roman(core: str) -> int:
    values = [ROMAN[sign] for sign in core.lower()]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def starts_or_follows(text: str, seen: list[str]) -> bool:
    """Whether a label opens a sequence (1, a, i) or comes next after one of ``seen``; a bullet always may."""
    label = read_label(text, read_label(seen[-1]) if seen else None)
    if label.number <= 1:
        return True
    return any(
        other.number == label.number - 1 and other.style == label.style
        for other in (read_label(earlier) for earlier in seen[-40:])
    )
