"""What is handed over with the presidency: one list, said in both languages, drawn from what the presidency does.

``provisions`` are the keys of the provisions of the record from which a line follows; a line without any is practice,
or a rule of this portal, and says nothing else.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line: what is true when it is done, and from which provisions of the record it follows."""

    key: str
    words: Any
    provisions: tuple[str, ...] = ()


CHECKLIST = (
    ChecklistItem(
        "minute",
        _("The minute of the handover is agreed by both presidencies and the Secretariat, and set on this page."),
        ("presidency-handover",),
    ),
    ChecklistItem(
        "theme",
        _("The incoming presidency has named the theme of its term, in Spanish and English."),
        ("presidency-theme",),
    ),
    ChecklistItem(
        "calendar",
        _("The meetings of the coming term are planned with dates and hosts, so that they can be convened."),
        ("presidency-1", "presidency-2"),
    ),
    ChecklistItem(
        "priorities",
        _("The priorities of the term follow from the plan in force, and its annual plan is under way."),
        ("presidency-2",),
    ),
    ChecklistItem(
        "drafting",
        _("Reports, conclusions and drafts on which the presidency works are handed over in their latest state."),
        ("presidency-3",),
    ),
    ChecklistItem(
        "pending",
        _("The list of pending tasks, and of decisions not yet carried out, is handed over."),
        ("presidency-4",),
    ),
    ChecklistItem(
        "consultations",
        _("Consultations of the members that are open, or about to be, are handed over with their deadlines."),
        ("presidency-5", "presidency-8"),
    ),
    ChecklistItem(
        "representation",
        _("It is reported in which forums the Conference was represented, and where it is expected next."),
        ("presidency-6",),
    ),
    ChecklistItem(
        "documents",
        _("Administrative documents with third parties that are signed, or wait to be, are handed over."),
        ("presidency-7",),
    ),
    ChecklistItem(
        "costs",
        _("Who bears which costs of the meetings of the term is settled."),
        ("presidency-costs",),
    ),
    ChecklistItem("budget", _("The budget of the coming year has been presented to the members.")),
    ChecklistItem("archive", _("The presidency's archive and its contacts are handed over.")),
    ChecklistItem(
        "contacts",
        _("The contact data of the incoming delegation is complete and confirmed."),
        ("focal-point-duty",),
    ),
    ChecklistItem("accounts", _("Everyone in the incoming delegation has an account with a second factor.")),
)
KEYS = frozenset(item.key for item in CHECKLIST)
