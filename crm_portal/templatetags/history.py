"""How the history is told on a page.

The table has a row for every year and seven cells in it; a template for each would cost more than all the rest of the
page. So the markup of its rows is made here, and only here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.lists import addresses, linked
from common.page_addresses import page_address
from common.templatetags.components import (
    date,
    days_in,
    doubt,
    either_in,
    label,
    question_link,
    said_in,
    written,
)
from crm_portal.queries.conference import Term
from crm_portal.queries.history import Line, Milestone, Year
from crm_portal.queries.work import NamedMeeting, Work
from meetings.titles import roman

register = template.Library()
DASH = "—"
MARKS = {
    "own_translation": ("†", gettext_lazy("our translation")),
    "press": ("‡", gettext_lazy("wording of the press")),
}


@lru_cache(maxsize=8)
def _marks(_language: str | None) -> dict[str, str]:
    """In markup what stands behind a theme, by its status; empty behind the words of the Conference itself."""
    return {
        status: f'<a class="theme__mark" href="#theme-marks"><span aria-hidden="true">{sign}</span>'
        f'<span class="unseen"> ({escape(str(words))})</span></a>'
        for status, (sign, words) in MARKS.items()
    }


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme in one language, and whether its wording is official, of the press, or our translation."""

    language: str
    words: str
    status: str
    is_of_the_page: bool

    @property
    def marked(self) -> SafeString | str:
        """The words; those of the other language marked as such."""
        if self.is_of_the_page:
            return self.words
        return SafeString(f'<span lang="{self.language}">{escape(self.words)}</span>')


def theme_of(page: str | None, presidency: Any) -> Theme | None:
    """The theme in the language of the ``page``, else in the other; ``None`` where no source gives one."""
    here, there = ("en", "es") if page == "en" else ("es", "en")
    for language in (here, there):
        if words := getattr(presidency, f"theme_{language}"):
            return Theme(language, words, getattr(presidency, f"theme_status_{language}"), language == here)
    return None


@register.simple_tag
def theme(presidency: Any) -> SafeString:
    """The theme with its mark, which the line under the table explains; or that none is known."""
    return theme_in(get_language(), presidency)


def theme_in(page: str | None, presidency: Any) -> SafeString:
    """The same; ``page`` is the language of the page."""
    found = theme_of(page, presidency)
    if found is None:
        return format_html('<span class="soft">{}</span>', _("no theme is known"))
    mark = _marks(page).get(found.status, "")
    return SafeString(f'<span class="theme">{written(found.marked)}</span>{mark}')


@register.simple_tag
def remarks(fact: Any) -> SafeString:
    """The note and the open questions of a fact that is sure; those of one that is not stand behind its mark."""
    if fact.is_to_be_confirmed:
        return SafeString("")
    note = f'<br><small class="soft">{written(label(fact, "note"))}</small>' if fact.note else ""
    if not (questions := fact.discrepancies.all()):
        return SafeString(note)
    language, words = get_language(), escape(_("Open questions of the record:"))
    links = " · ".join(question_link(question, language) for question in questions)
    return SafeString(f'{note}<br><small class="soft">{words} {links}</small>')


@register.simple_tag(takes_context=True)
def presidency_rows(context: template.Context, lines: Iterable[Line]) -> SafeString:
    """The rows of the table of presidencies."""
    writer = RowWriter(context["request"])
    return SafeString("\n".join(map(writer.row, lines)))


@dataclass(frozen=True, slots=True)
class RowWords:
    """What stands in many rows, in one language and in markup."""

    who: str
    theme: str
    troika: str
    chief: str
    held: str
    agreed: str
    outgoing: str
    incoming: str
    unknown: str
    unsure: str
    all_chief: str


@lru_cache(maxsize=8)
def _row_words(_language: str | None) -> RowWords:
    heads = _("Presidency"), _("Theme"), _("Troika"), _("Vice-Ministerial Meeting"), _("Meetings"), _("Texts")
    words = _("outgoing:"), _("incoming:"), _("not known"), _("to be confirmed")
    return RowWords(*map(escape, (*heads, *words, _("All of its Vice-Ministerial Meetings"))))


