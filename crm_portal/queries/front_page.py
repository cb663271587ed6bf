"""What the home page shows: who presides, what comes next, what was agreed last, and how much the record holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from common.lists import columns
from common.models import Certainty
from common.ordering import UnknownLowest, latest_first
from common.periods import PartialDate
from common.prepared import prepared
from common.queries import evidence_of
from crm_portal.queries.conference import Named, Term, presidencies, taking_part
from crm_portal.queries.work import OF_MEETING, NamedMeeting, counted, named_meeting
from declarations.models import Nature, Text, TextKind
from meetings.models import CALLED_OFF, Meeting
from members.access import troika_among

AGREED = (TextKind.DECLARATION, TextKind.EXTRAORDINARY_DECLARATION, TextKind.COMMUNIQUE, TextKind.DECISIONS)
OTHER_KINDS = [kind for kind in TextKind if kind not in AGREED]


@dataclass(frozen=True, slots=True)
class TextPanel:
    """A text as the home page shows it."""

    symbol: str
    kind: str
    nature: str
    title_es: str
    title_en: str
    adopted_on: PartialDate

    @property
    def kind_words(self) -> str:
        return str(TextKind(self.kind).label)

    @property
    def nature_words(self) -> str:
        """What the portal holds of it, where that is not the full text."""
        return "" if self.nature == Nature.FULL else str(Nature(self.nature).label)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """``presidency`` is empty where the record does not know who presides; ``last_known`` then says who did before.

    The counts are of what the reader may see.
    """

    on: date
    outgoing: Term | None
    presidency: Term | None
    incoming: Term | None
    last_known: Term | None
    next_meeting: NamedMeeting | None
    latest_meeting: NamedMeeting | None
    latest_text: TextPanel | None
    members: dict[str, Named]
    observers: int
    meetings: int
    texts: int


def front_page(user: Any, on: date) -> FrontPage:
    """The home page as of the day ``on``, for ``user``.

    Three queries, a fourth where a meeting shown is not certain; besides those of what is kept for all readers.
    """
    known = presidencies()
    outgoing, now, incoming = (term if term and term.country else None for term in troika_among(list(known), on))
    past = [term for term in known if term.country and term.year <= on.year]
    part, held = taking_part(on), counted(user)
    next_meeting, latest_meeting = _meetings(user, on)
    return FrontPage(
        on,
        outgoing,
        now,
        incoming,
        last_known=past[-1] if past and not now else None,
        next_meeting=next_meeting,
        latest_meeting=latest_meeting,
        latest_text=_latest_text(user),
        members={member.key: member for member in part.members},
        observers=part.observers,
        meetings=held.meetings,
        texts=held.texts,
    )


def _meetings(user: Any, on: date) -> tuple[NamedMeeting | None, NamedMeeting | None]:
    """The next meeting and the latest one. Two queries, a third where one of them is not certain."""
    rows = [*_coming(user, on), None][:1] + [*_past(user, on), None][:1]
    doubtful = [row.pk for row in rows if row and row.certainty != Certainty.FIRM]
    evidence = evidence_of({Meeting: doubtful})
    first, second = (named_meeting(row, evidence) if row else None for row in rows)
    return first, second


@prepared
def _coming(user: Any, on: date) -> QuerySet[Meeting]:
    """The next meeting. One of which only the month or year is known may come until that ends."""
    takes_place = Meeting.objects.visible_to(user).exclude(state__in=CALLED_OFF)
    day, dated = on.isoformat(), columns(takes_place, *OF_MEETING)
    return dated.filter(Q(start__gte=day) | _ongoing(day), start__gte=day[:4]).order_by("start", "key")[:1]


@prepared
def _past(user: Any, on: date) -> QuerySet[Meeting]:
    """The latest meeting before that day. Asked as the index is made, so that it is found at the first step."""
    takes_place = Meeting.objects.visible_to(user).exclude(state__in=CALLED_OFF)
    day, dated = on.isoformat(), takes_place.alias(began=UnknownLowest("start"))
    past = dated.filter(~_ongoing(day), began__lt=day, start__isnull=False).order_by(latest_first("start"), "-key")
    return columns(past, *OF_MEETING)[:1]


def _ongoing(day: str) -> Q:
    return Q(start__in=[day[:4], day[:7]])


def _latest_text(user: Any) -> TextPanel | None:
    return next((TextPanel(*row) for row in _agreed_last(user)), None)


@prepared
def _agreed_last(user: Any) -> QuerySet[Text]:
    """What the conference agreed last. Asked by what it is not: so the index of dates finds it at the first step."""
    agreed = Text.objects.visible_to(user).filter(adopted_on__isnull=False).exclude(kind__in=OTHER_KINDS)
    return columns(agreed.order_by(latest_first("adopted_on"), "symbol"), *TextPanel.__dataclass_fields__)[:1]
