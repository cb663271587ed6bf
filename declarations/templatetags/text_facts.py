"""What stands around the words of a text, particulars above and apparatus below: its markup is made here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.defaultfilters import date as moment
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.page_addresses import page_address
from common.templatetags.components import cite, date, doubt, label, question_link, written
from declarations.citations import Citation
from declarations.models import Text
from declarations.reading import MadeEdition, Reading
from declarations.templatetags.adoption_lines import adoption_facts

register = template.Library()
Fact = tuple[str, str]  # what it is called, and its words in markup


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around most texts, in one language."""

    adopted: str
    meeting: str
    presidency: str
    adopted_by: str
    symbol: str
    edition: str
    original_language: str
    languages: dict[str, str]
    topics: str
    how_to_cite: str
    as_text: str
    editions: str
    one_edition: str
    sources: str


@lru_cache(maxsize=8)
def _words(_language: str | None) -> Words:
    return Words(
        adopted=_("Adopted"),
        meeting=_("Meeting"),
        presidency=_("Presidency"),
        adopted_by=_("Adopted by"),
        symbol=_("Symbol"),
        edition=_("edition %(number)s"),
        original_language=_("Original language"),
        languages={"es": _("Spanish"), "en": _("English")},
        topics=_("Topics"),
        how_to_cite=_("How to cite"),
        as_text=_("Text"),
        editions=_("Editions"),
        one_edition=_("Edition %(number)s"),
        sources=_("Sources"),
    )


@register.simple_tag(takes_context=True)
def text_facts(context: template.Context, reading: Reading) -> SafeString:
    """When, where and by whom the text was adopted, its symbol, language and topics."""
    text, words = reading.text, _words(get_language())
    adopted = adoption_facts(reading.content.adoption if reading.content else None)
    facts = (*_day(context["request"], text, words), *_meeting(text, words), *adopted, *_own(reading, words))
    return SafeString("".join(f"<div><dt>{escape(name)}</dt><dd>{fact}</dd></div>\n" for name, fact in facts))


def _day(request: Any, text: Text, words: Words) -> Iterator[Fact]:
    if text.adopted_on:
        yield words.adopted, f"{date(text.adopted_on)} {doubt(request, text, '')}"
    elif text.is_to_be_confirmed:
        yield _("Date"), doubt(request, text, "")


def _meeting(text: Text, words: Words) -> Iterator[Fact]:
    """Nothing of a meeting that the reader may not see."""
    meeting = text.meeting
    if meeting is None or not text.meeting_is_visible:  # type: ignore[attr-defined]
        return
    places = [label(meeting, "city"), label(meeting.country, "name") if meeting.country else ""]
    place = ", ".join(written(place) for place in places if place)
    link = f'<a href="{escape(meeting.get_absolute_url())}">{written(meeting.title)}</a>'
    yield words.meeting, f"{link}<br>{place}" if place else link
    if (presidency := meeting.presidency) and presidency.country:
        theme = label(presidency, "theme")
        under = f'<br><span class="serif soft">{written(theme)}</span>' if theme else ""
        yield words.presidency, f"{written(label(presidency.country, 'name'))}, {presidency.year}{under}"


def _own(reading: Reading, words: Words) -> Iterator[Fact]:
    text = reading.text
    if adopted_by := label(text, "adopted_by"):
        yield words.adopted_by, written(adopted_by)
    edition = words.edition % {"number": reading.edition.number} if reading.edition else ""
    noted = f' <span class="soft">· {escape(edition)}</span>' if edition else ""
    yield words.symbol, f"<code>{escape(text.symbol)}</code>{noted}"
    if text.original_language:
        ours = _("English title translated by the portal") if text.title_status_en == "own_translation" else ""
        noted = f' <span class="soft">· {escape(ours)}</span>' if ours else ""
        yield (
            words.original_language,
            escape(words.languages.get(text.original_language, text.original_language)) + noted,
        )
    if reading.topics:
        address = page_address("declarations:text-list")
        chips = (
            f'<li><a class="chip" href="{address}?topic={escape(topic.key)}">{escape(str(topic))}</a></li>'
            for topic in reading.topics
        )
        yield words.topics, f'<ul class="chips">{"".join(chips)}</ul>'


