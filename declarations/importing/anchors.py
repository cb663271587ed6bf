"""What two languages share in a paragraph: numbers, dates, acronyms, names of countries, and words of one root."""

import math
import re
from collections import Counter

from declarations.importing import forms
from declarations.importing.words import plain

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3})*")
ACRONYM = re.compile(r"\b[A-Z]{2,6}s?\b")
COUNTRY = re.compile(rf"\b({'|'.join(sorted(forms.COUNTRIES, key=len, reverse=True))})\b")
WORD = re.compile(r"[a-z]{5,}")
ROOT = 5  # first letters by which "migración" and "migration" are one


def firm_anchors(body: str) -> set[str]:
    """What a translation must keep: numbers, months, acronyms, countries."""
    flat = plain(body)
    anchors = {"n:" + re.sub(r"\D", "", number) for number in NUMBER.findall(flat)}
    anchors |= {f"m:{forms.MONTHS[word]}" for word in re.findall(r"[a-z]+", flat) if word in forms.MONTHS}
    anchors |= {f"c:{forms.COUNTRIES[name]}" for name in COUNTRY.findall(flat)}
    if body.upper() != body:
        anchors |= {f"a:{forms.ACRONYMS.get(name.upper(), name.upper())}" for name in ACRONYM.findall(body)}
    return anchors


def roots(body: str) -> set[str]:
    """The roots of the long words, in a spelling that both languages come near to."""
    flat = plain(body).replace("-", "").replace("ph", "f").replace("th", "t").replace("y", "i")
    flat = re.sub(r"([a-z])\1", r"\1", flat)
    return {re.sub(r"^es(?=[cpt])", "s", word)[:ROOT] for word in WORD.findall(flat)}


class Likeness:
    """How much paragraphs of two lists share, from 0 to 1; rare anchors weigh more than common ones."""

    def __init__(self, left: list[set[str]], right: list[set[str]]) -> None:
        counts = Counter(anchor for anchors in (*left, *right) for anchor in anchors)
        total = len(left) + len(right)
        self.weights = {
            anchor: math.log(1 + total / count) * (2 if ":" in anchor else 1) for anchor, count in counts.items()
        }
        self.right: dict[str, list[int]] = {}
        for place, anchors in enumerate(right):
            for anchor in anchors:
                self.right.setdefault(anchor, []).append(place)
        self.left = left
        self.sums = [sum(self.weights[anchor] for anchor in anchors) for anchors in right]

    def row(self, place: int) -> list[float]:
        """The likeness of the left paragraph ``place`` to each right one."""
        shared = [0.0] * len(self.sums)
        own = 0.0
        for anchor in self.left[place]:
            weight = self.weights[anchor]
            own += weight
            for other in self.right.get(anchor, ()):
                shared[other] += weight
        return [2 * part / (own + whole) if part else 0.0 for part, whole in zip(shared, self.sums, strict=True)]
