"""Guesses what each paragraph of a text does: title, preamble, heading, operative paragraph, decision, closing, annex.

Guesses only name and nest; they never add, drop or move a word.
"""

from dataclasses import dataclass, replace

from declarations.importing import forms
from declarations.importing.blocks import Block
from declarations.importing.labels import split_label
from declarations.importing.levels import Nesting
from declarations.importing.words import plain, words
from declarations.models import ParagraphKind as Kind
from declarations.models import TextKind

LABEL_LENGTH = 40  # as the column holds
TITLE_LENGTH = 500
TITLE_LINES = 6
DECISION_KINDS = (TextKind.DECISIONS, TextKind.RECOMMENDATIONS)
OPERATIVE_KINDS = (TextKind.COMMUNIQUE, TextKind.DECLARATION, TextKind.EXTRAORDINARY_DECLARATION, TextKind.CONCLUSIONS)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of one language with what was guessed of it."""

    kind: str
    level: int
    label: str
    body: str

    @property
    def words(self) -> list[str]:
        return words(f"{self.label} {self.body}")


@dataclass(frozen=True, slots=True)
class Structured:
    """One language of a text. ``title`` is the header's or the first line that is a title, else empty.

    ``opens`` says that the title is the text's own first line, which then is no paragraph besides.
    """

    title: str
    items: tuple[Item, ...]
    opens: bool

    @property
    def words(self) -> list[str]:
        """All words of the text in their order: its title, then each label and its paragraph."""
        own = words(self.title) if self.opens else []
        return own + [word for item in self.items for word in item.words]


def structure(blocks: list[Block], text_kind: str, title: str = "") -> Structured:
    """The text of ``blocks``. ``title`` is the header's, where it has one; a first line may repeat it."""
    labelled = [_with_label(block) for block in _joined(blocks)]
    front = _front(labelled)
    walk = _Walk(text_kind)
    items = [
        Item(Kind.TITLE if place in front else walk.kind_of(labelled, place), 0, block.label, block.words)
        for place, block in enumerate(labelled)
    ]
    items = _close(_nest(items, labelled))
    found = items[front[0]].body if front and len(items[front[0]].body) <= TITLE_LENGTH else ""
    opens = bool(found) and front[0] == 0 and (not title or words(title) == words(found))
    return Structured(title or found, tuple(items[1:] if opens else items), opens)


