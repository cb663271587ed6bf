"""Where one may jump to: texts, meetings, papers, bodies, participants and people, by symbol, name or key.

Accents and case do not matter, and both languages are asked at once. Nothing is found, or counted, that
``visible_to`` does not let the reader see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.lists import columns
from common.plain_words import has_word, plain
from common.templatetags.components import in_either
from declarations.models import Text, TextKind
from meetings.models import Body, Document, Meeting, MeetingKind
from meetings.titles import roman, title_without_name
from members.access_people import reads_directory
from members.models import Participant, Person

LIMIT = 12  # places that are offered
READ = 40  # of one kind, from which they are chosen
WORDS = 6  # words of a question that are looked for
ROMAN = {roman(number).lower(): number for number in range(1, 41)}
NONE = Value("", output_field=CharField())
SHAPE = ("kind", "ref", "es", "en", "about", "place_es", "place_en", "at", "number")


class Row(NamedTuple):
    """What was found, as it stands in its table; what the columns mean is said where they are filled."""

    kind: str
    ref: str
    es: str | None
    en: str | None
    about: str | None
    place_es: str | None
    place_en: str | None
    at: str | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go. ``keys`` are the names by which it is meant exactly."""

    title: str
    kind: str
    url: str
    about: str = ""
    keys: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The places that fit best, and the one that was named exactly by its symbol or key, if one was."""

    places: list[Place]
    exact: Place | None = None


def places_for(question: str, user: Any) -> Found:
    """Where ``question`` may mean to go, the likeliest first, at most ``LIMIT``. One query, none for no words."""
    words = plain(question).split()[:WORDS]
    if not words or sum(map(len, words)) < 2:
        return Found([])
    parts = [_read(kind, rows, fields, words) for kind, (rows, fields) in _kinds(user).items()]
    first, *others = parts
    rows = [Row(*row) for row in first.union(*others, all=True)]
    places = [TOLD[row.kind](row) for row in rows]
    whole = " ".join(words)
    ranked = sorted(places, key=lambda place: place.at, reverse=True)
    ranked.sort(key=lambda place: _rank(place, whole, words))
    exact = [place for place in places if whole in map(plain, place.keys)]
    return Found(ranked[:LIMIT], exact[0] if len(exact) == 1 else None)


def _kinds(user: Any) -> dict[str, tuple[QuerySet, dict[str, Any]]]:
    """By kind, what the reader may see of it, and the columns that tell it."""
    kinds: dict[str, tuple[QuerySet, dict[str, Any]]] = {
        "text": (
            Text.objects.visible_to(user),
            _titled("title") | {"ref": F("symbol"), "about": F("kind"), "at": _day("adopted_on")},
        ),
        "meeting": (
            Meeting.objects.visible_to(user),
            _titled("name") | {
                "ref": F("key"), "about": F("kind"), "at": _day("start"), "number": F("ordinal"),
                "place_es": _place("es"), "place_en": _place("en"),
            },
        ),
        "paper": (
            Document.objects.visible_to(user),
            _titled("title") | {"ref": F("symbol"), "about": F("meeting__key"), "at": _day("meeting__start")},
        ),
        "body": (Body.objects.all(), _titled("name") | {"ref": F("key")}),
        "participant": (
            Participant.objects.all(),
            _titled("name")
            | {"ref": F("key"), "about": F("iso3"), "place_es": F("acronym_es"), "place_en": F("acronym_en")},
        ),
    }  # fmt: skip
    if reads_directory(user):
        names = {"es": F("name"), "en": F("name"), "ref": Cast("pk", CharField())}
        positions = {"place_es": F("position_es"), "place_en": F("position_en")}
        kinds["person"] = (Person.objects.visible_to(user), names | positions)
    return kinds


def _titled(field: str) -> dict[str, F]:
    return {"es": F(f"{field}_es"), "en": F(f"{field}_en")}


def _day(field: str) -> Coalesce:
    return Coalesce(Cast(field, CharField()), NONE, output_field=CharField())


def _place(language: str) -> Coalesce:
    return Coalesce(F(f"city_{language}"), F(f"country__name_{language}"), NONE, output_field=CharField())


SEARCHED: dict[str, tuple[str, ...]] = {
    "text": ("symbol", "title_es", "title_en"),
    "meeting": ("key", "name_es", "name_en", "city_es", "city_en", "country__name_es", "country__name_en"),
    "paper": ("symbol", "title_es", "title_en"),
    "body": ("key", "name_es", "name_en"),
    "participant": (
        *("key", "iso3", "name_es", "name_en", "acronym_es", "acronym_en", "official_name_es", "official_name_en"),
    ),
    "person": ("name", "position_es", "position_en"),
}
LATEST = {"text": "-adopted_on", "meeting": "-start", "paper": "-meeting__start", "person": "name"}


def _read(kind: str, rows: QuerySet, fields: dict[str, Any], words: list[str]) -> QuerySet:
    """The rows of one kind that hold every word. Which they are is asked inside, for SQLite cuts no union short."""
    for word in words:
        found = has_word(word, SEARCHED[kind])
        rows = rows.filter(found | _otherwise(kind, word))
    first = rows.order_by(LATEST.get(kind, "key"), "pk").values("pk")[:READ]
    filled = {"kind": Value(kind), "number": Value(0), **fields}
    shaped = {f"j_{name}": filled.get(name, NONE) for name in SHAPE}
    chosen = rows.model._base_manager.filter(pk__in=first).order_by().annotate(**shaped)
    return columns(chosen, *shaped)


def _otherwise(kind: str, word: str) -> Q:
    """What is in the title of a thing and in no column: its kind in either language, its year, its ordinal."""
    if kind == "meeting":
        asked = Q(kind__in=_labelled(MeetingKind, word))
        if number := ROMAN.get(word) or (int(word) if word.isdecimal() and len(word) < 3 else 0):
            asked |= Q(ordinal=number)
        return asked | Q(start__startswith=word) if _is_year(word) else asked
    if kind == "text":
        asked = Q(kind__in=_labelled(TextKind, word))
        return asked | Q(adopted_on__startswith=word) if _is_year(word) else asked
    return Q(pk__in=())


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4


def _labelled(kinds: Any, word: str) -> list[str]:
    found = set()
    for language in ("es", "en"):
        with override(language):
            found |= {kind.value for kind in kinds if word in plain(str(kind.label)) and len(word) > 2}
    return sorted(found)


def _rank(place: Place, whole: str, words: list[str]) -> tuple[int, int]:
    """Named exactly; begins with what was asked; each word begins one of its words; anything else."""
    title = plain(place.title)
    if whole in map(plain, place.keys):
        return 0, 0
    if title.startswith(whole):
        return 1, len(title)
    starts = title.split()
    return (2, 0) if all(any(one.startswith(word) for one in starts) for word in words) else (3, 0)


def _text(row: Row) -> Place:
    title, url = in_either(row.es or "", row.en or ""), reverse("declarations:text-detail", args=[row.ref])
    kind = str(TextKind(row.about).label) if row.about in TextKind.values else _("Text")
    return Place(title, kind, url, _year(row), (row.ref,), row.at or "")


def _meeting(row: Row) -> Place:
    kind, place = str(MeetingKind(row.about).label), in_either(row.place_es or "", row.place_en or "")
    title = in_either(row.es or "", row.en or "") or title_without_name(row.number or None, kind, place)
    about = ", ".join(filter(None, (place, _year(row))))
    url = reverse("meetings:meeting-detail", args=[row.ref])
    return Place(title, _("Meeting"), url, about, (row.ref, *_ordinals(row.number)), row.at or "")


def _ordinals(number: int | None) -> tuple[str, ...]:
    """A Vice-Ministerial Meeting is named by its number alone: "XIX", "19"."""
    return (roman(number), str(number)) if number else ()


def _paper(row: Row) -> Place:
    url = reverse("meetings:meeting-detail", args=[row.about]) + "#documents"
    return Place(in_either(row.es or "", row.en or ""), _("Document"), url, row.ref, (row.ref,), row.at or "")


def _body(row: Row) -> Place:
    url = reverse("meetings:body-detail", args=[row.ref])
    return Place(in_either(row.es or "", row.en or ""), _("Body"), url, keys=(row.ref,))


def _participant(row: Row) -> Place:
    keys = tuple(filter(None, (row.ref, row.about, row.place_es, row.place_en)))
    title, about = in_either(row.es or "", row.en or ""), in_either(row.place_es or "", row.place_en or "")
    return Place(title, _("Participant"), reverse("participant-detail", args=[row.ref]), about, keys)


def _person(row: Row) -> Place:
    about = in_either(row.place_es or "", row.place_en or "")
    return Place(row.es or "", _("Person"), reverse("people:person", args=[row.ref]), about)


def _year(row: Row) -> str:
    return (row.at or "")[:4]


TOLD: dict[str, Callable[[Row], Place]] = {
    "text": _text,
    "meeting": _meeting,
    "paper": _paper,
    "body": _body,
    "participant": _participant,
    "person": _person,
}
