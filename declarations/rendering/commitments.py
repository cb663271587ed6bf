"""The follow-up as a workbook: the form that comes in again (``declarations/importing/commitments.py``)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.workbooks import Sheet, write_workbook
from declarations.queries_commitment_form import (
    CHOICES,
    CODES,
    COLUMNS,
    COMMITMENTS,
    INSTRUCTIONS,
    LISTS,
    MARK,
    cells_of_line,
    choices,
    form_lines,
)
from meetings.queries.plan_form import in_both, in_languages

FIRST = 4  # the row in which the lists begin
STEPS = (
    _("Each row is a commitment. The first row holds the codes of the columns: leave it as it is."),
    _("Never change the key or the version of a row. The text and its words are there to be read, and change nothing."),
    _("What it does, due, state, countries and bodies are given by their keys, which stand in the third sheet."),
    _("Several countries or bodies are separated by commas: cr, mx."),
    _("An x says that it is addressed to the Secretariat, to the Presidency, or to all member countries."),
    _("A date is a day: 2027-03-31."),
    _("Whoever changes the state gives the reason or the source in both languages, where the portal asks for one."),
    _("A row that is taken out of the file changes nothing. Cells hold words and numbers, no formulas."),
    _("When the file comes in again, the portal first shows what would change; one wrong row changes nothing at all."),
)


def commitments_workbook(user: Any) -> bytes:
    """The commitments that ``user`` sees, instructions in both languages, and lists of keys."""
    heads = [list(CODES), [in_both(label) for _code, label, _width in COLUMNS]]
    cells = [[words[code] for code in CODES] for words in map(cells_of_line, form_lines(user))]
    lists, ranges = _lists()
    widths = [width for _code, _label, width in COLUMNS]
    chosen = {CODES.index(code): where for code, where in ranges.items()}
    return write_workbook(
        [
            Sheet(COMMITMENTS, heads + cells, widths, head_rows=2, choices=chosen),
            Sheet(INSTRUCTIONS, [[in_both(_("How to fill in this form"))], *_instructions()], [110]),
            Sheet(LISTS, lists, [18, 40, 40] * 5, head_rows=FIRST - 1),
        ]
    )


def _instructions() -> list[list[str]]:
    return [[line] for step in STEPS for line in in_languages(step)]


def _lists() -> tuple[list[list[str]], dict[str, str]]:
    """Five lists side by side, each with key, Spanish and English; and the range of the keys of the first three."""
    found = choices()
    columns = {code: [(one.value, *in_languages(one.label)) for one in kind] for code, kind in CHOICES.items()}
    columns["addressees"] = [(key, one.name_es or "", one.name_en or "") for key, one in found.addressees.items()]
    columns["addressed_bodies"] = [(key, one.name_es, one.name_en or "") for key, one in found.addressed_bodies.items()]
    labels = {code: in_both(label) for code, label, _width in COLUMNS}
    heads = [[MARK], [cell for code in columns for cell in (labels[code], "", "")]]
    heads.append([cell for _code in columns for cell in (in_both(_("Key")), "Español", "English")])
    longest = max(map(len, columns.values()))
    rows = [
        [cell for part in columns.values() for cell in (part[place] if place < len(part) else ("", "", ""))]
        for place in range(longest)
    ]
    ranges = {
        code: f"'{LISTS}'!${'ADG'[place]}${FIRST}:${'ADG'[place]}${FIRST + len(columns[code]) - 1}"
        for place, code in enumerate(CHOICES)
    }
    return heads + rows, ranges
