"""The handover of the presidency: which one is near, what its checklist says, and whom it concerns."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from common.models import Provision
from members.access import troika, troika_for
from members.access_people import works_on_handover
from members.checklist import CHECKLIST, ChecklistItem
from members.models import HandoverItem, Presidency

OPENS = timedelta(days=60)  # before the handover


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist, and the row that says whether it is done; none where nobody touched it."""

    item: ChecklistItem
    row: HandoverItem | None
    provisions: list[Provision]

    @property
    def is_done(self) -> bool:
        return self.row is not None and self.row.done_at is not None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The handover to ``incoming``, with every line of its checklist."""

    outgoing: Presidency | None
    incoming: Presidency
    lines: list[Line]

    @property
    def day(self) -> date | None:
        return handover_day(self.incoming)

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def undone(self) -> int:
        return len(self.lines) - self.done


def handover_day(term: Presidency) -> date | None:
    """The day on which a term begins, as far as known: that of its minute, else the first day of its dated start."""
    if term.begins_at:
        return timezone.localdate(term.begins_at)
    return term.start.first_day if term.start else None


def before(term: Presidency) -> Presidency | None:
    """The term from which ``term`` takes over."""
    return Presidency.objects.select_related("country").filter(year__lt=term.year).order_by("-year").first()


def checklist_of(term: Presidency, outgoing: Presidency | None) -> Checklist:
    """The whole checklist of the handover from ``outgoing`` to ``term``. Two queries."""
    rows = {row.key: row for row in HandoverItem.objects.filter(presidency=term).select_related("done_by__person")}
    cited = {key for item in CHECKLIST for key in item.provisions}
    provisions = {provision.key: provision for provision in Provision.objects.filter(key__in=cited)}
    return Checklist(
        outgoing,
        term,
        [
            Line(item, rows.get(item.key), [provisions[key] for key in item.provisions if key in provisions])
            for item in CHECKLIST
        ],
    )


@dataclass(frozen=True, slots=True)
class HandoverNear:
    """A handover that is at hand, or that is over with lines left to do."""

    incoming: Presidency
    undone: int


def handovers_near(user: Any) -> list[HandoverNear]:
    """Those on which ``user`` works: from sixty days before until every line is done. No query beside the troika."""
    past, current, coming = troika_for(user)
    terms = [
        incoming
        for outgoing, incoming in ((past, current), (current, coming))
        if incoming is not None and incoming.country_id and works_on_handover(user, outgoing, incoming)
    ]
    near = []
    for incoming in terms:
        undone = len(CHECKLIST) - incoming.lines_done
        is_open = bool(incoming.lines_touched) if incoming is current else _opens(incoming)
        if is_open and undone:
            near.append(HandoverNear(incoming, undone))
    return near


def terms_to_hand_over() -> list[Presidency]:
    """Terms of which the clock opens the checklist now: the coming one, once its handover is near."""
    coming = troika()[2]
    return [coming] if coming is not None and coming.country_id and _opens(coming) else []


def _opens(incoming: Presidency) -> bool:
    day = handover_day(incoming)
    return day is not None and timezone.localdate() >= day - OPENS
