"""The workroom of a text under negotiation as it is shown: rows of paragraphs, lines of proposals. Nothing is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from declarations.bracketing import Alternative, Segment, bracketed, collisions
from declarations.models import (
    Drafter,
    Drafting,
    FormerParagraph,
    Paragraph,
    Position,
    Proposal,
    ProposalKind,
    ProposalState,
    Stance,
    Text,
    TextState,
)
from declarations.results import change_of
from members.models import Participant

LANGUAGES = ("es", "en")
VIEWS = ("all", "open", "collisions", "mine", "lacking")


@dataclass(frozen=True, slots=True)
class Reader:
    """As whom somebody is in the workroom: for which members, whether at its head, whether with the pen.

    ``since`` is when the reader was here before: what was proposed after it is new.
    """

    delegations: frozenset[int]
    chairs: bool
    writes: bool
    since: datetime | None = None

    @property
    def acts(self) -> bool:
        return self.chairs or bool(self.delegations)


@dataclass(slots=True)
class Line:
    """A proposal in the workroom, with the positions taken on it and the proposals made on it.

    ``collides``: another open one changes the same words. ``mine`` is what the reader's delegations hold of it,
    ``offers`` are the acts of ``declarations/workflow_proposals.py`` that the reader may do, where they were asked for.
    """

    proposal: Proposal
    positions: list[Position] = field(default_factory=list)
    children: list["Line"] = field(default_factory=list)
    mine: dict[int, str] = field(default_factory=dict)
    is_mine: bool = False
    collides: bool = False
    offers: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        return code_of(self.proposal.participant)

    @property
    def is_open(self) -> bool:
        return self.proposal.state == ProposalState.OPEN

    @property
    def waits_to_enter(self) -> bool:
        """Accepted by consensus, and not yet in the words of the text."""
        return self.proposal.state == ProposalState.ACCEPTED and self.proposal.entered_in_id is None

    @property
    def is_objected(self) -> bool:
        return any(one.stance == Stance.OBJECT for one in self.positions)

    @property
    def words(self) -> list[tuple[str, str]]:
        """What it would have the paragraph say, by language; nothing for one in which it offers no words."""
        found = ((language, self.proposal.says(language)) for language in LANGUAGES)
        return [(language, words) for language, words in found if words]

    def holders(self) -> tuple[str, ...]:
        """Who made it and who supports it, each once, the maker first."""
        supporters = [code_of(one.participant) for one in self.positions if one.stance == Stance.SUPPORT]
        return tuple(dict.fromkeys((self.code, *supporters)))

    def by_stance(self) -> list[tuple[Stance, list[Position]]]:
        """The positions that were taken, by what they hold; who is silent is not listed."""
        held = [(stance, [one for one in self.positions if one.stance == stance]) for stance in Stance]
        return [(stance, positions) for stance, positions in held if positions]


@dataclass(slots=True)
class Row:
    """A paragraph of the working copy with its proposals: open, accepted but not entered, and otherwise settled."""

    paragraph: Paragraph
    lines: list[Line] = field(default_factory=list)
    accepted: list[Line] = field(default_factory=list)
    settled: list[Line] = field(default_factory=list)
    findings: int = 0
    waits: bool = False
    is_first: bool = False
    is_last: bool = False
    is_unfolded: bool = False

    @property
    def collides(self) -> bool:
        return any(line.collides for line in self.lines)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The languages that have no words where the other has some."""
        has = {language: bool(words_in(self.paragraph, language).strip()) for language in LANGUAGES}
        return tuple(language for language in LANGUAGES if not has[language]) if any(has.values()) else ()

    def standing(self, language: str) -> list[Segment]:
        """The words in one language with brackets at each place where open proposals differ."""
        return bracketed(words_in(self.paragraph, language), self.alternatives(language))

    def alternatives(self, language: str) -> list[Alternative]:
        """What open proposals would have these words be; a deletion takes them out in both languages."""
        found = []
        for line in self.within():
            kind, words = line.proposal.kind, line.proposal.says(language)
            if kind == ProposalKind.DELETE:
                found.append(Alternative(line.holders(), None))
            elif kind == ProposalKind.REPLACE and words and not _is_within_insertion(line):
                found.append(Alternative(line.holders(), words))
        return found

    def insertions(self, kind: str, language: str) -> list[tuple[tuple[str, ...], str]]:
        """New paragraphs proposed before or after this one, with the delegations that hold them."""
        return [
            (line.holders(), line.proposal.says(language))
            for line in self.lines
            if line.proposal.kind == kind and line.proposal.says(language)
        ]

    def within(self) -> list[Line]:
        """The open proposals, each before those made on it."""
        return [one for line in self.lines for one in (line, *line.children) if one.is_open]

    def every(self) -> list[Line]:
        """All proposals of the row, whatever became of them."""
        return [one for line in (*self.lines, *self.accepted, *self.settled) for one in (line, *line.children)]

    def find_collisions(self) -> None:
        """Mark the open proposals that change the same words as another."""
        if len(self.lines) < 2:
            return
        standing = {str(self.paragraph.uid): {one: words_in(self.paragraph, one) for one in LANGUAGES}}
        pairs = collisions([change_of(line.proposal) for line in self.lines], standing)
        colliding = {change.key for pair in pairs for change in pair}
        for line in self.lines:
            line.collides = line.proposal.pk in colliding


