"""The order of an agenda: up, down, in, out, and to a place. No sequence of moves loses an item or makes a circle."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from meetings.models import AgendaItem, Meeting, Session
from meetings.queries.agenda_lines import DEEPEST
from meetings.services.agenda_lock import StaleOrderError, count_change, lock_agenda, tell_readers

ACTS = ("up", "down", "in", "out")
Where = tuple[int, int | None]  # session, and the item above


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the agenda: the ``position``-th (from 0) in a session, under ``parent`` where one is given."""

    session: int
    parent: int | None
    position: int

    @property
    def where(self) -> Where:
        return self.session, self.parent


class Outline:
    """Which item stands where: for each session and each item, those under it in their order."""

    def __init__(self, items: Iterable[AgendaItem]) -> None:
        self.under: dict[Where, list[int]] = defaultdict(list)
        self.where: dict[int, Where] = {}
        for item in items:
            self.under[item.session_id, item.parent_id].append(item.pk)
            self.where[item.pk] = item.session_id, item.parent_id

    def place(self, item: int) -> Place:
        session, parent = self.where[item]
        return Place(session, parent, self.under[session, parent].index(item))

    def depth(self, item: int | None) -> int:
        """1 for an item that stands under no other, 0 for none."""
        return 0 if item is None else 1 + self.depth(self.where[item][1])

    def whole(self, item: int) -> list[int]:
        """The item and everything under it."""
        return [item, *(one for child in self.under[self.where[item][0], item] for one in self.whole(child))]

    def height(self, item: int) -> int:
        return 1 + max((self.height(child) for child in self.under[self.where[item][0], item]), default=0)

    def target(self, item: int, act: str) -> Place | None:
        """Where ``act`` leads from here; None where it leads nowhere: the first does not go up."""
        here = self.place(item)
        beside, position = self.under[here.where], here.position
        if act == "up":
            return Place(*here.where, position - 1) if position else None
        if act == "down":
            return Place(*here.where, position + 1) if position + 1 < len(beside) else None
        if act == "in" and position:
            above = beside[position - 1]
            return Place(here.session, above, len(self.under[here.session, above]))
        if act == "out" and here.parent is not None:
            parent = self.place(here.parent)
            return Place(*parent.where, parent.position + 1)
        return None

    def behind(self, item: int, anchor: str) -> Place:
        """The place that ``anchor`` names: "i45" behind item 45, "u45" first under it, "s12" first in session 12.

        Raises ``Refusal`` where that is no longer there.
        """
        kind, number = anchor[:1], int(anchor[1:]) if anchor[1:].isdecimal() else 0
        if kind == "s" and number:
            return Place(number, None, 0)
        if number not in self.where or kind not in ("i", "u"):
            raise Refusal(_("That place is no longer there."))
        session, parent = self.where[number]
        if kind == "u":
            return Place(session, number, 0)
        if number == item:
            return self.place(item)
        beside = [one for one in self.under[session, parent] if one != item]
        return Place(session, parent, beside.index(number) + 1)

    def move(self, item: int, to: Place) -> None:
        """Put the item, with everything under it, to a place. Raises ``Refusal`` for one that it cannot have."""
        if to.parent is not None and (to.parent in self.whole(item) or self.where[to.parent][0] != to.session):
            raise Refusal(_("An item cannot stand under itself."))
        if self.depth(to.parent) + self.height(item) > DEEPEST:
            raise Refusal(_("An agenda has three levels at most."))
        whole, lists = self.whole(item), {}
        for one in whole[1:]:
            lists[one] = self.under.pop((self.where[item][0], one), [])
        own = self.under.pop((self.where[item][0], item), [])
        self.under[self.where[item]].remove(item)
        self.under[to.where].insert(max(0, to.position), item)
        self.where[item] = to.where
        self.under[to.session, item] = own
        for one in whole[1:]:
            self.where[one] = to.session, self.where[one][1]
            self.under[to.session, one] = lists[one]


def outline_of(meeting: Meeting) -> Outline:
    """The agenda of ``meeting`` as it stands. One query."""
    return Outline(
        AgendaItem.objects.filter(session__meeting=meeting)
        .only("pk", "session_id", "parent_id", "order")
        .order_by("order", "pk")
    )


@transaction.atomic
def move_item(*, item: AgendaItem, act: str = "", behind: str = "", seen: int, by: Any) -> bool:
    """Move an item with what stands under it: by ``act`` (up, down, in, out), or to a place (``Outline.behind``).

    False where that leads nowhere else.
    ``seen`` is the revision of the agenda on which the move was decided. Raises ``StaleOrderError`` when the order
    changed since, ``Refusal`` for a place that it cannot have, ``AgendaItem.DoesNotExist`` when it was removed.
    """
    meeting = lock_agenda(item.session.meeting, by=by)
    item = AgendaItem.objects.get(pk=item.pk, session__meeting=meeting)
    if meeting.agenda_revision != seen:
        raise StaleOrderError(meeting)
    outline = outline_of(meeting)
    here = outline.place(item.pk)
    to = outline.behind(item.pk, behind) if behind else outline.target(item.pk, act)
    if to is not None and not Session.objects.filter(pk=to.session, meeting=meeting).exists():
        raise Refusal(_("This session is no longer there."))
    if to is None or to == here:
        return False
    outline.move(item.pk, to)
    _write(outline, item)
    after = {"session": str(item.session), "order": outline.place(item.pk).position + 1}
    record_act("agenda_item_moved", item, by=by, after=after | {"revision": count_change(meeting)})
    tell_readers(meeting)
    return True


def _write(outline: Outline, moved: AgendaItem) -> None:
    """Bring every item to its place; only the one that was moved leaves a version in the field history."""
    rows = AgendaItem.objects.in_bulk(list(outline.where))
    shifted = []
    for (session, parent), under in outline.under.items():
        for order, pk in enumerate(under, 1):
            row, place = rows[pk], (session, parent, order)
            if (row.session_id, row.parent_id, row.order) != place:
                row.session_id, row.parent_id, row.order = place
                shifted.append(row)
    AgendaItem.objects.bulk_update([row for row in shifted if row.pk != moved.pk], ["session", "parent", "order"])
    rows[moved.pk].save(update_fields=["session", "parent", "order"])