class RowWriter:
    """Writes the rows of the table: what they have in common is looked up once."""

    def __init__(self, request: Any) -> None:
        self.request, self.language = request, get_language()
        self.words, self.said = _row_words(self.language), partial(said_in, self.language)
        self.names: dict[str, str] = {}
        self.meeting_url = addresses("meetings:meeting-detail", "key")
        self.meetings = page_address("meetings:meeting-list")

    def row(self, line: Line) -> str:
        term, work, words = line.presidency, line.work, self.words
        asked = remarks(term) if term.discrepancies else ""
        themed = theme_in(self.language, term)
        return (
            f'<tr id="presidency-{term.year}">\n      <th scope="row">{term.year}</th>\n'
            f'      <td data-label="{words.who}">{self.country(term)} {doubt(self.request, term)}</td>\n'
            f'      <td data-label="{words.theme}">{themed}{asked}</td>\n'
            f'      <td data-label="{words.troika}">{self.troika(line)}</td>\n'
            f'      <td data-label="{words.chief}">{self.chief(term, work)}</td>\n'
            f'      <td data-label="{words.held}" class="numeric">{self.counted(term, work)}</td>\n'
            f'      <td data-label="{words.agreed}" class="numeric">{work.texts or DASH}</td>\n    </tr>'
        )

    def country(self, term: Term) -> str:
        if term.country is None:
            return f'<span class="soft">{self.words.unknown}</span>'
        return linked(term.country.url, self.said(term.country.name_es, term.country.name_en))

    def troika(self, line: Line) -> str:
        before, now, after = map(self.named, (line.outgoing, line.presidency, line.incoming))
        dot = '&nbsp;<span aria-hidden="true">·</span>'
        return (
            f'<span class="troika"><span class="unseen">{self.words.outgoing} </span>'
            f'<span class="nowrap">{before}{dot}</span> '
            f'<span class="nowrap"><b>{now}</b>{dot}</span> '
            f'<span class="unseen">{self.words.incoming} </span><span class="nowrap">{after}</span></span>'
        )

    def named(self, term: Term | None) -> str:
        if term is None or term.country is None:
            return DASH
        if term.country.key not in self.names:
            country = term.country
            self.names[country.key] = escape(either_in(self.language, country.name_es, country.name_en))
        return self.names[term.country.key]

    def chief(self, term: Term, work: Work) -> str:
        meetings = "<br>".join(map(self.meeting, work.chief)) or DASH
        if not work.has_more:
            return meetings
        whole = f"{self.meetings}?presidency={term.key}&amp;kind=vice_ministerial"
        return f'{meetings}<br><a href="{whole}">{self.words.all_chief}</a>'

    def meeting(self, meeting: NamedMeeting) -> str:
        own = self.said(meeting.name_es, meeting.name_en)
        name = written(own or meeting.title_in(self.language))
        if meeting.ordinal and not own:
            name = f'<span aria-hidden="true">{roman(meeting.ordinal)}</span><span class="unseen">{name}</span>'
        city = written(self.said(meeting.city_es, meeting.city_en))
        mark = f" {doubt(self.request, meeting, SafeString(self.words.unsure))}" if meeting.is_to_be_confirmed else ""
        return (
            f'<a href="{self.meeting_url(meeting.key)}">{name}{" · " if city else ""}{city}</a><br>'
            f'<span class="soft">{days_in(self.language, meeting)}</span>{mark}'
        )

    def counted(self, term: Term, work: Work) -> str:
        return f'<a href="{self.meetings}?presidency={term.key}">{work.meetings}</a>' if work.meetings else DASH


@register.simple_tag(takes_context=True)
def timeline_years(context: template.Context, years: Iterable[Year]) -> SafeString:
    """The years of the timeline: who presided, the Vice-Ministerial Meetings, and what happened to bodies."""
    writer = YearWriter(context["request"])
    return SafeString("".join(map(writer.year, years)))


class YearWriter:
    """Writes the years of the timeline."""

    def __init__(self, request: Any) -> None:
        self.request, self.language = request, get_language()
        self.said = partial(said_in, self.language)
        self.meeting_url = addresses("meetings:meeting-detail", "key")
        self.bodies = page_address("meetings:body-list")
        self.unknown, self.by = escape(_("presidency not known")), escape(_("by"))
        self.all_bodies = escape(_("All bodies at the end of that year"))

    def year(self, year: Year) -> str:
        term = year.line.presidency if year.line else None
        is_sure = term and term.country and not term.is_to_be_confirmed
        doubtful = "" if is_sure else ' class="timeline__doubt"'
        return (
            f'<li{doubtful}>\n  <p class="timeline__year">{year.number}</p>\n  <div class="timeline__body">\n    '
            f"{self.presided(year.line) if year.line else ''}\n    {self.turns(year) if year.turns else ''}\n"
            "  </div>\n</li>\n"
        )

    def presided(self, line: Line) -> str:
        country = line.presidency.country
        who = f'<span class="soft">{self.unknown}</span>'
        if country:
            who = written(self.said(country.name_es, country.name_en))
        meetings = "".join(
            f"<p>{linked(self.meeting_url(meeting.key), meeting.title_marked(self.language))}"
            f"{', ' if (place := meeting.place_in(self.language)) else ''}{escape(place)}</p>"
            for meeting in line.work.chief
        )
        return f'<p class="timeline__who">{who}</p>\n    {meetings}'

    def turns(self, year: Year) -> str:
        more = f'<p><a href="{self.bodies}?on={year.number}-12-31">{self.all_bodies}</a></p>' if year.has_more else ""
        return f'<ul class="turns">{"".join(map(self.turn, year.shown))}</ul>{more}'

    def turn(self, turn: Milestone) -> str:
        heirs = [linked(heir.url, self.said(heir.name_es, heir.name_en)) for heir in turn.into]
        became = f' <span aria-hidden="true">→</span><span class="unseen"> {self.by} </span> {", ".join(heirs)}'
        on = "" if turn.on.precision == "year" else f", {date(turn.on)}"
        return (
            f'<li>\n      <span class="turns__kind">{escape(turn.turn.label)}</span>\n      <span>'
            f"{linked(turn.body.url, self.said(turn.named.name_es, turn.named.name_en))}"
            f"{became if heirs else ''}{on} {doubt(self.request, turn.fact)}</span>\n    </li>"
        )
