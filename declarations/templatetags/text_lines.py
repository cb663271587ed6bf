"""The lines of the list of texts.

Thirty lines through a template would cost more than reading them; so their markup is made here, and only here. What
lines have in common is put into words once for each language.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.access import Audience
from common.lists import addresses
from common.models import Certainty
from common.templatetags.components import chip, date, language_chip, said_in, written
from declarations.lists import TextLine
from declarations.models import Nature, TextKind, TextState

register = template.Library()
CURRENT = ' aria-current="true"'


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in many lines, in one language."""

    kinds: dict[str, str]
    natures: dict[str, str]
    audiences: dict[str, str]
    languages: dict[str, str]
    draft: str
    doubt: str


@lru_cache(maxsize=8)
def _words(_language: str | None) -> Words:
    return Words(
        kinds={kind.value: format_html("<span>{}</span>", kind.label) for kind in TextKind},
        natures={Nature.SUMMARY: chip(_("Summary"), "accent", "summary"), Nature.REFERENCE: chip(_("Title only"))},
        audiences={
            audience.value: chip(str(audience.label), "plain", "shield")
            for audience in Audience
            if audience != Audience.PUBLIC
        },
        languages={language: language_chip(language) for language in ("es", "en")},
        draft=chip(_("Draft"), "draft"),
        doubt=chip(_("to be confirmed"), "doubt", "doubt"),
    )


@register.simple_tag
def kinds_counted(kinds: Iterable[tuple[str, str, int]], asked: str) -> SafeString:
    """The kinds of texts, each with how many there are; the one that is asked for is marked."""
    return SafeString(
        "".join(
            f'<li><a class="chip" href="?kind={kind}"{CURRENT if kind == asked else ""}>{written(name)} '
            f'<span class="kinds__number">{number}</span></a></li>'
            for kind, name, number in kinds
        )
    )


@register.simple_tag
def text_lines(lines: list[TextLine]) -> SafeString:
    """The texts of one page of the list: date, title, the title in the other language, and what is to be known."""
    language, address = get_language(), addresses("declarations:text-detail", "symbol")
    words, said, items = _words(language), partial(said_in, language), []
    for line in lines:
        row = line.row
        items.append(
            f'<li class="texts__line"><p class="texts__when">{date(row.adopted_on)}</p><div>'
            f'<p class="entries__title"><a href="{address(row.symbol)}">'
            f"{written(said(row.title_es, row.title_en))}</a></p>{_other_title(row, language)}"
            f'<p class="entries__meta">{_facts(line, words, _place(row, said))}</p></div></li>\n'
        )
    return SafeString("".join(items))


def _other_title(row: Any, language: str | None) -> str:
    es, en = row.title_es, row.title_en
    here, there, other = (en, es, "es") if language == "en" else (es, en, "en")
    if not (here and there and here != there):
        return ""
    return f'<p class="texts__other" lang="{other}">{escape(there)}</p>'


def _facts(line: TextLine, words: Words, place: str) -> str:
    row = line.row
    languages = "".join(chip for language, chip in words.languages.items() if language in line.languages)
    facts = (
        words.kinds[row.kind],
        place,
        f'<span class="chips">{languages}</span>' if languages else "",
        words.natures.get(row.nature, ""),
        words.draft if row.state != TextState.PUBLISHED else "",
        words.audiences.get(row.audience, ""),
        words.doubt if row.certainty != Certainty.FIRM else "",
    )
    return " ".join(filter(None, facts))


def _place(row: Any, said: Callable[..., str]) -> str:
    country = written(said(row.meeting__country__name_es, row.meeting__country__name_en))
    city = written(said(row.meeting__city_es, row.meeting__city_en))
    return f"<span>{city}, {country}</span>" if city and country else f"<span>{country}</span>" if country else ""
