"""A filled-in form of a work plan: read cell by cell, compared with the plan, every fault named with its row.

Nothing is written here: the comparison says what would change, ``services/plan_sheets.py`` applies it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.periods import PartialDate
from common.refusals import Refusal
from common.workbooks import Cell, given_words
from meetings.models import PlannedActivity, Progress, WorkPlan
from meetings.queries.plan_form import (
    ACTIVITIES,
    CODES,
    LABELS,
    LISTS,
    MARK,
    MOST,
    PROGRESS_KEYS,
    Choices,
    activities_of,
    cells_of,
    mark_of,
)

HEADS = 2  # rows of the sheet above the first activity
YES = ("x", "sí", "si", "yes")
LENGTHS = {"number": 12, "title_es": 300, "title_en": 300, "others_es": 300, "others_en": 300, "key": 40}
PAIRS = ("title", "others", "output")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: the row as the spreadsheet counts it, the column's label, and why."""

    row: int
    column: Promise | str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would do: "added", "changed" or "removed", field by field; ``values`` are what would be written."""

    kind: str
    row: int
    title: str
    fields: list[tuple[Promise, str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    activity: PlannedActivity | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a form would change in a plan. With any fault, nothing may be applied."""

    changes: list[Change]
    faults: list[Fault]
    unchanged: int

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)


def rows_of_form(sheets: Mapping[str, list[list[Cell]]], plan: WorkPlan) -> tuple[list[list[Any]], bool]:
    """The filled-in rows as ``[row, {code: words or formula}]``, and whether the plan was changed since the form left.

    Raises ``Refusal`` for a file that is not the form of this plan.
    """
    lists, page = sheets.get(LISTS, []), sheets.get(ACTIVITIES, [])
    mark = lists[0] if lists else []
    if len(mark) < 2 or mark[0] != MARK or not page:
        raise Refusal(_("This is not the form of a work plan: take the form out of this page and fill it in."))
    if f"{mark[1]}".split("/")[:2] != [plan.body.key, str(plan.number)]:
        raise Refusal(_("This is the form of another plan."))
    codes = [words if isinstance(words, str) else "" for words in page[0]]
    if missing := [str(LABELS[code]) for code in CODES if code not in codes]:
        raise Refusal(_("The form lacks these columns: %(columns)s."), columns=", ".join(missing))
    rows = []
    for place, cells in enumerate(page[HEADS:], start=HEADS + 1):
        words = {code: cell for code, cell in zip(codes, cells, strict=False) if code in CODES and cell is not None}
        if any(not isinstance(cell, str) or cell.strip() for cell in words.values()):
            rows.append([place, words])
    if len(rows) > MOST:
        raise Refusal(
            _("The form has %(count)s rows; a plan has at most %(most)s activities."), count=len(rows), most=MOST
        )
    return rows, mark[1] != mark_of(plan)


def compare(plan: WorkPlan, rows: list[list[Any]], choices: Choices) -> Comparison:
    """What ``rows`` would change in ``plan`` as it stands now; four queries with its choices, whatever the rows."""
    known = {activity.key: activity for activity in activities_of(plan)}
    changes, faults, unchanged = [], [], 0
    seen: set[str] = set()
    for place, cells in rows:
        row = {code: given_words(words) for code, words in cells.items() if isinstance(words, str)}
        wrong = list(_formulas(place, cells)) + list(_key_faults(place, row, known, seen))
        activity = known.get(row.get("key", ""))
        seen.add(row.get("key", ""))
        if not wrong and row.get("remove", "").lower() in YES:
            if activity is not None:
                changes.append(Change("removed", place, activity.title, activity=activity))
            continue
        values, more = _values(place, row, choices)
        faults += wrong + more
        if wrong or more:
            continue
        change = _change(place, row, values, activity)
        changes += [change] if change else []
        unchanged += change is None
    return Comparison(changes, faults, unchanged)


def _change(place: int, row: Row, values: dict[str, Any], activity: PlannedActivity | None) -> Change | None:
    before = cells_of(activity) if activity else dict.fromkeys(CODES, "")
    after = {code: row.get(code, "") for code in CODES}
    after["responsible"] = ", ".join(sorted(one.key for one in values["responsible"]))
    after["progress"] = values["progress"]
    compared = [code for code in CODES if code not in ("key", "remove")]
    differ = [code for code in compared if before[code] != after[code]]
    said = {code: _words_of(activity, code) if activity else "" for code in differ}
    fields = [(LABELS[code], said[code], _in_words(code, values[code])) for code in differ]
    title = row["title_es"] if activity is None else activity.title
    if not fields:
        return None
    return Change("changed" if activity else "added", place, title, fields, values, activity)


