"""A filled-in form of the follow-up: read cell by cell, compared with what stands, every fault named with its row.

Nothing is written here: the comparison says what would change, ``services/commitment_sheets.py`` applies it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act
from common.workbooks import Cell, given_words
from declarations.models import Commitment, CommitmentState, DueKind
from declarations.queries_commitment_form import (
    CHOICES,
    CODES,
    COMMITMENTS,
    COMPARED,
    LABELS,
    LISTS,
    MARK,
    MOST,
    READ_ONLY,
    Choices,
    cells_of,
)
from meetings.importing.work_plans import YES, Fault

HEADS = 2  # rows of the sheet above the first commitment
LONGEST = 2_000  # characters of a reason
Row = dict[str, str]
Leads = Callable[[str, str], Act | None]  # the act that leads from one state to another


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would do: field by field; ``values`` are what would be written, ``act`` moves the state."""

    row: int
    commitment: Commitment
    fields: list[tuple[Promise, str, str]]
    values: dict[str, Any]
    act: str = ""
    reason: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a form would change. With any fault, nothing may be applied."""

    changes: list[Change]
    faults: list[Fault]
    unchanged: int


def rows_of_form(sheets: Mapping[str, list[list[Cell]]]) -> list[list[Any]]:
    """The filled-in rows as ``[row, {code: words or formula}]``. Raises ``Refusal`` for what is not this form."""
    lists, page = sheets.get(LISTS, []), sheets.get(COMMITMENTS, [])
    if not lists or not lists[0] or lists[0][0] != MARK or not page:
        raise Refusal(_("This is not the form of the follow-up: take the form out of this page and fill it in."))
    codes = [words if isinstance(words, str) else "" for words in page[0]]
    taken = [code for code in CODES if code not in READ_ONLY]
    if missing := [str(LABELS[code]) for code in taken if code not in codes]:
        raise Refusal(_("The form lacks these columns: %(columns)s."), columns=", ".join(missing))
    rows = []
    for place, cells in enumerate(page[HEADS:], start=HEADS + 1):
        words = {code: cell for code, cell in zip(codes, cells, strict=False) if code in taken and cell is not None}
        if any(not isinstance(cell, str) or cell.strip() for cell in words.values()):
            rows.append([place, words])
    if len(rows) > MOST:
        raise Refusal(_("The form has %(count)s rows; at most %(most)s are taken."), count=len(rows), most=MOST)
    return rows


def keys_of(rows: list[list[Any]]) -> list[str]:
    """The keys that the rows name."""
    return [given_words(key) for _place, cells in rows if isinstance(key := cells.get("key"), str)]


def compare(known: Mapping[str, Commitment], rows: list[list[Any]], choices: Choices, leads: Leads) -> Comparison:
    """What ``rows`` would change of the commitments ``known`` by key, as they stand now. No query."""
    changes, faults, unchanged = [], [], 0
    seen: set[str] = set()
    for place, cells in rows:
        row = {code: given_words(words) for code, words in cells.items() if isinstance(words, str)}
        wrong = [*_formulas(place, cells), *_key_faults(place, row, known, seen)]
        seen.add(row.get("key", ""))
        if wrong:
            faults += wrong
            continue
        found, more = _compared(place, row, known[row["key"]], choices, leads)
        faults += more
        changes += [found] if found and not more else []
        unchanged += found is None and not more
    return Comparison(changes, faults, unchanged)


def _compared(
    place: int, row: Row, one: Commitment, choices: Choices, leads: Leads
) -> tuple[Change | None, list[Fault]]:
    """What one row would change, nothing where it says what stands; and what is wrong in it."""
    values, faults = _values(place, row, choices)
    if faults:
        return None, faults
    before, after = cells_of(one), _cells(row, values)
    fields = [(LABELS[code], before[code], after[code]) for code in COMPARED if before[code] != after[code]]
    if not fields:
        return None, []
    if row.get("version") != str(one.version):
        reason = Refusal(_("It was changed since the form was taken out: take the form out again."))
        return None, [Fault(place, LABELS["version"], reason)]
    state = values.pop("state")
    act, reason = "", {language: row.get(f"reason_{language}", "") for language in ("es", "en")}
    if state != one.state:
        act, faults = _act(place, one.state, state, reason, leads)
    return Change(place, one, fields, values, act, reason), faults


def _act(place: int, now: str, state: str, reason: dict[str, str], leads: Leads) -> tuple[str, list[Fault]]:
    act = leads(now, state)
    if act is None or state == CommitmentState.SUPERSEDED:
        return "", [Fault(place, LABELS["state"], Refusal(_("From how it stands now, this state is not reached so.")))]
    faults = [
        Fault(place, LABELS[f"reason_{language}"], Refusal(_("Give the reason in both languages.")))
        for language in ("es", "en")
        if act.needs_reason and not reason[language]
    ]
    faults += [
        Fault(
            place, LABELS[f"reason_{language}"], Refusal(_("At most %(most)s characters are taken here."), most=LONGEST)
        )
        for language in ("es", "en")
        if len(reason[language]) > LONGEST
    ]
    return act.name, faults


def _cells(row: Row, values: dict[str, Any]) -> dict[str, str]:
    """The row as ``cells_of`` would have it, so that the order of keys and the sign for yes make no difference."""
    cells = {code: row.get(code, "") for code in COMPARED}
    for code in ("addressees", "addressed_bodies"):
        cells[code] = ", ".join(sorted(one.key for one in values[code]))
    for code in ("to_secretariat", "to_presidency", "to_members"):
        cells[code] = "x" if values[code] else ""
    cells["due_on"] = values["due_on"].isoformat() if values["due_on"] else ""
    return cells | {code: str(values[code] or "") for code in ("every_months", "due_kind", "state")}


def _formulas(place: int, cells: Mapping[str, Cell]) -> Iterator[Fault]:
    for code, words in cells.items():
        if not isinstance(words, str):
            yield Fault(place, LABELS[code], Refusal(_("This cell holds a formula or an error: write its value.")))


def _key_faults(place: int, row: Row, known: Mapping[str, Commitment], seen: set[str]) -> Iterator[Fault]:
    key = row.get("key", "")
    if key in seen:
        yield Fault(place, LABELS["key"], Refusal(_("The key %(key)s stands in two rows."), key=key))
    elif key not in known:
        reason = Refusal(_("There is no commitment with the key %(key)s; new ones follow from texts."), key=key[:80])
        yield Fault(place, LABELS["key"], reason)


def _values(place: int, row: Row, choices: Choices) -> tuple[dict[str, Any], list[Fault]]:
    """What the cells of one row mean, and what is wrong in them."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for code in COMPARED:
        try:
            values[code] = READERS[code](code, row.get(code, ""), choices)
        except ValidationError as refusal:
            faults.append(Fault(place, LABELS[code], refusal))
    if not faults and values["due_kind"] == DueKind.RECURRING and not values["every_months"]:
        faults.append(Fault(place, LABELS["every_months"], Refusal(_("Say every how many months it is due again."))))
    if not faults and values["due_kind"] == DueKind.NONE and values["due_on"]:
        faults.append(Fault(place, LABELS["due_kind"], Refusal(_("There is a day, so say what kind of due it is."))))
    return values, faults


