"""The file that is handed to the next presidency: what is open, what is due, who does what, how far the handover is.

Read anew each time, as whoever asks for it may see it; the PDF and the workbook hold the same parts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from meetings.models import Body
from members.access import troika_for
from members.models import Presidency
from members.queries.handover import before, checklist_of
from secretariat.models import HandoverPaper
from secretariat.queries import handover_parts as parts
from secretariat.queries.handover_parts import Part
from secretariat.queries.year import entries_between, year_for
from secretariat.queries.year_entries import meetings_between


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """The file for ``incoming`` as of ``day``: what is dated is in it to the day ``until``."""

    outgoing: Presidency | None
    incoming: Presidency | None
    day: date
    until: date
    parts: list[Part]


def terms_of_file(user: Any) -> list[Presidency]:
    """The terms for which the file can be made, the usual one first: the next presidency, and the one that took over.

    No query beside the troika.
    """
    _past, current, incoming = troika_for(user)
    return [term for term in (incoming, current) if term is not None and term.country_id]


def handover_file(user: Any, incoming: Presidency | None) -> HandoverFile:
    """The whole file as ``user`` may read it now. About forty-five queries, however much there is.

    It looks ahead to the last day of the term of ``incoming``; of the year after this one, where none is known.
    """
    today = timezone.localdate()
    until = date(max(incoming.year if incoming else today.year + 1, today.year), 12, 31)
    outgoing = before(incoming) if incoming else None
    bodies = list(Body.objects.in_force(today).order_by("order", "key"))
    meetings = meetings_between(user, today, until)
    entries = entries_between(user, today, until, meetings=meetings, bodies=bodies)
    years = [year_for(user, number) for number in range(today.year, until.year + 1)]
    return HandoverFile(
        outgoing,
        incoming,
        today,
        until,
        [
            parts.commitments(user),
            parts.consultations(entries),
            parts.mandates(user, until),
            parts.dues(user, entries),
            parts.plan(years),
            parts.calendar(entries),
            parts.checklist(checklist_of(incoming, outgoing) if incoming else None),
            parts.bodies(user),
            parts.texts(user),
        ],
    )


def papers_of(user: Any) -> list[HandoverPaper]:
    """The PDFs that ``user`` asked for and that are kept still. One query."""
    return list(HandoverPaper.objects.visible_to(user).select_related("presidency__country").order_by("-asked_at")[:6])
