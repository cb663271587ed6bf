"""The texts of a meeting as its pack carries them: words first, in one language, read without a network."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import get_language

from common.templatetags.components import in_either
from declarations.canonical import CanonicalText
from declarations.models import Edition, Nature, Text, TextState
from meetings.models import Meeting

MOST = 2_000_000  # bytes of words in one pack, so that with its lists it stays under three million


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A paragraph in exactly the language of the pack; ``body`` is empty where it has no words in it."""

    level: int
    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A text with its words; without them where only its title is held, or where ``is_left_out`` for its length."""

    symbol: str
    title: str
    kind: str
    address: str
    language: str
    is_summary: bool
    lines: list[CarriedLine]
    is_left_out: bool


def carried_texts(meeting: Meeting, user: Any) -> list[Carried]:
    """The texts of ``meeting`` that ``user`` may see, each as last published; drafts as they stand.

    In the active language alone: a paragraph that lacks it has no words. Together at most ``MOST`` bytes of words; a
    text that does not fit any more is told without them. One query, and one more for each draft.
    """
    frozen = Edition.objects.filter(text=OuterRef("pk")).order_by("-number").values("canonical")[:1]
    texts = Text.objects.visible_to(user).filter(meeting=meeting).annotate(frozen=Subquery(frozen))
    carried, room, language = [], MOST, "en" if get_language() == "en" else "es"
    for text in texts.order_by(F("adopted_on").asc(nulls_last=True), "kind", "symbol"):
        lines = _lines(text, language)
        weight = sum(len((line.label + line.body).encode()) for line in lines)
        fits = weight <= room
        room -= weight if fits else 0
        carried.append(
            Carried(
                symbol=text.symbol,
                title=in_either(text.title_es, text.title_en),
                kind=str(text.get_kind_display()),
                address=text.get_absolute_url(),
                language=language,
                is_summary=text.nature == Nature.SUMMARY,
                lines=lines if fits else [],
                is_left_out=not fits,
            )
        )
    return carried


def _lines(text: Text, language: str) -> list[CarriedLine]:
    if text.frozen:
        paragraphs: Any = CanonicalText.from_json(text.frozen).paragraphs
    else:
        paragraphs = text.paragraphs.order_by("order") if text.state != TextState.PUBLISHED else ()
    return [
        CarriedLine(one.level, getattr(one, f"label_{language}") or "", getattr(one, f"body_{language}") or "")
        for one in paragraphs
    ]
