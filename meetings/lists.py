"""The list of meetings: its lines, and what its filters offer."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from common.kept import kept_under_revision
from common.lists import Choice, choices_of, columns
from common.templatetags.components import in_either
from meetings.models import Body, Meeting
from meetings.titles import title_without_name
from members.models import Participant, Presidency

TITLE = (
    *("key", "kind", "ordinal", "name_es", "name_en", "city_es", "city_en"),
    *("country__name_es", "country__name_en"),
)
COLUMNS = (
    *TITLE,
    *("pk", "mode", "start", "end", "certainty", "country__key"),
    *("presidency__country__key", "presidency__country__name_es", "presidency__country__name_en"),
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """What the list shows of a meeting: the columns of its row, and key and names of its bodies in their order."""

    row: Any
    bodies: list[tuple[str, str, str]]

    @property
    def key(self) -> str:
        return self.row.key


def meeting_lines(meetings: QuerySet[Meeting]) -> list[MeetingLine]:
    """One line for each of ``meetings``. Two queries."""
    rows = list(columns(meetings, *COLUMNS))
    bodies = _bodies_of([row.pk for row in rows])
    return [MeetingLine(row, bodies[row.pk]) for row in rows]


def _bodies_of(meetings: list[int]) -> dict[int, list[tuple[str, str, str]]]:
    """By meeting, one query."""
    links = Meeting.bodies.through.objects.filter(meeting__in=meetings).order_by("body__order", "body__key")
    bodies = defaultdict(list)
    for meeting, *body in links.values_list("meeting", "body__key", "body__name_es", "body__name_en"):
        bodies[meeting].append(tuple(body))
    return bodies


def title_of(row: Any, kinds: dict[str, str]) -> str:
    """The title of a meeting read as columns, without marks; ``kinds`` are the words for each kind."""
    if name := in_either(row.name_es, row.name_en):
        return name
    place = in_either(row.city_es, row.city_en) or in_either(row.country__name_es, row.country__name_en)
    return title_without_name(row.ordinal, kinds[row.kind], place)


@dataclass(frozen=True, slots=True)
class MeetingOffer:
    """What the filters of the list offer: bodies, host countries and presidencies of some meeting of the list."""

    bodies: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    presidencies: tuple[Choice, ...]


def meeting_offer(user: Any) -> MeetingOffer:
    """What ``user`` is offered, in the reader's language. Three queries, none for most visitors."""
    return _offer_of(user) if user.is_authenticated else _public_offer()


@kept_under_revision
def _public_offer() -> MeetingOffer:
    return _offer_of(AnonymousUser())


@kept_under_revision
def public_meeting_count() -> int:
    """How many meetings every visitor may see. One query, at most once in a revision."""
    return Meeting.objects.visible_to(AnonymousUser()).count()


def _offer_of(user: Any) -> MeetingOffer:
    meetings = Meeting.objects.visible_to(user).order_by()
    bodies = Body.objects.filter(Exists(meetings.filter(bodies=OuterRef("pk"))))
    countries = Participant.objects.filter(Exists(meetings.filter(country=OuterRef("pk"))))
    terms = Presidency.objects.filter(Exists(meetings.filter(presidency=OuterRef("pk")))).order_by("-year")
    named = columns(terms, "key", "year", "country__name_es", "country__name_en")
    return MeetingOffer(
        bodies=choices_of(bodies),
        countries=choices_of(countries),
        presidencies=tuple(
            (key, f"{year} – {country}" if (country := in_either(es, en)) else str(year)) for key, year, es, en in named
        ),
    )
