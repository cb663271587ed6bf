"""What differs between the two languages of a paragraph, by what can be compared."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from declarations.concordance.approval import approval_mark, approval_of
from declarations.concordance.dates import components, dates_in, differing
from declarations.concordance.labels import differing_labels
from declarations.concordance.names import Terms, countries_in, differing_acronyms
from declarations.concordance.numbers import numbers_in
from declarations.concordance.words import LANGUAGES, Mention, blanked, unanswered

JOINT = ", "


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. ``es`` and ``en`` are the words on either side; ``basis`` what else it was found in.

    Kinds: ``empty``, ``missing``, ``label``, ``number``, ``percentage``, ``date``, ``country``, ``acronym``, ``stale``.
    ``language`` is the one that lacks its words, or whose approval is older than the other's words.
    """

    kind: str
    es: str = ""
    en: str = ""
    language: str = ""
    basis: str = ""

    @property
    def key(self) -> str:
        """Sixty-four signs that stay the same while the words do in which it was found."""
        return hashlib.sha256(
            "\x1f".join((self.kind, self.language, self.es, self.en, self.basis)).encode()
        ).hexdigest()

    @property
    def name(self) -> str:
        """What kind of difference it is, in the reader's language."""
        return _names()[self.kind]

    @property
    def sentence(self) -> str:
        """What was found, in the reader's language; the words themselves stand in ``es`` and ``en``."""
        if self.kind == "empty":
            return _("This paragraph has no words in either language.")
        if self.kind == "missing":
            return _missing()[self.language]
        if self.kind == "stale":
            return _stale()[self.language]
        es, en = self.es.removesuffix("."), self.en.removesuffix(".")  # of a label, beside the full stop
        if not en:
            return _("Only in Spanish: %(words)s.") % {"words": es}
        if not es:
            return _("Only in English: %(words)s.") % {"words": en}
        return _("In Spanish %(es)s, in English %(en)s.") % {"es": es, "en": en}


def findings_of(paragraph: Any, terms: Terms, *, compare_labels: bool = True) -> list[Finding]:
    """What differs between the Spanish and the English of ``paragraph``; an empty list where nothing does.

    ``paragraph`` is a row of the working copy, or a paragraph of a canonical form. It is quiet where in doubt: words
    that may stand for a number, or for a country, need no partner.
    """
    es, en = (getattr(paragraph, f"body_{language}") or "" for language in LANGUAGES)
    if not es.strip() or not en.strip():
        return _lacking(es, en)
    found = []
    if compare_labels and differing_labels([paragraph]):
        found.append(_labels(paragraph))
    return [*found, *_in_words(es, en, terms), *_stale_approvals(paragraph)]


def findings_in(paragraphs: Iterable[Any], terms: Terms) -> dict[str, list[Finding]]:
    """By identity, what differs in each of the paragraphs of one text; those without a finding are not there.

    Labels are compared through the whole text: what is numbered in one language alone is no difference.
    """
    paragraphs = list(paragraphs)
    labelled = differing_labels(paragraphs)
    found = {}
    for one in paragraphs:
        findings = findings_of(one, terms, compare_labels=False)
        if str(one.uid) in labelled:
            findings.insert(0, _labels(one))
        if findings:
            found[str(one.uid)] = findings
    return found


def _lacking(es: str, en: str) -> list[Finding]:
    if not es.strip() and not en.strip():
        return [Finding("empty")]
    lacks = "es" if not es.strip() else "en"
    return [Finding("missing", language=lacks, basis=(es + en).strip())]


def _labels(paragraph: Any) -> Finding:
    return Finding("label", paragraph.label_es or "", paragraph.label_en or "")


@lru_cache(maxsize=4096)  # of a text that is read again, few words have changed
def _in_words(es: str, en: str, terms: Terms) -> tuple[Finding, ...]:
    dates = {"es": dates_in(es, "es"), "en": dates_in(en, "en")}
    numbers = {code: numbers_in(blanked(words, dates[code]), code) for code, words in (("es", es), ("en", en))}
    plain = {code: numbers[code].plain + components(dates[code]) for code in LANGUAGES}
    percent = {code: numbers[code].percent for code in LANGUAGES}
    countries = {"es": countries_in(es, "es", terms), "en": countries_in(en, "en", terms)}
    acronyms = differing_acronyms(es, en, terms)
    sides = [
        ("number", *_unanswered(plain)),
        ("percentage", *_unanswered(percent)),
        ("date", *map(_said, differing(dates["es"], dates["en"]))),
        ("country", *_unanswered(countries)),
        ("acronym", JOINT.join(acronyms[0]), JOINT.join(acronyms[1])),
    ]
    return tuple(Finding(kind, ours, theirs) for kind, ours, theirs in sides if ours or theirs)


def _unanswered(said: dict[str, list[Mention]]) -> tuple[str, str]:
    return _said(unanswered(said["es"], said["en"])), _said(unanswered(said["en"], said["es"]))


def _said(mentions: list[Mention]) -> str:
    return JOINT.join(dict.fromkeys(one.words for one in mentions))


def _stale_approvals(paragraph: Any) -> list[Finding]:
    stale = [language for language in LANGUAGES if approval_of(paragraph, language) == "stale"]
    return [Finding("stale", language=language, basis=approval_mark(paragraph)) for language in stale]


def _names() -> dict[str, str]:
    return {
        "empty": _("No words"),
        "missing": _("A language is missing"),
        "label": _("Labels"),
        "number": _("Numbers"),
        "percentage": _("Percentages"),
        "date": _("Dates"),
        "country": _("Countries"),
        "acronym": _("Acronyms"),
        "stale": _("Changed since it was approved"),
    }


def _missing() -> dict[str, str]:
    return {
        "es": _("This paragraph has words in English and none in Spanish."),
        "en": _("This paragraph has words in Spanish and none in English."),
    }


def _stale() -> dict[str, str]:
    return {
        "es": _("The English changed after the Spanish was approved."),
        "en": _("The Spanish changed after the English was approved."),
    }
