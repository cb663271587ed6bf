"""What a paragraph asks of whom until when, as far as its words say so: a proposal, for an officer to confirm.

Each language is read apart, then both are laid side by side: where they agree the reading is sure, where they differ
it says so and proposes nothing, where neither says anything nothing is found. Nothing is guessed; nothing is asked of
the database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from common.periods import PartialDate
from declarations.commitment_words import (
    AGAIN,
    BODIES,
    DAYS,
    ENDS,
    MEMBERS,
    MONTHS_EN,
    MONTHS_ES,
    NEXT_GRCM,
    NEXT_VM,
    NUMBERED,
    PASSIVE,
    PRESIDENCY,
    SECRETARIAT,
    VERBS,
)
from declarations.models.commitments import DueKind, VerbClass

T = TypeVar("T")
NEAR = 40  # signs between "acuerdan" and what it is that they agree to do ("acuerdan solicitar a …")
ASKING = {VerbClass.REQUEST, VerbClass.INVITE, VerbClass.ENTRUST, VerbClass.RECOMMEND}
ASKING_NOTHING = {VerbClass.TAKE_NOTE, VerbClass.THANK, VerbClass.EXPRESS}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What each language says, None where it says nothing; ``words`` are those by which it says so."""

    es: T | None = None
    en: T | None = None
    words_es: str = ""
    words_en: str = ""

    @property
    def is_disputed(self) -> bool:
        """Both say something, and not the same."""
        return self.es is not None and self.en is not None and self.es != self.en

    @property
    def is_agreed(self) -> bool:
        return self.es is not None and self.es == self.en

    @property
    def value(self) -> T | None:
        """What is proposed: what both say, or what the only one says that says anything; nothing where they differ."""
        if self.is_disputed:
            return None
        return self.es if self.es is not None else self.en


