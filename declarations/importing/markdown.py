"""The reader of Markdown: its words as rendered, its lists with the numbers that were written."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from common.refusals import Refusal
from declarations.importing.blocks import Block, Reading
from declarations.importing.plain import split_lines
from declarations.importing.words import fold

# Without HTML (it is shown as written), reference definitions and code by indentation: each would swallow words.
MAX_NESTING = 60  # quotations and lists within one another; deeper down Markdown drops the words
PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable("table").disable(["reference", "code"])
)
BULLET = "•"


@dataclass(slots=True)
class _List:
    delimiter: str
    last: int = 0
    label: str = ""


@dataclass(slots=True)
class _Walk:
    """The state of one pass over the tokens."""

    name: str
    source: list[str]
    blocks: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    heading: int = 0
    column: int = -1
    columns: int = 0

    def add(self, text: str, *, is_split: bool = True) -> None:
        """Add paragraphs; the first of a list item takes the item's label."""
        lines = [folded for line in text.split("\n") if (folded := fold(line))]
        parts = split_lines(lines, self.seen, None) if is_split else [fold(text)] if lines else []
        for part in parts:
            label = self.lists[-1].label if self.lists else ""
            if label:
                self.lists[-1].label = ""
            place = "cell" if self.column >= 0 else "body"
            depth = max(len(self.lists) - 1, 0) + (0 if label or not self.lists else 1)
            depth = min(self.column, 1) if place == "cell" else depth if self.lists else 0
            self.blocks.append(Block(part, label, depth, self.heading, place))


def read_markdown(name: str, text: str) -> Reading:
    """Raises ``Refusal`` where Markdown itself would drop words: deep down, and in a row wider than its table."""
    tokens = PARSER.parse(text)
    if max((token.level for token in tokens), default=0) >= MAX_NESTING - 4:
        raise Refusal(_("%(name)s: its lists or quotations are too deep in one another."), name=name)
    walk = _Walk(name, text.split("\n"))
    for token in tokens:
        _step(walk, token)
    return Reading(walk.blocks)


def _step(walk: _Walk, token: Token) -> None:
    kind = token.type
    if kind in ("ordered_list_open", "bullet_list_open"):
        _keep_bare_label(walk)
        walk.lists.append(_List(token.markup if kind.startswith("ordered") else ""))
    elif kind in ("ordered_list_close", "bullet_list_close"):
        walk.lists.pop()
    elif kind == "list_item_open":
        walk.lists[-1].label = _next_label(walk.lists[-1], token)
    elif kind == "list_item_close":
        _keep_bare_label(walk)
    elif kind == "heading_open":
        walk.heading = int(token.tag[1])
    elif kind == "heading_close":
        walk.heading = 0
    elif kind == "thead_open":
        walk.columns = 0
    elif kind == "tr_open":
        _check_row(walk, token)
        walk.column = -1
    elif kind in ("td_open", "th_open"):
        walk.column += 1
        walk.columns += kind == "th_open"
    elif kind == "table_close":
        walk.column = -1
    elif kind == "inline":
        walk.add(_words(token), is_split=not walk.heading and walk.column < 0)
    elif kind in ("fence", "code_block", "html_block"):
        walk.add("\n".join(filter(None, [token.info, token.content])))


def _next_label(items: _List, token: Token) -> str:
    """The number as written where numbers rise (an extract may skip some), else counted on as Markdown does."""
    if not items.delimiter or token.markup not in ".)":
        return BULLET
    written = int(token.info) if token.info.isdigit() else 0
    items.last = written if written > items.last or not items.last else items.last + 1
    return f"{items.last}{token.markup}"


def _words(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.content:
            parts.append(child.content)
    return "".join(parts)


def _keep_bare_label(walk: _Walk) -> None:
    """An item may begin with another list, or have no words at all: its label stands alone."""
    if walk.lists and walk.lists[-1].label:
        walk.blocks.append(Block("", walk.lists[-1].label, len(walk.lists) - 1))
        walk.lists[-1].label = ""


def _check_row(walk: _Walk, token: Token) -> None:
    """Markdown drops the cells for which the heading has no column; the import does not."""
    if not walk.columns or token.map is None:
        return
    line = walk.source[token.map[0]].strip().removeprefix("|").removesuffix("|")
    if len(re.findall(r"(?<!\\)\|", line)) + 1 > walk.columns:
        raise Refusal(
            _("%(name)s: the table row on line %(line)s has more cells than its heading."),
            name=walk.name,
            line=token.map[0] + 1,
        )