@register.simple_tag
def text_faces(faces: Iterable[tuple[str, str]], view: str) -> SafeString:
    """The text in each language and in both; ``view`` is the one that is shown."""
    return SafeString("".join(_face(face, str(name), face == view) for face, name in faces))


def _face(face: str, name: str, is_shown: bool) -> str:
    lang = "" if face == "both" else f' hreflang="{face}"'
    here = ' aria-current="page"' if is_shown else ""
    return f'<a href="?view={face}#words"{lang}{here}>{escape(name)}</a>'


@register.simple_tag
def text_apparatus(reading: Reading, citation: Citation) -> SafeString:
    """How to cite the text, its editions, where it comes from. A working copy is not cited."""
    text, words = reading.text, _words(get_language())
    cited = "" if reading.is_working_copy else _section("cite", words.how_to_cite, _cited(text, citation, words))
    here = get_language()
    lines = "\n".join(_edition(edition, edition == reading.edition, here) for edition in reading.editions)
    editions = f'<ol class="plain editions" reversed>\n{lines}\n</ol>' if lines else ""
    told = (_section("editions", words.editions, editions), _section("sources", words.sources, _sources(text)))
    return SafeString("\n".join((cited, *told)))


def _section(name: str, heading: str, words: str) -> str:
    """Nothing where there are no words."""
    if not words:
        return ""
    above = f'<h2 id="{name}-heading">{escape(heading)}</h2>'
    return f'<section aria-labelledby="{name}-heading">\n{above}\n{words}\n</section>'


def _cited(text: Text, citation: Citation, words: Words) -> str:
    links = " ".join(
        f'<a href="{page_address("declarations:text-citation", symbol=text.symbol, form=form)}">{escape(name)}</a>'
        for form, name in (("txt", words.as_text), ("bib", "BibTeX"), ("ris", "RIS"))
    )
    sentence = f'<p class="serif citation">{escape(citation.as_text())}</p>'
    return f'{sentence}\n<p class="apparatus__links">{links}</p>'


@lru_cache(maxsize=512)  # an edition never changes
def _edition(edition: MadeEdition, is_read: bool, language: str | None) -> str:
    here, words = ' aria-current="true"' if is_read else "", _words(language)
    address = edition.get_absolute_url()
    name = escape(words.one_edition % {"number": edition.number})
    day = localtime(edition.published_at)
    published = f'<time datetime="{moment(day, "c")}">{moment(day, "DATE_FORMAT")}</time>'
    reason = f'<br><span class="soft">{escape(edition.reason)}</span>' if edition.reason else ""
    return f'<li{here}><a href="{address}">{name}</a> {published}{reason}{_changes(edition)}</li>'


def _changes(edition: MadeEdition) -> str:
    """The way to what differs from the edition before it."""
    if edition.number == 1:
        return ""
    address = page_address("declarations:edition-changes", symbol=edition.symbol, number=edition.number)
    words, number = escape(_("What changed")), escape(_("Edition %(number)s") % {"number": edition.number})
    return f'<br><a href="{address}">{words}<span class="unseen">: {number}</span></a>'


def _sources(text: Text) -> str:
    sources, questions, note = text.sources.all(), text.discrepancies.all(), label(text, "note")
    if not (sources or questions or note):
        return ""
    parts = [f"<p>{written(note)}</p>"] if note else []
    parts.append(f'<ul class="plain">{"".join(f"<li>{cite(source)}</li>" for source in sources)}</ul>')
    if text.url:
        words = escape(_("The document at its source"))
        parts.append(f'<p><a href="{escape(text.url)}" rel="external">{words}</a></p>')
    if questions:
        language = get_language()
        listed = "".join(f"<li>{question_link(question, language)}</li>" for question in questions)
        heading = escape(_("Open questions of the record"))
        parts.append(f'<h3>{heading}</h3><ul class="plain">{listed}</ul>')
    return "\n".join(parts)
