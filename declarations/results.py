"""The text as it would read if what is accepted were entered. Pure: the page that shows it and the act that does it
are one computation."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid5

from declarations.bracketing import LANGUAGES, Change, Colliding, combined
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.numbering import TextNumbering, labels

BESIDE = {"title": "operative", "heading": "operative", "annex": "operative"}  # kind of what is put beside such a one


def change_of(proposal: Any) -> Change:
    """What a row of proposals would do, in the words that it holds now. No query where its paragraph is at hand."""
    paragraph = proposal.paragraph
    return Change(
        key=proposal.pk,
        uid=str(paragraph.uid if paragraph is not None else proposal.paragraph_uid),
        kind=proposal.kind,
        words={language: proposal.says(language) for language in LANGUAGES},
        identity=str(uuid5(proposal.form_key, "paragraph")),
    )


def fingerprint_of(proposal: Any) -> str:
    """Sixteen signs that change whenever the words change that a proposal holds."""
    said = [proposal.says(language) for language in LANGUAGES]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def resulting(
    content: CanonicalText, accepted: Iterable[Change], numbering: TextNumbering | None = None
) -> CanonicalText:
    """``content`` with all of ``accepted`` made in it; with ``numbering``, its automatic labels as they would be.

    Several changes of one paragraph are all made where they change different words. What is inserted stands beside its
    paragraph in the order given, with its kind and depth, also where that paragraph is taken out. A change of a
    paragraph that is not there is left out. Raises ``Colliding``.
    """
    by_paragraph: dict[str, list[Change]] = {}
    for change in accepted:
        by_paragraph.setdefault(change.uid, []).append(change)
    paragraphs: list[CanonicalParagraph] = []
    numbered = {language: set(numbering.numbered[language]) if numbering else set() for language in LANGUAGES}
    for paragraph in content.paragraphs:
        changes = by_paragraph.get(paragraph.uid, [])
        for kind in ("before", "itself", "after"):
            if kind == "itself":
                paragraphs += _changed(paragraph, changes)
                continue
            for change in (one for one in changes if one.kind == kind):
                paragraphs.append(_beside(paragraph, change))
                for one in numbered.values():
                    one |= {change.identity} if paragraph.uid in one else set()
    if numbering is not None:
        paragraphs = _numbered(paragraphs, replace(numbering, numbered=numbered))
    return replace(content, paragraphs=tuple(paragraphs))


def _changed(paragraph: CanonicalParagraph, changes: Sequence[Change]) -> list[CanonicalParagraph]:
    """The paragraph as it becomes; nothing where it is taken out."""
    replacing = [change for change in changes if change.kind == "replace"]
    if any(change.kind == "delete" for change in changes):
        if replacing:
            raise Colliding
        return []
    bodies = {}
    for language in LANGUAGES:
        if wordings := [change.words[language] for change in replacing if change.words.get(language)]:
            bodies[f"body_{language}"] = combined(getattr(paragraph, f"body_{language}"), wordings)
    return [replace(paragraph, **bodies)]


def _beside(paragraph: CanonicalParagraph, change: Change) -> CanonicalParagraph:
    return CanonicalParagraph(
        uid=change.identity,
        kind=BESIDE.get(paragraph.kind, paragraph.kind),
        level=paragraph.level,
        label_es="",
        label_en="",
        body_es=change.words.get("es", ""),
        body_en=change.words.get("en", ""),
    )


def _numbered(paragraphs: list[CanonicalParagraph], numbering: TextNumbering) -> list[CanonicalParagraph]:
    for language in LANGUAGES:
        are = [paragraph.uid in numbering.numbered[language] for paragraph in paragraphs]
        found = labels(paragraphs, numbering.manners[language], are)
        paragraphs = [
            paragraph if label is None else replace(paragraph, **{f"label_{language}": label})
            for paragraph, label in zip(paragraphs, found, strict=True)
        ]
    return paragraphs