def _joined(blocks: list[Block]) -> list[Block]:
    """A number that stands on a line of its own belongs to the paragraph after it."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        is_bare = before is not None and bool(before.words) and not before.label and not split_label(before.words)[1]
        is_bare = is_bare and bool(split_label(before.words)[0]) and before.place == block.place == "body"
        if before is not None and is_bare and not block.label and not block.heading and not split_label(block.words)[0]:
            joined[-1] = replace(before, label=before.words, words=block.words)
        else:
            joined.append(block)
    return joined


def _with_label(block: Block) -> Block:
    if len(block.label) > LABEL_LENGTH:
        return replace(block, label="", words=f"{block.label} {block.words}".strip())
    if block.label:
        return block
    label, rest = split_label(block.words)
    return replace(block, label=label, words=rest) if label and rest and len(label) <= LABEL_LENGTH else block


def _front(blocks: list[Block]) -> list[int]:
    """Places of the title and the lines under it; "Final version" and the like may stand before or among them."""
    front: list[int] = []
    for place, block in enumerate(blocks[:TITLE_LINES]):
        text = plain(block.words)
        if not block.label and block.place == "body" and forms.EDITORIAL.match(text):
            continue
        is_line = len(block.words.split()) <= 25 and not block.words.endswith((".", ";", ":", ",")) and block.words
        is_other = block.label or block.place != "body" or forms.PREAMBLE.match(text) or forms.is_country_line(text)
        if not is_line or is_other or (front and (0 < block.heading < 7 or forms.DECISIONS_HEADING.match(text))):
            break
        front.append(place)
    return front


class _Walk:
    """Goes through the body once and remembers which part it is in."""

    def __init__(self, text_kind: str) -> None:
        self.text_kind = text_kind
        self.part = "decisions" if text_kind in DECISION_KINDS else "preamble"
        self.is_listing = False

    def kind_of(self, blocks: list[Block], place: int) -> str:
        block = blocks[place]
        text = plain(block.words)
        if block.place in ("footnote", "header", "footer") or (not block.label and forms.EDITORIAL.match(text)):
            return Kind.NOTE
        if block.place == "cell":
            return Kind.PROSE
        if forms.ANNEX.match(text) and len(text) < 120 and (block.heading or not text.endswith(".")):
            self.part = "annex"
            return Kind.ANNEX
        if _is_heading(blocks, place):
            return self._heading(text)
        if self.part == "annex":
            return Kind.PROSE
        return self._body(block, text)

    def _heading(self, text: str) -> str:
        if self.part != "annex" and forms.DECISIONS_HEADING.match(text):
            self.part = "decisions"
        elif self.part == "decisions" and self.text_kind not in DECISION_KINDS and len(text.split()) > 1:
            self.part = "decisions" if self.is_listing else "body"
        return Kind.HEADING

    def _body(self, block: Block, text: str) -> str:
        is_lead = not block.label and not block.depth and bool(forms.DECIDING.search(text))
        if is_lead:
            before, self.part, self.is_listing = self.part, "decisions", True
            return Kind.PREAMBLE if before == "preamble" else Kind.PROSE
        if block.label or block.depth:
            if self.part == "preamble" and forms.PREAMBLE.match(text):
                return Kind.PREAMBLE
            self.part = "body" if self.part == "preamble" else self.part
            return Kind.DECISION if self.part == "decisions" else Kind.OPERATIVE
        return self._unlabelled(text)

    def _unlabelled(self, text: str) -> str:
        start = " ".join(text.split()[:14])
        if self.part == "preamble":
            is_still = forms.PREAMBLE.match(text) or forms.MEETING.search(text[:300]) or text.endswith(":")
            if is_still or forms.is_country_line(text) or not forms.OPERATIVE.search(start):
                return Kind.PREAMBLE
            self.part = "body"
        if self.part == "decisions":
            return Kind.DECISION if not self.is_listing else Kind.PROSE
        return Kind.OPERATIVE if self.text_kind in OPERATIVE_KINDS else Kind.PROSE


def _is_heading(blocks: list[Block], place: int) -> bool:
    """A heading by the file's own word, in capitals, or short and open-ended before a longer paragraph."""
    block = blocks[place]
    text = block.words
    if 0 < block.heading < 7:
        return True
    if block.depth or not text or len(text) > 120 or forms.is_country_line(plain(text)):
        return False
    is_capital = text.upper() == text and sum(sign.isalpha() for sign in text) > 3
    if is_capital and (not block.label or block.label[-1:] in ".)"):
        return True
    if text.endswith((".", ";", ":", ",", "»", "”")) or len(text.split()) > 14:
        return False
    if block.heading == 7:
        return not block.label or block.label[0] in "IVX"
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    is_before_body = after is not None and after.place == "body" and (bool(after.label) or len(after.words) > len(text))
    if block.label:
        return block.label.rstrip(".").isupper() and set(block.label) <= set("IVXL.") and is_before_body
    before = blocks[place - 1].words if place else "."
    return is_before_body and text[:1].isupper() and before.endswith((".", ";", ":")) and len(text.split()) <= 10


def _nest(items: list[Item], blocks: list[Block]) -> list[Item]:
    nesting = Nesting()
    nested = []
    for item, block in zip(items, blocks, strict=True):
        if item.kind in (Kind.HEADING, Kind.ANNEX):
            nesting = Nesting()
            level = min(max(block.heading - 2, 0), 2) if block.heading < 7 else 0
        elif item.kind in (Kind.TITLE, Kind.NOTE):
            level = 0
        else:
            level = nesting.level_of(block, item.label)
        nested.append(replace(item, level=level))
    return nested


def _close(items: list[Item]) -> list[Item]:
    """Thanks, the next host and the date of adoption at the end of the body are the closing."""
    closed = list(items)
    end = next((place for place, item in enumerate(items) if item.kind == Kind.ANNEX), len(items))
    for place in range(end - 1, -1, -1):
        item = closed[place]
        if item.kind == Kind.NOTE:
            continue
        text = plain(item.body)
        is_closing = forms.THANKS.search(text) or forms.NEXT.search(text) or forms.DONE.match(text)
        if item.label or item.level or item.kind not in (Kind.OPERATIVE, Kind.PROSE, Kind.DECISION) or not is_closing:
            break
        closed[place] = replace(item, kind=Kind.CLOSING)
    return closed
