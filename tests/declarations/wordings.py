"""Canonical texts to compare, made short: ``text(("a", "Uno", "One"), …)``."""

from declarations.canonical import CanonicalParagraph, CanonicalText


def uid_of(name: str) -> str:
    """A name of one or few signs as an identity."""
    return f"{name:0>8}-0000-4000-8000-000000000000"


def paragraph(name: str, es: str, en: str = "", label_es: str = "", label_en: str = "") -> CanonicalParagraph:
    return CanonicalParagraph(uid_of(name), "operative", 0, label_es, label_en, es, en)


def text(*paragraphs: tuple[str, ...] | CanonicalParagraph, **facts: str) -> CanonicalText:
    names = "symbol kind nature certainty original_language title_es title_en title_status_en meeting meeting_es"
    names += " meeting_en place_es place_en adopted_on adopted_by_es adopted_by_en"
    made = (one if isinstance(one, CanonicalParagraph) else paragraph(*one) for one in paragraphs)
    return CanonicalText(**dict.fromkeys(names.split(), "") | facts, edition=1, sources=(), paragraphs=tuple(made))
