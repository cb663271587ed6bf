"""The words of one language are approved beside those of the other: a later change of either shows."""

import hashlib
from typing import Any, Literal

from declarations.concordance.words import LANGUAGES

Approval = Literal["", "approved", "stale"]
HALF = 8  # signs for the words of one language: two halves are the sixteen that a paragraph keeps


def approval_mark(paragraph: Any) -> str:
    """Sixteen signs for the labels and words of both languages, eight each: the Spanish first."""
    return "".join(_half(paragraph, language) for language in LANGUAGES)


def approval_of(paragraph: Any, language: str) -> Approval:
    """``approved`` beside the other language's words of now; ``stale`` where those changed since.

    Empty where the words were never approved, or are others now than those that were.
    """
    approved = getattr(paragraph, f"approved_{language}", "")
    now = approval_mark(paragraph)
    if not approved:
        return ""
    own = slice(0, HALF) if language == "es" else slice(HALF, None)
    if approved[own] != now[own]:
        return ""
    return "approved" if approved == now else "stale"


def _half(paragraph: Any, language: str) -> str:
    words = "\n".join(getattr(paragraph, f"{field}_{language}") or "" for field in ("label", "body"))
    return hashlib.sha256(words.encode()).hexdigest()[:HALF]
