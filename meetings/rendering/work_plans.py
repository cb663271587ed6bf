"""A work plan as a workbook: the form that comes in again (``meetings/importing/work_plans.py``)."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from common.workbooks import Sheet, write_workbook
from meetings.models import Progress, WorkPlan
from meetings.queries.plan_form import (
    ACTIVITIES,
    CODES,
    COLUMNS,
    INSTRUCTIONS,
    LISTS,
    MARK,
    activities_of,
    cells_of,
    choices_for,
    in_both,
    in_languages,
    mark_of,
)

BLANK = 100  # empty rows ready for new activities
FIRST = 4  # the row in which the lists begin
STEPS = (
    _("Each row is an activity. The first row holds the codes of the columns: leave it as it is."),
    _("Leave the key empty for a new activity; the portal gives it one. Never change the key of a row."),
    _("Titles are given in both languages; expected output and others responsible in both or in none."),
    _("Axis or pillar, topic, members, progress and meeting are given by their keys, which stand in the third sheet."),
    _("Several members are separated by commas: bz, cr."),
    _("A date is a year, a year and month, or a day: 2026, 2026-03 or 2026-03-13."),
    _("To remove an activity, write x in the last column. A row that is taken out of the file removes nothing."),
    _("Cells hold words and numbers, no formulas."),
    _("When the file comes in again, the portal first shows what would change; one wrong row changes nothing at all."),
)


def work_plan_workbook(plan: WorkPlan, user: Any) -> bytes:
    """The plan as ``user`` may fill it in: activities, instructions in both languages, and lists of keys."""
    heads = [list(CODES), [in_both(label) for _code, label, _width in COLUMNS]]
    cells = [[words[code] for code in CODES] for words in map(cells_of, activities_of(plan))]
    lists, ranges = _lists(plan, user)
    choices = {CODES.index(code): where for code, where in ranges.items() if code != "responsible"}
    widths = [width for _code, _label, width in COLUMNS]
    return write_workbook(
        [
            Sheet(ACTIVITIES, heads + cells, widths, head_rows=2, choices=choices, blank=BLANK),
            Sheet(INSTRUCTIONS, [[in_both(_("How to fill in this form"))], *_instructions()], [110]),
            Sheet(LISTS, lists, [28, 40, 40] * 5, head_rows=FIRST - 1),
        ]
    )


def _instructions() -> list[list[str]]:
    return [[line] for step in STEPS for line in in_languages(step)]


def _lists(plan: WorkPlan, user: Any) -> tuple[list[list[str]], dict[str, str]]:
    """Five lists side by side, each with key, Spanish and English; and the range of the keys of each."""
    choices = choices_for(user, plan)
    columns: dict[str, list[tuple[str, str, str]]] = {
        "line": [(key, one.text_es, one.text_en) for key, one in choices.line.items()],
        "topic": [(key, one.name_es, one.name_en) for key, one in choices.topic.items()],
        "responsible": [(key, one.name_es, one.name_en) for key, one in choices.responsible.items()],
        "progress": [(one.value, *in_languages(one.label)) for one in Progress],
        "meeting": [(key, *in_languages(lazystr(meeting))) for key, meeting in choices.meeting.items()],
    }
    longest = max(map(len, columns.values()))
    labels = {code: in_both(label) for code, label, _width in COLUMNS}
    heads = [[MARK, mark_of(plan)], [cell for code in columns for cell in (labels[code], "", "")]]
    heads.append([cell for _code in columns for cell in (in_both(_("Key")), "Español", "English")])
    rows = [
        [cell for rows in columns.values() for cell in (rows[place] if place < len(rows) else ("", "", ""))]
        for place in range(longest)
    ]
    ranges = {}
    for place, (code, entries) in enumerate(columns.items()):
        letter = "ADGJM"[place]
        ranges[code] = f"'{LISTS}'!${letter}${FIRST}:${letter}${FIRST + max(len(entries), 1) - 1}"
    return heads + rows, ranges
