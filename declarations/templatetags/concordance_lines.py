"""The concordance on a page: points by paragraph, with the words in question marked; a mark for the workroom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.components import chip
from declarations.concordance import approval_mark
from declarations.models import Paragraph
from declarations.queries_concordance import Concordance, Found, Marks

register = template.Library()


@dataclass(slots=True)
class Group:
    """The points of one paragraph. ``is_open``: others of the same paragraph are open, or these are."""

    paragraph: Paragraph
    is_open: bool
    found: list[Found] = field(default_factory=list)


@register.simple_tag
def concordance_groups(concordance: Concordance) -> dict[str, list[Group]]:
    """Open and accepted points, each gathered by paragraph."""
    still_open = {one.paragraph.pk for one in concordance.open}
    return {"open": _groups(concordance.open, still_open), "accepted": _groups(concordance.accepted, still_open)}


@register.simple_tag
def words_of(paragraph: Paragraph, language: str, found: Iterable[Found]) -> SafeString:
    """Label and words in one language, with what was found in them marked; or that they are missing."""
    label = getattr(paragraph, f"label_{language}") or ""
    body = getattr(paragraph, f"body_{language}") or ""
    said = [getattr(one.finding, language) for one in found]
    if not body.strip():
        missing = _("Spanish is missing") if language == "es" else _("English is missing")
        return format_html('<span class="rows__lacking">{}</span>', missing)
    hanging = f'<span class="rows__label">{_marked(label, said)}</span> ' if label else ""
    return SafeString(hanging + _marked(body, said).replace("\n", "<br>"))


@register.simple_tag
def mark_of_row(paragraph: Paragraph) -> str:
    """What was looked at when its words are approved."""
    return approval_mark(paragraph)


@register.simple_tag
def concordance_mark(marks: Marks | None) -> SafeString | str:
    """What the concordance says of a paragraph, on a small ground; nothing where nothing is open."""
    if marks is None or not marks.open:
        return ""
    count = len(marks.open)
    words = ngettext("%(counter)s difference", "%(counter)s differences", count) % {"counter": count}
    return chip(words, "pending", "warning")


@register.filter
def words(listed: str) -> list[str]:
    """``"es en"|words``: the words of a list written in a template."""
    return listed.split()


def _groups(found: Iterable[Found], still_open: set[int]) -> list[Group]:
    groups: dict[int, Group] = {}
    for one in found:
        pk = one.paragraph.pk
        groups.setdefault(pk, Group(one.paragraph, pk in still_open)).found.append(one)
    return list(groups.values())


def _marked(words: str, said: Iterable[str]) -> str:
    """``words`` in markup, with each thing that was said of them marked where it stands."""
    asked = {part for one in said if one for part in (one, *one.split(", ")) if part.strip()}
    if not asked:
        return escape(words)
    longest = sorted(asked, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)")
    parts = pattern.split(words)
    return "".join(f"<mark>{escape(part)}</mark>" if place % 2 else escape(part) for place, part in enumerate(parts))
