"""Labels of the two languages: "1." and "a)" may say the same place, "1." and "2." do not.

The sources number some texts in one language alone (domain notes: the Declaration on strengthening of 2000 has numbers
in English and bullets in Spanish). What differs through the whole text is no difference of a paragraph.
"""

import re
from collections.abc import Iterable
from typing import Any

from declarations.concordance.numbers import numbers_in

NUMBER = re.compile(r"\d+(?:\.\d+)*")
SIGN = re.compile(r"\(?([a-zA-Z]|[ivxlcIVXLC]+)\s*[.)\]°º–-]*\)?$")
ROMAN = re.compile(r"(?i:x{0,3}(?:ix|iv|v?i{0,3}))")
VALUES = {"i": 1, "v": 5, "x": 10}

Place = frozenset[tuple[int, ...]]


def place_of(label: str, language: str) -> Place:
    """Which places ``label`` may say: "2.1." the first of the second, "c)" the third; none for a bullet."""
    label = label.strip()
    if found := NUMBER.findall(label):
        return frozenset([tuple(map(int, found[-1].split(".")))])
    if match := SIGN.match(label):
        sign = match[1].lower()
        places = {(ord(sign) - ord("a") + 1,)} if len(sign) == 1 else set()
        if sign and ROMAN.fullmatch(sign):
            places.add((_roman(sign),))
        return frozenset(places)
    said = [one for one in numbers_in(label, language).plain if one.values]
    return frozenset((int(value),) for one in said[-1:] for value in one.values if not isinstance(value, tuple))


def differing_labels(paragraphs: Iterable[Any]) -> set[str]:
    """The identities of the paragraphs whose labels say different places.

    Where every later number is off by as much, only the first of them is named; a language that numbers where the
    other has bullets is no difference where most of a text does so.
    """
    read = [(one, place_of(one.label_es or "", "es"), place_of(one.label_en or "", "en")) for one in paragraphs]
    both = sum(1 for _one, es, en in read if es and en)
    alone = sum(1 for _one, es, en in read if bool(es) != bool(en))
    found: set[str] = set()
    off: dict[int, int] = {}
    for one, es, en in read:
        if bool(es) != bool(en):
            if alone < both and (one.body_es or "").strip() and (one.body_en or "").strip():
                found.add(str(one.uid))
        elif es and en:
            distance = _distance(es, en)
            if distance and distance != off.get(one.level, 0):
                found.add(str(one.uid))
            off[one.level] = distance
    return found


def _distance(es: Place, en: Place) -> int:
    """How far apart two places are, by their last numbers; 0 where they may be the same."""
    if es & en:
        return 0
    if any(len(one) == len(other) > 1 and one[:-1] != other[:-1] for one in es for other in en):
        return max(es)[0] - max(en)[0] or max(es)[-1] - max(en)[-1] or 1
    return min((one[-1] - other[-1] for one in es for other in en), key=abs)


def _roman(sign: str) -> int:
    values = [VALUES[one] for one in sign]
    return sum(-one if one < behind else one for one, behind in zip(values, [*values[1:], 0], strict=True))