@dataclass(slots=True)
class Workroom:
    """What the workroom of a text shows to one reader."""

    text: Text
    drafting: Drafting
    drafters: Sequence[Drafter]
    reader: Reader
    participants: dict[int, Participant]
    rows: list[Row]
    former: list[FormerParagraph] = field(default_factory=list)
    findings: int = 0

    @property
    def is_at_work(self) -> bool:
        """Words and proposals can still change: it is not tabled, adopted or published."""
        return self.text.state == TextState.DRAFT

    @property
    def to_enter(self) -> int:
        return sum(len(row.accepted) for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each view shows, how many open proposals and agreed paragraphs there are."""
        counts = {view: sum(is_in(row, view) for row in self.rows) for view in VIEWS}
        proposals = sum(len(row.within()) for row in self.rows)
        agreed = sum(row.paragraph.agreed_at is not None for row in self.rows)
        return counts | {"proposals": proposals, "agreed": agreed, "paragraphs": len(self.rows)}

    def shown(self, view: str) -> list[Row]:
        """The rows of one view; a view that was chosen for its proposals unfolds them."""
        rows = [row for row in self.rows if is_in(row, view)]
        for row in rows:
            row.is_unfolded = row.waits or view in ("collisions", "mine")
        return rows

    @property
    def drafting_members(self) -> list[tuple[str, str]]:
        """The members that named a drafter: their letters and their names."""
        members = (self.participants[one.participant_id] for one in self.drafters)
        return sorted((code_of(one), str(one)) for one in members)

    @property
    def own(self) -> list[Participant]:
        """The members for which the reader speaks."""
        return [self.participants[pk] for pk in sorted(self.reader.delegations) if pk in self.participants]


def is_in(row: Row, view: str) -> bool:
    """Whether ``row`` is of a view of the workroom (``VIEWS``)."""
    if view == "open":
        return bool(row.lines or row.accepted)
    if view == "collisions":
        return row.collides
    if view == "mine":
        return any(line.is_mine or line.mine for line in (*row.within(), *row.accepted))
    return bool(row.lacking) if view == "lacking" else True


def code_of(participant: Participant) -> str:
    """The letters by which a delegation stands in brackets: MX, CR."""
    return (participant.iso2 or participant.key).upper()


def words_in(thing: Any, language: str, name: str = "body") -> str:
    return getattr(thing, f"{name}_{language}") or ""


def _is_within_insertion(line: Line) -> bool:
    parent = line.proposal.parent if line.proposal.parent_id else None
    return parent is not None and parent.is_insertion
