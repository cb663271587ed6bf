"""Workbooks of Excel: written so that nothing in them starts, read in a process of its own under limits."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.spreadsheets import FORMULA_SIGNS

log = structlog.get_logger(__name__)
CHILD = Path(__file__).with_name("workbook_child.py")
TIMEOUT = 30  # seconds of the clock
MAX_ROWS, MAX_COLUMNS = 20_000, 60  # of one sheet
REFUSALS = {
    "large": _("%(name)s holds far more rows or columns than the form has."),
    "damaged": _("%(name)s is damaged: it cannot be read as a workbook."),
}
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")  # what no workbook can hold
CODE = r"(?=x[0-9A-Fa-f]{4}_)"  # after an underscore, a workbook reads it as another sign

Cell = str | dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to be written: heads that stay in sight, rows under them, widths, and lists to choose from.

    ``choices`` names by column (from 0) the range that its cells are chosen from, as ``Lists!$A$3:$A$20``;
    ``head_rows`` is how many of the rows are heads; ``blank`` how many empty rows below are ready to be filled in.
    """

    title: str
    rows: Sequence[Sequence[Any]]
    widths: Sequence[int] = ()
    head_rows: int = 1
    choices: dict[int, str] = field(default_factory=dict)
    blank: int = 0


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file. Every cell is a text, and none starts a formula: one that would gets an apostrophe before it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.title), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = max((len(row) for row in sheet.rows), default=0)
    for number, row in enumerate([*sheet.rows, *([[""] * columns] * sheet.blank)], start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            cell.number_format = "@"  # what is typed stays as it is typed
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number <= sheet.head_rows:
                cell.font = Font(bold=True)
            if words := safe_words(value):
                cell.value, cell.data_type = words, "s"
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = f"A{sheet.head_rows + 1}"
    for column, source in sheet.choices.items():
        letter = get_column_letter(column + 1)
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        rule.add(f"{letter}{sheet.head_rows + 1}:{letter}{len(sheet.rows) + sheet.blank + 1}")
        page.add_data_validation(rule)


def safe_words(value: Any) -> str:
    """The words of a cell as they are written: no formula, nothing that a workbook cannot hold.

    ``given_words`` undoes it: words that begin with apostrophes before a formula sign get one more.
    """
    words = re.sub(f"_{CODE}", "_x005F_", tidy(value))
    return f"'{words}" if words.lstrip("'").startswith(FORMULA_SIGNS) else words


def given_words(words: str) -> str:
    """What a person wrote in a cell, tidied, without the apostrophe that ``safe_words`` set before a formula sign."""
    is_marked = words.startswith("'") and words.lstrip("'").startswith(FORMULA_SIGNS)
    return tidy(re.sub(f"_x005F_{CODE}", "_", words[1:] if is_marked else words))


def tidy(value: Any) -> str:
    """One form for the same words: lines end by one sign, no blanks at either end, no sign that no cell can hold."""
    words = "" if value is None else str(value)
    return UNFIT.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_workbook(name: str, file: BinaryIO | File) -> dict[str, list[list[Cell]]]:
    """The cells of each sheet by its title. Raises ``Refusal`` for what is damaged, harmful or too large.

    ``file`` has passed the gate of uploads (``common/uploads``), which looks through the archive before any parser. A
    formula is given as ``{"formula": its words}``, for it is for the caller to say where that is wrong.
    """
    file.seek(0)
    try:
        child = subprocess.run(  # noqa: S603 - our own file, with numbers of our own
            [sys.executable, "-I", "-B", str(CHILD), str(MAX_ROWS), str(MAX_COLUMNS)],
            input=file.read(), capture_output=True, timeout=TIMEOUT, check=False, env={"OPENPYXL_LXML": "False"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("%(name)s takes too long to read."), name=name) from error
    if child.returncode:
        log.warning("workbook_child_failed", code=child.returncode, error=child.stderr[-500:].decode(errors="replace"))
        raise Refusal(_("%(name)s takes too long or too much memory to read."), name=name)
    answer = json.loads(child.stdout)
    if refused := answer.get("refused"):
        raise Refusal(REFUSALS[refused], name=name)
    return answer["sheets"]
