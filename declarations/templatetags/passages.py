"""The words of a text on its page.

A text has hundreds of paragraphs, and a template per paragraph would cost more than all the rest of the page; so
their markup is made here, and only here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.lists import addresses
from common.templatetags.components import chip, date, icon
from declarations.canonical import CanonicalParagraph, CanonicalText, paragraph_anchor
from declarations.marks import Mark
from declarations.models import CommitmentState, Paragraph, ParagraphKind
from declarations.reading import Passage, Reading

register = template.Library()
HEADINGS = {ParagraphKind.TITLE: "h2", ParagraphKind.HEADING: "h2"}
STATE_CHIPS = {"open": "accent", "in_progress": "pending", "done": "ready", "elapsed": "failed"}
LONGEST_HANGING = 6  # signs of a label that still fits in the margin; "Decision 12" stands above its words
LONGEST_HEADING = 200  # signs; what is longer is no heading to move by, whatever the import took it for


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a text in markup, paragraph by paragraph. No margin is kept for labels where none hangs in it."""

    paragraphs: tuple[str, ...]
    margin: str


@register.simple_tag
def passages(reading: Reading, view: str) -> SafeString:
    """Every paragraph in the language of ``view``, or in both side by side, each with its anchor.

    A paragraph that one language lacks is shown as lacking; nothing of the other language takes its place.
    """
    here = get_language() or ""
    if reading.edition and reading.content:
        words = _published(reading.content, reading.languages, view, here)
    else:
        words = _written(reading.paragraphs, reading.languages, view, here)
    decided = _decision if view != "both" else _decision_beside
    paragraphs = list(words.paragraphs)
    for place, passage in reading.passages.items():
        paragraphs[place] += decided(passage)
    rows = "\n".join([*paragraphs, ""])
    if view != "both":
        return SafeString(f'<div class="text{words.margin}">{rows}</div>')
    return _beside(rows, words.margin)


@register.simple_tag
def words_beside(content: CanonicalText) -> SafeString:
    """The words of ``content`` in both languages side by side, without what was decided by them."""
    words = _written(content.paragraphs, content.languages, "both", get_language() or "")
    return _beside("\n".join(words.paragraphs), words.margin)


def words_alone(content: CanonicalText, language: str) -> SafeString:
    """The words of ``content`` in one language, each paragraph with its anchor."""
    writer = Writer(content.languages, get_language() or "")
    rows = "\n".join(writer.in_one(language, paragraph) for paragraph in content.paragraphs)
    return SafeString(f'<div class="text" lang="{escape(language)}">{rows}</div>')