def _words_of(activity: PlannedActivity, code: str) -> str:
    value = getattr(activity, code)
    return _in_words(code, value.all() if code == "responsible" else value)


def _in_words(code: str, value: Any) -> str:
    """What a cell says to people: names in the reader's language where the form has keys."""
    if code == "responsible":
        return ", ".join(sorted(str(one) for one in value))
    if code == "progress":
        return str(Progress(value).label)
    return value.title if code == "meeting" and value else str(value or "")


def _formulas(place: int, cells: Mapping[str, Cell]) -> Iterator[Fault]:
    for code, words in cells.items():
        if not isinstance(words, str):
            yield Fault(place, LABELS[code], Refusal(_("This cell holds a formula or an error: write its value.")))


def _key_faults(place: int, row: Row, known: Mapping[str, PlannedActivity], seen: set[str]) -> Iterator[Fault]:
    key = row.get("key", "")
    if key and key in seen:
        yield Fault(place, LABELS["key"], Refusal(_("The key %(key)s stands in two rows."), key=key))
    elif key and key not in known:
        reason = Refusal(_("No activity of this plan has the key %(key)s; leave it empty for a new one."), key=key)
        yield Fault(place, LABELS["key"], reason)
    if row.get("remove", "") and row["remove"].lower() not in YES:
        yield Fault(place, LABELS["remove"], Refusal(_("Write x to remove the activity, or leave the cell empty.")))
    elif row.get("remove", "") and not key:
        yield Fault(place, LABELS["remove"], Refusal(_("A row without a key is new and cannot be removed.")))


def _values(place: int, row: Row, choices: Choices) -> tuple[dict[str, Any], list[Fault]]:
    """What the cells of one row mean, and what is wrong in them."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for code, read in READERS.items():
        try:
            values[code] = read(code, row.get(code, ""), choices)
        except ValidationError as refusal:
            faults.append(Fault(place, LABELS[code], refusal))
    for pair in PAIRS:
        given = [row.get(f"{pair}_{language}", "") for language in ("es", "en")]
        if any(given) != all(given) or (pair == "title" and not any(given)):
            code = f"{pair}_{'en' if given[0] else 'es'}"
            faults.append(Fault(place, LABELS[code], Refusal(_("This is missing: it is given in both languages."))))
    start, end = values.get("start"), values.get("end")
    if start and end and end.iso[: len(start.iso)] < start.iso[: len(end.iso)]:
        faults.append(Fault(place, LABELS["end"], Refusal(_("The period ends before it begins."))))
    return values, faults


def _words(code: str, words: str, _choices: Choices) -> str:
    if len(words) > LENGTHS.get(code, len(words)):
        raise Refusal(_("At most %(most)s characters are taken here."), most=LENGTHS[code])
    return words


def _day(_code: str, words: str, _choices: Choices) -> PartialDate | None:
    try:
        return PartialDate(words) if words else None
    except ValueError as error:
        raise Refusal(_("Give a year, a year and month, or a day: 1996, 1996-03 or 1996-03-13.")) from error


def _chosen(code: str, words: str, choices: Choices) -> Any:
    if words and words not in getattr(choices, code):
        raise Refusal(_("No such key: %(key)s. The keys stand in the third sheet."), key=words[:80])
    return getattr(choices, code)[words] if words else None


def _several(code: str, words: str, choices: Choices) -> list[Any]:
    keys = dict.fromkeys(key.strip() for key in words.replace(";", ",").split(",") if key.strip())
    return [_chosen(code, key, choices) for key in keys]


def _progress(_code: str, words: str, _choices: Choices) -> str:
    if words and words not in PROGRESS_KEYS:
        raise Refusal(
            _("No such progress: %(key)s. Choose one of these: %(keys)s."), key=words, keys=", ".join(PROGRESS_KEYS)
        )
    return words or PROGRESS_KEYS[0]


READERS: dict[str, Any] = {
    **dict.fromkeys(("number", "title_es", "title_en", "others_es", "others_en", "output_es", "output_en"), _words),
    **dict.fromkeys(("start", "end"), _day),
    **dict.fromkeys(("line", "topic", "meeting"), _chosen),
    "responsible": _several,
    "progress": _progress,
}
