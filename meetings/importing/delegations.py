"""A delegation filled in as a table (Excel or CSV), read into the lines of the form of registration."""

import csv
import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common.refusals import Refusal
from common.uploads import CheckedUpload
from common.uploads.kinds import CSV
from common.workbooks import given_words, read_workbook
from meetings.models import Capacity

COLUMNS = {
    "name": _("Name"),
    "position": _("Position"),
    "institution": _("Institution"),
    "email": _("E-mail"),
    "language": _("Language"),
    "capacity": _("As"),
    "enters_closed_session": _("Enters the closed session"),
    "needs": _("What the person needs"),
}
LANGUAGES = {"es": _("Spanish"), "en": _("English")}
YES = _("yes")


def lines_of(upload: CheckedUpload, *, most: int) -> list[dict[str, str]]:
    """The filled lines of a table by the names of the form's fields; heads and choices in either language.

    A capacity or language that is none is given as it was written, so that the form says what is wrong in which line.
    Raises ``Refusal`` where a head is missing, no line is filled, or there are more than ``most``.
    """
    rows = [[given_words(_text(cell)) for cell in row] for row in _rows(upload)]
    filled = [row for row in rows if any(row)]
    if not filled:
        raise Refusal(_("%(name)s holds no line."), name=upload.name)
    heads = [_field(cell) for cell in filled[0]]
    if "name" not in heads or "capacity" not in heads:
        raise Refusal(_("%(name)s lacks the columns of the form; take the empty table as a start."), name=upload.name)
    lines = [_line(heads, row) for row in filled[1:]]
    if not lines:
        raise Refusal(_("%(name)s holds no line."), name=upload.name)
    if len(lines) > most:
        raise Refusal(_("%(name)s holds more than %(most)s people."), name=upload.name, most=most)
    return lines


def _rows(upload: CheckedUpload) -> list[list[Any]]:
    if upload.kind is not CSV:
        return next(iter(read_workbook(upload.name, upload.file).values()), [])
    upload.file.seek(0)
    words = upload.file.read().decode("utf-8-sig", errors="replace")
    first = words.partition("\n")[0]
    return list(csv.reader(io.StringIO(words), delimiter=";" if first.count(";") > first.count(",") else ","))


def _text(cell: Any) -> str:
    """A formula is shown as its words, and so is wrong wherever something is chosen; nothing is computed."""
    return str(cell.get("formula", "")) if isinstance(cell, dict) else str(cell or "")


def _line(heads: list[str], row: list[str]) -> dict[str, str]:
    line = {head: cell for head, cell in zip(heads, row, strict=False) if head}
    line["capacity"] = _code(line.get("capacity", ""), dict(Capacity.choices))
    line["language"] = _code(line.get("language", ""), LANGUAGES) or "es"
    enters = line.pop("enters_closed_session", "")
    if enters and _code(enters, {"on": YES}) == "on":
        line["enters_closed_session"] = "on"
    return line


def _field(head: str) -> str:
    found = _code(head, COLUMNS)
    return found if found in COLUMNS else ""


def _code(words: str, known: dict[str, Any]) -> str:
    """The code of what is written in either language, or the words as they are."""
    folded = words.strip().casefold()
    for language in ("es", "en"):
        with override(language):
            for code, label in known.items():
                if folded in (str(code).casefold(), str(label).casefold()):
                    return str(code)
    return words.strip()
