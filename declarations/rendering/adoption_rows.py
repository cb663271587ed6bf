"""How a text was adopted, on paper: behind its last paragraph, set apart from its words."""

from collections.abc import Iterator

from declarations.adoption_words import Line, adoption_lines
from declarations.canonical import CanonicalText
from declarations.rendering.pieces import SHORT, Cell, Row


def adoption_rows(content: CanonicalText, languages: tuple[str, ...]) -> Iterator[Row]:
    """Its lines as rows in ``languages``; nothing for a text that was not adopted here."""
    return map(_row, adoption_lines(content.adoption, languages))


def _row(line: Line) -> Row:
    is_heading = line.kind == "adoption"
    cells = tuple(Cell(language, "", words, False) for language, words in line.words)
    bookmark = " · ".join(dict.fromkeys(cell.words for cell in cells)) if is_heading else ""
    is_short = line.kind != "remark" or all(len(cell.words) < SHORT for cell in cells)
    return Row("", line.kind, 0, 2 if is_heading else 0, cells, bookmark, is_short)
