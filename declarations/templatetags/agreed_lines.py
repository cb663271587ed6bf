"""The decisions on the pages of a meeting, a body and a participant; as in lists, their markup is made here."""

from collections.abc import Iterator
from functools import lru_cache, partial
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.lists import addresses
from common.page_addresses import page_address
from common.periods import PartialDate
from common.templatetags.components import chip, date, days, either_in, language_chip, notice, said_in, written
from declarations.agreed import Agreed, Words
from declarations.canonical import paragraph_anchor
from declarations.templatetags.passages import what_followed
from meetings.models import MeetingKind
from meetings.titles import title_without_name


class Span(NamedTuple):
    """The days of a meeting."""

    start: PartialDate | None
    end: PartialDate | None


def agreed_list(lines: list[Agreed], has_more: bool, *, query: str, of_one_meeting: bool = False) -> SafeString:
    """One item for each decision: its words, those of the other language to be opened, and its particulars.

    ``query`` asks the list of decisions for all of them; that they are summaries is said once where all are.
    """
    if not lines:
        nothing = escape(_("The record holds no decision here."))
        return SafeString(f'<p class="soft">{nothing}</p>')
    summaries = all(line.is_summary for line in lines)
    said = _("These are summaries by the portal of what was decided, not the official texts.")
    above = notice(f"<p>{escape(said)}</p>", "summary") if summaries else ""
    address = f"{page_address('declarations:decision-list')}?{query}"
    whole = escape(_("All of these decisions"))
    more = f'<p><a href="{escape(address)}">{whole}</a></p>' if has_more else ""
    told = Teller(of_one_meeting, summaries).told(lines)
    return SafeString(f'{above}\n<ol class="agreed">\n  {told}\n</ol>\n{more}')


class Names(NamedTuple):
    """What the particulars of a decision are called, in markup."""

    meeting: str
    effect: str
    verb: str
    addressed: str
    due: str
    topics: str
    followed: str
    text: str


@lru_cache(maxsize=8)
def _names(_language: str) -> Names:
    particulars = _("Verb"), _("Addressed to"), _("Due"), _("Topics"), _("What followed"), _("In the text")
    return Names(*map(escape, (_("Meeting"), _("Effect"), *particulars)))


class Teller:
    """Tells decisions: what they have in common is looked up once."""

    def __init__(self, of_one_meeting: bool, all_summaries: bool) -> None:
        self.of_one_meeting, self.all_summaries = of_one_meeting, all_summaries
        self.text = addresses("declarations:text-detail", "symbol")
        self.meeting = addresses("meetings:meeting-detail", "key")
        self.here = "en" if get_language() == "en" else "es"
        self.said, self.either = partial(said_in, self.here), partial(either_in, self.here)
        self.names = _names(self.here)
        self.alone = _("The record has these words in one language only.")

    def told(self, lines: list[Agreed]) -> str:
        return "\n".join(map(self.line, lines))

    def line(self, agreed: Agreed) -> str:
        first, other = agreed.words
        alone = f'<p class="soft">{escape(self.alone)}</p>' if first.language != self.here else ""
        facts = "\n".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in self.facts(agreed))
        return (
            f'<li class="agreed__decision" id="{escape(agreed.row.key)}">\n{_words(first)}\n'
            f"{alone}{_folded(other) if other else ''}\n"
            f'<dl class="agreed__facts">\n{facts}\n</dl>\n</li>'
        )

    def facts(self, agreed: Agreed) -> Iterator[tuple[str, Any]]:
        row, names = agreed.row, self.names
        if not self.of_one_meeting:
            yield names.meeting, self.held(row)
        if agreed.created_it:
            yield names.effect, chip(_("created this body"), "accent")
        elif agreed.decided_step:
            yield names.effect, chip(_("decided a step in its life"), "accent")
        if verb := self.said(row.verb_es, row.verb_en):
            yield names.verb, written(verb)
        if agreed.addressees:
            yield names.addressed, escape(", ".join(agreed.addressees))
        if due := self.said(row.due_es, row.due_en) or (date(row.due_on) if row.due_on else ""):
            yield names.due, written(due)
        if agreed.topics:
            yield names.topics, escape(", ".join(map(str, agreed.topics)))
        if followed := what_followed(row.key, row.commitment__state):
            yield names.followed, followed
        yield names.text, self.place(agreed)

    def held(self, row: Any) -> str:
        title = self.said(row.meeting__name_es, row.meeting__name_en)
        if not title:
            city = self.either(row.meeting__city_es, row.meeting__city_en)
            place = city or self.either(row.meeting__country__name_es, row.meeting__country__name_en)
            title = title_without_name(row.meeting__ordinal, str(MeetingKind(row.meeting__kind).label), place)
        on = f", {days(Span(row.meeting__start, row.meeting__end))}" if row.meeting__start else ""
        return f'<a href="{self.meeting(row.meeting__key)}">{written(title)}</a>{on}'

    def place(self, agreed: Agreed) -> str:
        row = agreed.row
        title = written(self.said(row.paragraph__text__title_es, row.paragraph__text__title_en))
        address = f"{self.text(row.paragraph__text__symbol)}#{paragraph_anchor(str(row.paragraph__uid))}"
        doubt = agreed.is_summary and not self.all_summaries
        mark = " " + chip(_("summary by the portal, not the official text"), "doubt") if doubt else ""
        return f'<a href="{address}">{title}</a>{mark}'


def _words(words: Words) -> str:
    label = f'<span class="agreed__label">{escape(words.label)}</span> ' if words.label else ""
    return f'<p class="agreed__words" lang="{words.language}">{label}{escape(words.body)}</p>'


def _folded(words: Words) -> str:
    mark = _chip(words.language, get_language())
    return f'<details class="agreed__other"><summary>{mark}</summary>{_words(words)}</details>'


@lru_cache(maxsize=8)
def _chip(language: str, _here: str | None) -> str:
    return language_chip(language)