def _beside(rows: str, margin: str) -> SafeString:
    caption = escape(_("The text in Spanish and English, one row per paragraph"))
    return SafeString(
        f'<div class="text text--both{margin}"><table class="sides">'
        f'<caption class="unseen">{caption}</caption>'
        '<thead><tr><th scope="col" lang="es">Español</th><th scope="col" lang="en">English</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


@lru_cache(maxsize=32)
def _published(content: CanonicalText, languages: tuple[str, ...], view: str, here: str) -> Written:
    """What an edition looks like never changes. To be asked only for what the reader was allowed to read."""
    return _written(content.paragraphs, languages, view, here)


def _written(
    paragraphs: Sequence[CanonicalParagraph | Paragraph], languages: tuple[str, ...], view: str, here: str
) -> Written:
    write = Writer(languages, here).in_both if view == "both" else partial(Writer(languages, here).in_one, view)
    labels = (paragraph.label_es or paragraph.label_en or "" for paragraph in paragraphs)
    hangs = any(0 < len(label) <= LONGEST_HANGING for label in labels)
    return Written(tuple(map(write, paragraphs)), "" if hangs else " text--flush")


class Writer:
    """Writes paragraphs: what they have in common is put into words once."""

    def __init__(self, languages: tuple[str, ...], here: str) -> None:
        lacking = {"es": _("This paragraph has no Spanish text."), "en": _("This paragraph has no English text.")}
        # Nothing stands there where a language lacks the whole text: that is said once above.
        self.lacking = {code: escape(words) if code in languages else "" for code, words in lacking.items()}
        self.here, self.drawing = here, icon("link")
        self.copied, self.link_words = escape(_("Copied")), escape(_("Link to this paragraph"))

    def in_one(self, language: str, paragraph: CanonicalParagraph | Paragraph) -> str:
        anchor = paragraph_anchor(str(paragraph.uid))
        return self.words(paragraph, language, f' id="{anchor}"', self.link(paragraph, anchor))

    def in_both(self, paragraph: CanonicalParagraph | Paragraph) -> str:
        anchor = paragraph_anchor(str(paragraph.uid))
        es, en = self.words(paragraph, "es"), self.words(paragraph, "en", link=self.link(paragraph, anchor))
        place = f'class="row row--{paragraph.kind}" id="{anchor}"'
        return f'<tr {place}><td lang="es">{es}</td><td lang="en">{en}</td></tr>'

    def words(self, paragraph: CanonicalParagraph | Paragraph, language: str, place: str = "", link: str = "") -> str:
        label = escape(getattr(paragraph, f"label_{language}") or "")
        body = escape(getattr(paragraph, f"body_{language}") or "").replace("\n", "<br>")
        attributes = f'class="para para--{paragraph.kind}" data-level="{paragraph.level}"{place}'
        standing = "" if len(label) <= LONGEST_HANGING else " para__label--above"
        hanging = f'<span class="para__label{standing}" lang="{language}">{label}</span> ' if label else ""
        if not body:
            lacking = self.lacking[language]
            missing = f'<span class="para__missing" lang="{self.here}">{lacking}</span>' if lacking else ""
            return f"<p {attributes}>{hanging}{missing}{link}</p>"
        tag = HEADINGS.get(ParagraphKind(paragraph.kind), "p") if len(body) < LONGEST_HEADING else "p"
        return f'<{tag} {attributes} lang="{language}">{hanging}{body}{link}</{tag}>'

    def link(self, paragraph: CanonicalParagraph | Paragraph, anchor: str) -> str:
        spanish, english = paragraph.label_es, paragraph.label_en
        label = escape((english or spanish if self.here == "en" else spanish or english) or "")
        return (
            f' <a class="copy-link" href="#{anchor}" data-copy data-copied="{self.copied}">{self.drawing}'
            f'<span class="unseen" lang="{self.here}">{self.link_words} {label}</span></a>'
        )


def _decision_beside(passage: Passage) -> str:
    """The same as a row of the table of both languages, on the side of the page's own."""
    if not (decision := _decision(passage)):
        return ""
    cells = f"<td></td><td>{decision}</td>" if get_language() == "en" else f"<td>{decision}</td><td></td>"
    return f'<tr class="row-decision">{cells}</tr>'


def _decision(passage: Passage) -> str:
    return followed_up(passage.decision, passage, "decision")


def followed_up(decision: Any, marked: Any, style: str) -> str:
    """What can be followed up of one paragraph: its verb, to whom it speaks, until when, on what.

    ``decision`` has ``key``, ``verb``, ``due``, ``due_on`` and ``state``; ``marked`` has ``addressees`` and ``topics``.
    """
    lines = [
        (_("Verb"), escape(decision.verb or "")),
        (_("Addressed to"), escape(", ".join(marked.addressees))),
        (_("Due"), _due(decision)),
        (_("Topics"), _topics(marked.topics)),
        (_("What followed"), what_followed(decision.key, decision.state)),
    ]
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{words}</dd></div>" for name, words in lines if words)
    return f'<dl class="{style}" lang="{get_language()}">{listed}</dl>' if listed else ""


def what_followed(key: str, state: str | None) -> str:
    """How far what follows from the decision ``key`` is, linked to its page; nothing where nothing is followed up."""
    if not state:
        return ""
    here = get_language()
    return f'<a href="{_page_of_commitment(here)(key)}">{_state_chip(state, here)}</a>'


@lru_cache(maxsize=8)
def _page_of_commitment(_language: str | None) -> Callable[[str], str]:
    return addresses("commitments:commitment-detail", "key")


@lru_cache(maxsize=32)
def _state_chip(state: str, _language: str | None) -> str:
    return chip(str(CommitmentState(state).label), STATE_CHIPS.get(state, "plain"))


def _due(decision: Any) -> str:
    day = str(date(decision.due_on)) if decision.due_on else ""
    words = escape(decision.due or "")
    if day and str(decision.due_on) in words:
        return words
    return f"{words} ({day})" if words and day else words or day


def _topics(topics: list[Mark]) -> str:
    if not topics:
        return ""
    address = reverse("declarations:decision-list")
    return ", ".join(f'<a href="{address}?topic={escape(topic.key)}">{escape(str(topic))}</a>' for topic in topics)


@register.simple_tag
def title_of(reading: Reading) -> SafeString | str:
    """The title in the reader's language; where only the other language has it, marked as that language."""
    here = "en" if get_language() == "en" else "es"
    there = "es" if here == "en" else "en"
    if title := reading.title_in(here):
        return title
    return format_html('<span lang="{}">{}</span>', there, reading.title_in(there))


def words_as_published(paragraph: CanonicalParagraph) -> str:
    """The words of one paragraph as published, in the language of the page, or marked as being in the other."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    language = here if getattr(paragraph, f"body_{here}") else there
    label, body = escape(getattr(paragraph, f"label_{language}")), escape(getattr(paragraph, f"body_{language}"))
    hanging = f'<span class="decisions__label">{label}</span> ' if label else ""
    return f'<p class="serif" lang="{language}">{hanging}{body}</p>'
