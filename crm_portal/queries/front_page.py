"""What the home page shows: who presides, what comes next, what was agreed last, and how much the record holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value

from common.periods import not_ended
from common.queries import attach_evidence
from declarations.models import Text, TextKind
from meetings.models import Meeting
from members.access import troika
from members.models import Participant, Presidency, Standing, Status

AGREED = (TextKind.DECLARATION, TextKind.EXTRAORDINARY_DECLARATION, TextKind.COMMUNIQUE, TextKind.DECISIONS)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """``presidency`` is empty where the record does not know who presides; ``last_known`` then says who did before.

    The counts are of what the reader may see.
    """

    on: date
    outgoing: Presidency | None
    presidency: Presidency | None
    incoming: Presidency | None
    last_known: Presidency | None
    next_meeting: Meeting | None
    latest_meeting: Meeting | None
    latest_text: Text | None
    members: dict[str, Participant]
    observers: int
    meetings: int
    texts: int

    @property
    def has_troika(self) -> bool:
        return bool(self.outgoing or self.presidency or self.incoming)


def front_page(user: Any, on: date) -> FrontPage:
    """The home page as of the day ``on``, for ``user``. Eight queries."""
    terms = [term if term and term.country_id else None for term in troika(on)]
    last_known = None if terms[1] else _last_known(on)
    standings = list(Standing.objects.in_force(on).select_related("participant"))
    next_meeting, latest_meeting, meetings = _meetings(user, on)
    latest_text = _latest_text(user)
    attach_evidence([fact for fact in (*terms, last_known, latest_meeting, next_meeting) if fact])
    return FrontPage(
        on,
        *terms,
        last_known,
        next_meeting,
        latest_meeting,
        latest_text,
        members={one.participant.key: one.participant for one in standings if one.status == Status.MEMBER},
        observers=len({one.participant_id for one in standings if one.status != Status.MEMBER}),
        meetings=meetings,
        texts=latest_text.among if latest_text else Text.objects.visible_to(user).count(),
    )


def _last_known(on: date) -> Presidency | None:
    return Presidency.objects.known().filter(year__lte=on.year).select_related("country").order_by("-year").first()


def _meetings(user: Any, on: date) -> tuple[Meeting | None, Meeting | None, int]:
    """The next meeting, the latest one, and how many there are. Two queries."""
    visible = Meeting.objects.visible_to(user)
    dated = visible.for_list().exclude(start=None)
    ahead = not_ended(on, "start")  # a meeting of which only the month or year is known may come until that ends
    coming = dated.filter(ahead).order_by("start", "key").first()
    past = dated.annotate(among=Subquery(_count(visible))).exclude(ahead).order_by("-start", "-key").first()
    return coming, past, past.among if past else visible.count()


def _count(rows: QuerySet) -> QuerySet:
    """How many ``rows`` there are, as a column for a query that is asked anyway."""
    return rows.order_by().annotate(one=Value(1)).values("one").annotate(among=Count("pk")).values("among")


def _latest_text(user: Any) -> Text | None:
    """What the conference agreed last, with ``among``: how many texts the reader may see."""
    visible = Text.objects.visible_to(user)
    agreed = visible.for_list().filter(kind__in=AGREED).exclude(adopted_on=None)
    return agreed.annotate(among=Subquery(_count(visible))).order_by("-adopted_on", "symbol").first()
