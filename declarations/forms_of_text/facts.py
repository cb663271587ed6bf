"""What a text is, beside its paragraphs: carried by each form as the canonical form without them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from declarations.canonical import CanonicalParagraph, CanonicalText


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in one language, as a form holds it."""

    uid: str
    kind: str
    level: int
    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Half:
    """One language of a text, as read from a form: the facts of the whole and the passages in their order."""

    facts: CanonicalText
    language: str
    passages: tuple[Passage, ...]


def without_paragraphs(content: CanonicalText) -> CanonicalText:
    return replace(content, paragraphs=())


def facts_of(content: CanonicalText) -> str:
    """The facts in one line of JSON."""
    return without_paragraphs(content).to_json().strip()


def facts_by_name(content: CanonicalText) -> dict[str, object]:
    """The facts by the names of the canonical form, its format and its paragraphs left out."""
    fields = json.loads(facts_of(content))
    del fields["format"], fields["paragraphs"]
    return fields


def joined(halves: Sequence[Half]) -> CanonicalText:
    """The text of which ``halves`` are the languages; one that is not given stays empty.

    Raises ``ValueError`` where they are not of one text, or do not hold the same paragraphs in the same order.
    """
    first = halves[0]
    if any(half.facts != first.facts for half in halves):
        raise ValueError("these are not the languages of one text")
    if any(_frame(half.passages) != _frame(first.passages) for half in halves):
        raise ValueError("the languages hold different paragraphs")
    by_language = {half.language: half.passages for half in halves}
    return replace(first.facts, paragraphs=tuple(_paragraphs(first.passages, by_language)))


def _frame(passages: Iterable[Passage]) -> list[tuple[str, str, int]]:
    return [(one.uid, one.kind, one.level) for one in passages]


def _paragraphs(frame: Sequence[Passage], by_language: dict[str, tuple[Passage, ...]]) -> Iterable[CanonicalParagraph]:
    empty = tuple(replace(one, label="", body="") for one in frame)
    sides = zip(by_language.get("es", empty), by_language.get("en", empty), strict=True)
    for spanish, english in sides:
        yield CanonicalParagraph(
            uid=spanish.uid,
            kind=spanish.kind,
            level=spanish.level,
            label_es=spanish.label,
            label_en=english.label,
            body_es=spanish.body,
            body_en=english.body,
        )
