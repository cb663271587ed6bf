"""Tables that open in a spreadsheet, and start nothing there."""

import csv
import io
from collections.abc import Iterable
from typing import Any

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # tells a spreadsheet that the file is UTF-8


def as_csv(heading: Iterable[Any], rows: Iterable[Iterable[Any]]) -> bytes:
    """A CSV file in UTF-8 with byte order mark. No cell starts a formula: one that would gets an apostrophe."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow([plain_cell(cell) for cell in heading])
    table.writerows([plain_cell(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()


def plain_cell(value: Any) -> str:
    """The words of a cell, with an apostrophe before what a spreadsheet would take for a formula."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words
