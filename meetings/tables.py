"""Delegations as workbooks: the list of participants, and the empty table to be filled in."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from common.workbooks import Sheet, write_workbook
from meetings.models import Capacity, Delegate, Meeting

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TO_FILL_IN = 40  # empty lines of the table


def participants_table(meeting: Meeting, delegates: Iterable[Delegate], *, with_contact: bool) -> bytes:
    """Names, positions and institutions of ``delegates``; ``with_contact`` (the Secretariat) address and needs too."""
    heads: list[Any] = [_("For"), _("Name"), _("Position"), _("Institution"), _("As")]
    contact = [_("E-mail"), _("Language"), _("Enters the closed session"), _("What the person needs"), _("Badge")]
    rows = [[*heads, *(contact if with_contact else [])]]
    for one in delegates:
        row = [one.participant or _("Secretariat and guests"), one.name, one.position, one.institution]
        row.append(one.get_capacity_display())
        if with_contact:
            closed = _("yes") if one.enters_closed_session else ""
            row += [one.email, one.get_language_display(), closed, one.needs, one.badge_code]
        rows.append(row)
    return write_workbook([Sheet(_("Participants")[:31], rows, widths=(28, 32, 30, 34, 24, 30, 12, 16, 30, 14))])


def empty_table() -> bytes:
    """The heads that ``meetings.importing.delegations`` reads, and lists from which capacities and languages come."""
    from meetings.importing.delegations import COLUMNS, LANGUAGES, YES

    capacities = [str(label) for label in Capacity.labels]
    languages = [str(label) for label in LANGUAGES.values()]
    title = _("Lists")
    heads = [str(label) for label in COLUMNS.values()]
    names = list(COLUMNS)
    choices = {
        names.index("language"): f"'{title}'!$B$2:$B${len(languages) + 1}",
        names.index("capacity"): f"'{title}'!$A$2:$A${len(capacities) + 1}",
        names.index("enters_closed_session"): f"'{title}'!$C$2:$C$2",
    }
    form = Sheet(_("Delegation"), [heads], widths=(32, 30, 34, 30, 12, 30, 16, 30), choices=choices, blank=TO_FILL_IN)
    lists = [[_("As"), _("Language"), _("yes")]]
    for place, capacity in enumerate(capacities):
        lists.append([capacity, languages[place] if place < len(languages) else "", str(YES) if place == 0 else ""])
    return write_workbook([form, Sheet(title, lists, widths=(34, 16, 10))])
