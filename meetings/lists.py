"""The list of meetings: its lines, and what its filters offer."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from common.kept import kept_under_revision
from common.lists import Choice, choices_of, columns, numbered
from common.ordering import latest_first
from common.prepared import VISITOR, prepared
from common.templatetags.components import either_in, in_either
from meetings.models import Body, Meeting
from meetings.titles import title_without_name
from members.models import Participant, Presidency

TITLE = (
    *("key", "kind", "ordinal", "name_es", "name_en", "city_es", "city_en"),
    *("country__name_es", "country__name_en"),
)
COLUMNS = (
    *TITLE,
    *("pk", "mode", "state", "start", "end", "certainty", "country__key"),
    *("presidency__country__key", "presidency__country__name_es", "presidency__country__name_en"),
)
LATEST = (latest_first("start"), "-key")


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
    return _lines(list(columns(meetings, *COLUMNS)))


def public_lines(places: range) -> list[MeetingLine]:
    """The meetings at these places of all that everybody may see, the latest first. Two queries."""
    return _lines(_latest(VISITOR, places.start, places.stop))


@prepared
def _latest(user: Any, start: int, stop: int) -> QuerySet[Meeting]:
    return columns(Meeting.objects.visible_to(user).order_by(*LATEST), *COLUMNS)[start:stop]


def _lines(rows: list[Any]) -> list[MeetingLine]:
    bodies: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for link in _bodies_of(**numbered(row.pk for row in rows)) if rows else ():
        bodies[link.meeting].append((link.body__key, link.body__name_es, link.body__name_en))
    return [MeetingLine(row, bodies[row.pk]) for row in rows]


@prepared
def _bodies_of(**meetings: int) -> QuerySet:
    """The bodies of these meetings, in their order."""
    links = Meeting.bodies.through.objects.filter(meeting__in=[*meetings.values()])
    return columns(links.order_by("body__order", "body__key"), "meeting", "body__key", "body__name_es", "body__name_en")


def title_unnamed(language: str | None, row: Any, kinds: dict[str, str]) -> str:
    """What a meeting read as columns is called where it has no name; ``kinds`` are the words for each kind."""
    city, country = (row.city_es, row.city_en), (row.country__name_es, row.country__name_en)
    place = either_in(language, *city) or either_in(language, *country)
    return title_without_name(row.ordinal, kinds[row.kind], place, language)


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
    return _offer_of(VISITOR)


@kept_under_revision
def public_meeting_count() -> int:
    """How many meetings every visitor may see. One query, at most once in a revision."""
    return Meeting.objects.visible_to(VISITOR).count()


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
