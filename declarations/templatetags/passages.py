"""The words of a text on its page.

A text has hundreds of paragraphs, and a template per paragraph would cost more than all the rest of the page; so
their markup is made here, and only here.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.templatetags.components import date, icon
from declarations.canonical import CanonicalParagraph
from declarations.models import ParagraphKind
from declarations.reading import Mark, Passage, Reading

register = template.Library()
HEADINGS = {ParagraphKind.TITLE: "h2", ParagraphKind.HEADING: "h2"}
LONGEST_HANGING = 6  # signs of a label that still fits in the margin; "Decision 12" stands above its words
LONGEST_HEADING = 200  # signs; what is longer is no heading to move by, whatever the import took it for


@register.simple_tag
def passages(reading: Reading, view: str) -> SafeString:
    """Every paragraph in the language of ``view``, or in both side by side, each with its anchor.

    A paragraph that one language lacks is shown as lacking; nothing of the other language takes its place.
    """
    if view == "both":
        return _side_by_side(reading)
    lacking, link = _lacking(reading), _copy_link()
    rows = []
    for passage in reading.passages:
        words = _words(passage, view, lacking[view], anchor=passage.anchor, link=link(passage))
        rows.append(f"{words}{_decision(passage)}\n")
    return SafeString(f'<div class="text{_margin(reading)}">{"".join(rows)}</div>')


def _side_by_side(reading: Reading) -> SafeString:
    lacking, link = _lacking(reading), _copy_link()
    rows = []
    for passage in reading.passages:
        es = _words(passage, "es", lacking["es"])
        en = _words(passage, "en", lacking["en"], link=link(passage))
        decision = _decision(passage)
        cells = f"<td></td><td>{decision}</td>" if get_language() == "en" else f"<td>{decision}</td><td></td>"
        followed = f'<tr class="row-decision">{cells}</tr>' if decision else ""
        kind = passage.paragraph.kind
        rows.append(
            f'<tr class="row row--{kind}" id="{passage.anchor}"><td lang="es">{es}</td><td lang="en">{en}</td></tr>'
            f"{followed}\n"
        )
    return SafeString(
        f'<div class="text text--both{_margin(reading)}"><table class="sides">'
        f'<caption class="unseen">{escape(_("The text in Spanish and English, one row per paragraph"))}</caption>'
        '<thead><tr><th scope="col" lang="es">Español</th><th scope="col" lang="en">English</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _words(passage: Passage, language: str, lacking: str, anchor: str = "", link: str = "") -> str:
    paragraph = passage.paragraph
    label = escape(getattr(paragraph, f"label_{language}") or "")
    body = escape(getattr(paragraph, f"body_{language}") or "").replace("\n", "<br>")
    place = f' id="{anchor}"' if anchor else ""
    attributes = f'class="para para--{paragraph.kind}" data-level="{paragraph.level}"{place}'
    standing = "" if len(label) <= LONGEST_HANGING else " para__label--above"
    hanging = f'<span class="para__label{standing}" lang="{language}">{label}</span> ' if label else ""
    if not body:
        missing = f'<span class="para__missing" lang="{get_language()}">{escape(lacking)}</span>' if lacking else ""
        return f"<p {attributes}>{hanging}{missing}{link}</p>"
    tag = HEADINGS.get(ParagraphKind(paragraph.kind), "p") if len(body) < LONGEST_HEADING else "p"
    return f'<{tag} {attributes} lang="{language}">{hanging}{body}{link}</{tag}>'


def _margin(reading: Reading) -> str:
    """No margin is kept for labels where none hangs in it."""
    labels = (passage.paragraph.label_es or passage.paragraph.label_en or "" for passage in reading.passages)
    return "" if any(0 < len(label) <= LONGEST_HANGING for label in labels) else " text--flush"


def _lacking(reading: Reading) -> dict[str, str]:
    """What stands where one language lacks a paragraph; nothing where it lacks the whole text, said once above."""
    words = {"es": _("This paragraph has no Spanish text."), "en": _("This paragraph has no English text.")}
    return {language: words[language] if language in reading.languages else "" for language in words}


def _copy_link() -> Callable[[Passage], str]:
    drawing, copied, words = icon("link"), escape(_("Copied")), escape(_("Link to this paragraph"))

    def link(passage: Passage) -> str:
        spanish, english = passage.paragraph.label_es, passage.paragraph.label_en
        label = escape((english or spanish if get_language() == "en" else spanish or english) or "")
        return (
            f' <a class="copy-link" href="#{passage.anchor}" data-copy data-copied="{copied}">{drawing}'
            f'<span class="unseen" lang="{get_language()}">{words} {label}</span></a>'
        )

    return link


def _decision(passage: Passage) -> str:
    return followed_up(passage.decision, passage, "decision") if passage.decision else ""


def followed_up(decision: Any, marked: Any, style: str) -> str:
    """What can be followed up of one paragraph: its verb, to whom it speaks, until when, on what.

    ``decision`` has ``verb``, ``due`` and ``due_on``; ``marked`` has ``addressees`` and ``topics``.
    """
    lines = [
        (_("Verb"), escape(decision.verb or "")),
        (_("Addressed to"), escape(", ".join(marked.addressees))),
        (_("Due"), _due(decision)),
        (_("Topics"), _topics(marked.topics)),
    ]
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{words}</dd></div>" for name, words in lines if words)
    return f'<dl class="{style}" lang="{get_language()}">{listed}</dl>' if listed else ""


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