@dataclass(frozen=True, slots=True)
class Name:
    """A participant or a body by its key, with how it is called in each language."""

    key: str
    es: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom a paragraph speaks: keys of participants and bodies, and the three that have no key."""

    participants: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    secretariat: bool = False
    presidency: bool = False
    members: bool = False

    def __bool__(self) -> bool:
        return bool(self.participants or self.bodies or self.secretariat or self.presidency or self.members)


@dataclass(frozen=True, slots=True)
class Due:
    """Until when: ``on`` is the last day that the words leave open, ``ordinal`` that of a Vice-Ministerial Meeting."""

    kind: DueKind
    on: date | None = None
    every_months: int | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class CommitmentReading:
    """All that was found in one paragraph."""

    verb: Found[VerbClass] = field(default_factory=Found)
    addressees: Found[Addressees] = field(default_factory=Found)
    due: Found[Due] = field(default_factory=Found)

    @property
    def disputes(self) -> tuple[str, ...]:
        """On what the two languages differ: "verb", "addressees", "due"."""
        return tuple(name for name in ("verb", "addressees", "due") if getattr(self, name).is_disputed)

    @property
    def is_sure(self) -> bool:
        """Both languages name the same verb, and differ in nothing."""
        return self.verb.is_agreed and not self.disputes

    @property
    def is_complete(self) -> bool:
        """Both languages name the same verb, the same addressees and the same due: nothing is left to be found."""
        return self.verb.is_agreed and self.addressees.is_agreed and self.due.is_agreed

    def __bool__(self) -> bool:
        return self.verb.es is not None or self.verb.en is not None


@dataclass(frozen=True, slots=True)
class _Said:
    """What one language says."""

    verb: VerbClass | None
    verb_words: str
    addressees: Addressees | None
    due: Due | None
    due_words: str


def read_commitment(
    es: str, en: str, *, participants: Iterable[Name] = (), bodies: Iterable[Name] = ()
) -> CommitmentReading:
    """Read a paragraph in both languages; either may be empty."""
    names = tuple(participants), tuple(bodies)
    spanish, english = _read(es or "", "es", *names), _read(en or "", "en", *names)
    return CommitmentReading(
        Found(spanish.verb, english.verb, spanish.verb_words, english.verb_words),
        Found(spanish.addressees, english.addressees),
        Found(spanish.due, english.due, spanish.due_words, english.due_words),
    )


def _read(words: str, language: str, participants: tuple[Name, ...], bodies: tuple[Name, ...]) -> _Said:
    words = " ".join(words.split())
    verb, match = _verb(words, language)
    # What asks nothing has no due: "take note of the report on what happened during 2025".
    due, due_words = (None, "") if verb in ASKING_NOTHING else _due(words, language)
    named = _addressees(_asked(words, verb, match, language), language, participants, bodies) if match else None
    return _Said(verb, match.group().lower() if match else "", named or None, due, due_words)


def _verb(words: str, language: str) -> tuple[VerbClass | None, re.Match[str] | None]:
    """The first verb of decision; after "agree to" the one that says what was agreed to, if it follows at once."""
    found = [
        (match.start(), -match.end(), kind, match)
        for kind, one in VERBS[language].items()
        if (match := one.search(words))
    ]
    if not found:
        return None, None
    _start, end, kind, match = min(found, key=lambda one: one[:2])
    if kind == VerbClass.DECIDE:
        after = [one for one in found if -end < one[0] <= -end + NEAR and one[2] in ASKING]
        if after:
            _start, end, kind, match = min(after, key=lambda one: one[:2])
    return kind, match


def _asked(words: str, verb: VerbClass | None, match: re.Match[str], language: str) -> str:
    """The part of a paragraph in which those stand to whom it speaks; empty where it asks nobody for anything."""
    before, after = words[: match.start()], words[match.end() :]
    if verb == VerbClass.COMMIT:
        return re.split(r"[.;:]", before)[-1]
    if verb not in ASKING:
        return ""
    if language == "en" and PASSIVE.search(before):
        return re.split(r"[.;:]", before)[-1]
    end = ENDS[language].search(after)
    return after[: end.start()] if end else after


def _addressees(part: str, language: str, participants: tuple[Name, ...], bodies: tuple[Name, ...]) -> Addressees:
    known = {key for key, patterns in BODIES.items() if patterns[language].search(part)}
    return Addressees(
        participants=frozenset(one.key for one in participants if _names(part, getattr(one, language))),
        bodies=frozenset(known | {one.key for one in bodies if _names(part, getattr(one, language))}),
        secretariat=bool(SECRETARIAT[language].search(part)),
        presidency=bool(PRESIDENCY[language].search(part)),
        members=bool(MEMBERS[language].search(part)),
    )


def _names(part: str, names: tuple[str, ...]) -> bool:
    return any(name and re.search(rf"\b{re.escape(name)}\b", part, re.IGNORECASE) for name in names)


def _due(words: str, language: str) -> tuple[Due | None, str]:
    """The first due that the words name, of what comes again before what is once."""
    for months, again in AGAIN[language].items():
        if match := again.search(words):
            return Due(DueKind.RECURRING, every_months=months), match.group()
    if match := NEXT_GRCM[language].search(words):
        return Due(DueKind.NEXT_GRCM), match.group()
    if match := NEXT_VM[language].search(words):
        return Due(DueKind.NEXT_VICE_MINISTERIAL), match.group()
    if match := NUMBERED[language].search(words):
        return Due(DueKind.NEXT_VICE_MINISTERIAL, ordinal=_number(match["number"])), match.group()
    for pattern in DAYS[language]:
        if (match := pattern.search(words)) and (on := _day(match.groupdict(), language)):
            return Due(DueKind.DATE, on=on), match.group()
    return None, ""


def _day(parts: dict[str, str | None], language: str) -> date | None:
    """The last day of the day, month or year that was named; None for one that does not exist."""
    months = [month.lower() for month in (MONTHS_ES if language == "es" else MONTHS_EN)]
    iso = f"{parts['year']}"
    if month := parts.get("month"):
        iso += f"-{months.index(month.lower()) + 1:02}"
    if day := parts.get("day"):
        iso += f"-{int(day):02}"
    try:
        return PartialDate(iso).last_day
    except ValueError:
        return None


def _number(roman: str) -> int:
    values = [ROMAN[sign] for sign in roman.upper()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
