"""Reads a workbook in a process of its own, under limits: ``python workbook_child.py ROWS COLUMNS < workbook``.

Standard output is JSON: the cells of each sheet, or why it is refused. Needs openpyxl alone, and knows nothing of the
portal. A cell is a text, or nothing; what is no text in the file is written as people read it, and a formula is named.
"""

import io
import json
import resource
import sys
import warnings
from datetime import date, datetime, time
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 20  # of processor


def limit() -> None:
    """No more memory or processor than a form needs; writing or opening anything is impossible."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def cell_words(value: Any, kind: str) -> str | dict[str, str] | None:
    """2026.0 → "2026", a day → "2026-03-13"; ``{"formula": …}`` for what a spreadsheet would compute."""
    if value is None:
        return None
    if kind in ("f", "e") or not isinstance(value, str | int | float | bool | date | datetime | time):
        return {"formula": str(value)[:80]}
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def read(content: bytes, max_rows: int, max_columns: int) -> dict[str, Any]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    sheets: dict[str, list[list[Any]]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be a lie
        rows = []
        for row in sheet.iter_rows():
            if len(rows) >= max_rows or len(row) > max_columns:
                return {"refused": "large"}
            rows.append([cell_words(cell.value, cell.data_type) for cell in row])
        sheets[sheet.title] = rows
    return {"sheets": sheets}


def main() -> None:
    content = sys.stdin.buffer.read()
    warnings.simplefilter("ignore")
    limit()
    try:
        answer = read(content, int(sys.argv[1]), int(sys.argv[2]))
    except MemoryError:
        answer = {"refused": "large"}
    except Exception:  # any fault of a damaged workbook ends here
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
