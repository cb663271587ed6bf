"""Mammoth's HTML as blocks. Runs in the child process, knows nothing of Django."""

import io
import zipfile
from html.parser import HTMLParser
from typing import Any

import mammoth

from declarations.importing.word_parts import LABEL_END, LEVEL_END, MARK

STYLES = (  # the title is the only heading of the first rank
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Subtitle'] => p:fresh",
    *(f"p[style-name='Heading {rank}'] => h{rank + 1}:fresh" for rank in range(1, 6)),
    *(f"p[style-name='heading {rank}'] => h{rank + 1}:fresh" for rank in range(1, 6)),
)
BOLD = 7  # the rank of a paragraph that is bold from end to end: perhaps a heading


def to_html(parts: dict[str, bytes]) -> str:
    """The document of these parts as HTML, without pictures."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return mammoth.convert_to_html(
        packed,
        convert_image=mammoth.images.img_element(lambda _image: {}),
        include_default_style_map=True,
        style_map="\n".join(STYLES),
        ignore_empty_paragraphs=True,
        external_file_access=False,
    ).value


class Blocks(HTMLParser):
    """Mammoth's HTML as blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[Any]] = []
        self.text = ""
        self.bold = self.heading = self.lists = self.cells = 0
        self.plain_signs = 0
        self.column = -1
        self.note = ""

    def flush(self) -> None:
        text, label, depth = self.text, self.note, max(self.lists - 1, 0)
        if text.lstrip().startswith(MARK):
            level, _, rest = text.lstrip()[1:].partition(LEVEL_END)
            label, _, text = rest.partition(LABEL_END)
            depth = int(level)
        text = " ".join(text.split())
        if text or (label and not self.note):
            is_cell = self.column >= 0
            place = "footnote" if self.note else "cell" if is_cell else "body"
            is_bold = self.plain_signs == 0 and not is_cell and not self.note
            rank = self.heading or (BOLD if is_bold else 0)
            if is_cell and not label:
                depth = min(self.column, 1)
            self.blocks.append([text, label, depth, rank, place])
            self.note = " " if self.note else ""
        self.text, self.plain_signs = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in ("p", "li", "td", "th", "tr", "table", "ol", "ul") or (tag[0] == "h" and tag[1:].isdigit()):
            self.flush()
        if tag == "li" and "note-" in (known.get("id") or ""):
            self.note = f"[{sum(1 for b in self.blocks if b[4] == 'footnote' and b[1].startswith('[')) + 1}]"
        self.lists += tag in ("ol", "ul")
        self.bold += tag in ("strong", "b")
        self.heading = int(tag[1:]) if tag[0] == "h" and tag[1:].isdigit() else self.heading
        self.column = -1 if tag == "tr" else self.column + (tag in ("td", "th"))
        if tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "td", "th", "tr") or (tag[0] == "h" and tag[1:].isdigit()):
            self.flush()
        self.lists -= tag in ("ol", "ul")
        self.bold -= tag in ("strong", "b")
        if tag[0] == "h" and tag[1:].isdigit():
            self.heading = 0
        if tag == "li":
            self.note = ""
        if tag in ("tr", "table"):
            self.column = -1

    def handle_data(self, data: str) -> None:
        if self.note and data.strip() == "↑":
            return
        self.text += data
        if not self.bold:
            self.plain_signs += len("".join(data.rpartition(LABEL_END)[2].split()))


def blocks_of(html: str) -> list[list[Any]]:
    reader = Blocks()
    reader.feed(html)
    reader.close()
    reader.flush()
    for block in reader.blocks:
        block[1] = block[1].strip()
    return reader.blocks
