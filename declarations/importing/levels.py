"""Nesting: how deep a paragraph lies, from the lists of its file or, where it has none, from the styles of labels."""

from dataclasses import dataclass, field

from declarations.importing.blocks import Block
from declarations.importing.labels import Label, read_label

DEEPEST = 6


@dataclass(slots=True)
class _Open:
    """A sequence of labels that may still go on."""

    label: Label
    depth: int
    level: int


@dataclass(slots=True)
class Nesting:
    """The sequences open at one point of the text, from the outermost in."""

    open: list[_Open] = field(default_factory=list)

    def level_of(self, block: Block, text: str) -> int:
        """The level of the next paragraph, whose label is ``text``; one without label and list ends all sequences."""
        if block.place == "cell":
            return min(block.depth, DEEPEST)
        while self.open and self.open[-1].depth > block.depth:
            self.open.pop()
        if not text:
            return self._unlabelled(block)
        label = read_label(text, self._last_letter(text))
        for place in range(len(self.open) - 1, -1, -1):
            if (self.open[place].label.style, self.open[place].depth) == (label.style, block.depth):
                level = self.open[place].level
                del self.open[place:]
                return self._push(label, block, level)
        if label.number > 1:
            while self.open and self.open[-1].depth == block.depth and self.open[-1].label.rank >= label.rank:
                self.open.pop()
        elif self.open and self.open[-1].label.style == "bullet" and self.open[-1].depth == block.depth:
            return self._push(label, block, self.open.pop().level)
        return self._push(label, block, self.open[-1].level + 1 if self.open else 0)

    def _push(self, label: Label, block: Block, level: int) -> int:
        self.open.append(_Open(label, block.depth, min(level, DEEPEST)))
        return min(level, DEEPEST)

    def _unlabelled(self, block: Block) -> int:
        if block.depth:
            while self.open and self.open[-1].depth >= block.depth:
                self.open.pop()
            return self.open[-1].level if self.open else 0
        self.open.clear()
        return 0

    def _last_letter(self, text: str) -> Label | None:
        """The open sequence of letters that "i)" would go on with, where there is one."""
        ending = text[-1:]
        letters = [one.label for one in self.open if "letter" in one.label.style and one.label.text.endswith(ending)]
        return letters[-1] if letters else None
