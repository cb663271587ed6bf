"""The form of the follow-up in Excel: its columns, its rows, and the lists from which its cells are chosen."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from declarations.followed import Followed, followed, urgent_first
from declarations.models import Commitment, CommitmentState, DueKind, VerbClass
from meetings.models import Body
from members.models import Participant

COMMITMENTS, INSTRUCTIONS, LISTS = "Compromisos – Commitments", "Instrucciones – Instructions", "Listas – Lists"
MARK = "commitments"  # the first cell of the lists: of what this is the form
MOST = 5_000  # rows of one form
# The code of each column, its label, its width. Those in ``READ_ONLY`` are for the reader and are not taken in again.
COLUMNS: tuple[tuple[str, Promise, int], ...] = (
    ("key", _("Key"), 20),
    ("version", _("Version"), 8),
    ("text", _("Text and paragraph"), 28),
    ("words_es", _("Words in Spanish"), 50),
    ("words_en", _("Words in English"), 50),
    ("verb_class", _("What it does"), 14),
    ("addressees", _("Countries and organisations"), 20),
    ("addressed_bodies", _("Bodies"), 16),
    ("to_secretariat", _("Secretariat"), 10),
    ("to_presidency", _("Presidency"), 10),
    ("to_members", _("All member countries"), 10),
    ("due_kind", _("Due"), 12),
    ("due_on", _("Next due on"), 12),
    ("every_months", _("Every … months"), 10),
    ("state", _("State"), 14),
    ("reason_es", _("Reason in Spanish"), 40),
    ("reason_en", _("Reason in English"), 40),
)
READ_ONLY = ("text", "words_es", "words_en")
CODES = tuple(code for code, _label, _width in COLUMNS)
LABELS: dict[str, Promise] = {code: label for code, label, _width in COLUMNS}
COMPARED = tuple(code for code in CODES if code not in ("key", "version", "reason_es", "reason_en", *READ_ONLY))
CHOICES: dict[str, Any] = {"verb_class": VerbClass, "due_kind": DueKind, "state": CommitmentState}


@dataclass(frozen=True, slots=True)
class Choices:
    """What cells are chosen from, by key."""

    addressees: dict[str, Participant]
    addressed_bodies: dict[str, Body]


def choices() -> Choices:
    """Two queries."""
    return Choices(
        {one.key: one for one in Participant.objects.order_by("key")},
        {one.key: one for one in Body.objects.order_by("key")},
    )


def form_lines(user: Any) -> list[Followed]:
    """The confirmed commitments that ``user`` sees, the most urgent first. Three queries."""
    return followed(urgent_first(Commitment.objects.visible_to(user).confirmed()))


def cells_of_line(line: Followed) -> dict[str, str]:
    """The words of a row's cells, by the codes of the columns; reasons are left empty, to be given for a change."""
    row, marks = line.row, line.marks
    return {
        "key": line.key,
        "version": str(row.version),
        "text": f"{line.symbol} {line.label}".strip(),
        "words_es": line.words.body_es,
        "words_en": line.words.body_en,
        "addressees": ", ".join(sorted(one.key for one in marks.get("addressees", []))),
        "addressed_bodies": ", ".join(sorted(one.key for one in marks.get("addressed_bodies", []))),
        **_plain(row),
        "state": str(row.state),
        "reason_es": "",
        "reason_en": "",
    }


def cells_of(commitment: Commitment) -> dict[str, str]:
    """The same of a commitment as it stands, in the columns that are compared. What was prefetched is not asked for."""
    decision = commitment.decision
    return {
        "addressees": ", ".join(sorted(one.key for one in decision.addressees.all())),
        "addressed_bodies": ", ".join(sorted(one.key for one in decision.addressed_bodies.all())),
        **_plain(commitment),
        "state": str(commitment.state),
    }


def _plain(row: Any) -> dict[str, str]:
    yes = {name: "x" if getattr(row, name) else "" for name in ("to_secretariat", "to_presidency", "to_members")}
    return yes | {
        "verb_class": str(row.verb_class),
        "due_kind": str(row.due_kind),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "every_months": str(row.every_months or ""),
    }


def commitments_by_key(keys: list[str], user: Any) -> dict[str, Commitment]:
    """Those confirmed that ``user`` sees, with what their cells name. Three queries."""
    rows = Commitment.objects.visible_to(user).confirmed().filter(decision__key__in=keys)
    rows = rows.select_related("decision__paragraph__text", "recommendation")
    return {
        one.decision.key: one for one in rows.prefetch_related("decision__addressees", "decision__addressed_bodies")
    }
