"""The pages that explain the record: how the conference works, its words, its sources, and what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from unicodedata import normalize

from django.utils.translation import get_language

from common.models import Discrepancy, Provision, Source, Term
from common.models.provisions import Chapter
from common.queries import attach_evidence

NATURE = (Chapter.NATURE, Chapter.VISION, Chapter.MISSION, Chapter.AIM, Chapter.PRINCIPLE)


@dataclass(frozen=True, slots=True)
class ChapterOfRules:
    """One chapter of what the conference says of itself, with its provisions in their order."""

    key: str
    label: str
    provisions: list[Provision]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the conference is, and how it works."""

    nature: list[ChapterOfRules]
    working: list[ChapterOfRules]


def rules(on: date) -> Rules:
    """The aims, principles, criteria and rules in force on the day ``on``, by chapter, each with its sources."""
    found = list(Provision.objects.in_force(on))
    attach_evidence(found)
    chapters = {
        kind: ChapterOfRules(kind.value, str(kind.label), [one for one in found if one.chapter == kind])
        for kind in Chapter
        if any(one.chapter == kind for one in found)
    }
    return Rules(
        nature=[chapters[kind] for kind in NATURE if kind in chapters],
        working=[chapter for kind, chapter in chapters.items() if kind not in NATURE],
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with one letter, accents aside."""

    letter: str
    terms: list[Term]


def glossary(language: str) -> list[Letter]:
    """Every term, in the order of its ``language``. One query."""
    terms = sorted(Term.objects.all(), key=lambda term: _plain(term, language))
    return [Letter(letter, list(group)) for letter, group in groupby(terms, key=lambda term: _plain(term, language)[0])]


def _plain(term: Term, language: str) -> str:
    words = getattr(term, f"acronym_{language}") or term.acronym or term.key
    return "".join(sign for sign in normalize("NFD", words) if sign.isalnum() or sign == " ").upper() or "#"


@dataclass(frozen=True, slots=True)
class Claim:
    """What some sources say; ``language`` is that of the words, where it is not the page's."""

    says: str
    language: str
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A point on which the sources disagree, with each reading and who holds it."""

    question: Discrepancy
    claims: list[Claim]


def open_questions(discrepancies: Iterable[Discrepancy]) -> list[OpenQuestion]:
    """``discrepancies`` with the claims made readable; their ``sources`` must be prefetched."""
    here = get_language() or "es"
    return [OpenQuestion(one, [_claim(claim, one, here) for claim in one.claims]) for one in discrepancies]


def _claim(claim: dict, discrepancy: Discrepancy, here: str) -> Claim:
    there = "en" if here == "es" else "es"
    own = claim.get(f"says_{here}", "")
    cited = [source for source in discrepancy.sources.all() if source.key in claim.get("sources", [])]
    return Claim(own or claim.get(f"says_{there}", ""), "" if own else there, cited)
