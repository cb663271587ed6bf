"""What was agreed, on the pages of the floors below: a meeting, a body, a participant."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import get_language

from declarations.models import Decision, Nature, Text
from declarations.queries import MyPapers, papers_of
from declarations.reading import Passage, passages_of
from meetings.models import Body, Meeting

register = template.Library()
SHOWN = 10  # decisions on the page of a body; the list of decisions has all of them
ADDRESSED = 6  # decisions on the page of a participant; the same
OF_MEETING = 60  # a meeting took 15 at most


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in exactly one language; ``body`` is empty where it has no words in it."""

    language: str
    label: str
    body: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A decision in the language of the page and in the other one, each as published."""

    passage: Passage
    here: Words
    there: Words

    @property
    def is_summary(self) -> bool:
        """Whether the words are ours, and not those of the official text."""
        return self.passage.decision is not None and self.passage.decision.paragraph.text.nature == Nature.SUMMARY

    @property
    def first(self) -> Words:
        """What the reader sees at once: the words of the page's language, else the only ones there are."""
        return self.here if self.here.body else self.there

    @property
    def second(self) -> Words | None:
        """What the reader may open beside it."""
        return self.there if self.here.body and self.there.body else None


@register.inclusion_tag("declarations/_texts_of_meeting.html", takes_context=True)
def texts_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The texts of a meeting that the reader may see. One query."""
    texts = Text.objects.visible_to(context["request"].user).filter(meeting=meeting)
    return {"texts": list(texts.order_by(F("adopted_on").asc(nulls_last=True), "kind", "symbol"))}


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """What a meeting decided, in the order of its texts. Three queries."""
    decisions = _visible(context).filter(meeting=meeting).order_by("order", "pk")
    return _listed(decisions, OF_MEETING, marked=True) | {"of_one_meeting": True, "query": f"meeting={meeting.key}"}


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_on_body(context: template.Context, body: Body) -> dict[str, Any]:
    """The decisions that created a body, and then the latest that speak to it. Two queries."""
    links = Decision.creates.through.objects.filter(body=body, decision=OuterRef("pk"))
    spoken = Decision.addressed_bodies.through.objects.filter(body=body, decision=OuterRef("pk"))
    decisions = _visible(context).annotate(creates_it=Exists(links)).filter(Exists(links) | Exists(spoken))
    return _listed(decisions.order_by("-creates_it", *LATEST), SHOWN) | {"query": f"body={body.key}"}


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_addressed_to(context: template.Context, participant: Any) -> dict[str, Any]:
    """The latest decisions that speak to a participant. Two queries."""
    spoken = Decision.addressees.through.objects.filter(participant=participant.pk)
    decisions = _visible(context).filter(pk__in=spoken.values("decision")).order_by(*LATEST)
    return _listed(decisions, ADDRESSED) | {"query": f"addressee={participant.key}"}


LANGUAGES = ("es", "en")
# What a line shows, in the two languages that it is shown in and no third column.
COLUMNS = (
    *("key", "order", "due_on", "paragraph__uid", "paragraph__text__symbol", "paragraph__text__nature"),
    *("meeting__key", "meeting__kind", "meeting__ordinal", "meeting__start", "meeting__end", "meeting__country__key"),
    *(f"{name}_{language}" for name in ("verb", "due", "addressed_others") for language in LANGUAGES),
    *(f"meeting__{name}_{language}" for name in ("name", "city", "country__name") for language in LANGUAGES),
    *(f"paragraph__text__title_{language}" for language in LANGUAGES),
)
LATEST = (F("meeting__start").desc(nulls_last=True), "order", "pk")


def _visible(context: template.Context) -> QuerySet[Decision]:
    user = context["request"].user
    meeting = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))
    return (
        Decision.objects.visible_to(user)
        .filter(Exists(meeting))
        .select_related("paragraph__text", "meeting__country")
        .only(*COLUMNS)
    )


def _listed(decisions: QuerySet[Decision], limit: int, *, marked: bool = False) -> dict[str, Any]:
    found = list(decisions[: limit + 1])
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    lines = [
        Agreed(passage, _words(passage, here), _words(passage, there))
        for passage in passages_of(found[:limit], marked=marked)
    ]
    return {"lines": lines, "has_more": len(found) > limit, "all_summaries": all(line.is_summary for line in lines)}


def _words(passage: Passage, language: str) -> Words:
    paragraph = passage.paragraph
    return Words(language, getattr(paragraph, f"label_{language}"), getattr(paragraph, f"body_{language}"))


@register.simple_tag(takes_context=True)
def my_papers(context: template.Context) -> MyPapers:
    """Drafts before the reader, papers not for everybody, what is new since the visit before this one. One query."""
    user = context["request"].user
    return papers_of(user, user.previous_visit_at)