def _chosen(code: str, words: str, _choices: Choices) -> str:
    kind = CHOICES[code]
    if words in kind.values or (code == "verb_class" and not words):
        return words
    raise Refusal(_("No such key: %(key)s. The keys stand in the third sheet."), key=words[:80])


def _several(code: str, words: str, choices: Choices) -> list[Any]:
    known = getattr(choices, code)
    keys = list(dict.fromkeys(key.strip() for key in words.replace(";", ",").split(",") if key.strip()))
    for key in keys:
        if key not in known:
            raise Refusal(_("No such key: %(key)s. The keys stand in the third sheet."), key=key[:80])
    return [known[key] for key in keys]


def _yes(_code: str, words: str, _choices: Choices) -> bool:
    if words and words.lower() not in YES:
        raise Refusal(_("Write x, or leave the cell empty."))
    return bool(words)


def _day(_code: str, words: str, _choices: Choices) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None  # a spreadsheet may add the hour
    except ValueError as error:
        raise Refusal(_("Give a day as year, month and day: 2004-05-20.")) from error


def _months(_code: str, words: str, _choices: Choices) -> int | None:
    if words and not (words.isdecimal() and 0 < int(words) <= 120):
        raise Refusal(_("Give a whole number of months, from 1 to 120."))
    return int(words) if words else None


READERS: dict[str, Any] = {
    **dict.fromkeys(CHOICES, _chosen),
    **dict.fromkeys(("addressees", "addressed_bodies"), _several),
    **dict.fromkeys(("to_secretariat", "to_presidency", "to_members"), _yes),
    "due_on": _day,
    "every_months": _months,
}
