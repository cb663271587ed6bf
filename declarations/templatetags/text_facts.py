"""What stands around the words of a text, particulars above and apparatus below: its markup is made here."""

from collections.abc import Iterable, Iterator
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
from declarations.models import Edition, Text
from declarations.reading import Reading
from declarations.templatetags.adoption_lines import adoption_facts

register = template.Library()
Fact = tuple[str, str]  # what it is called, and its words in markup


@register.simple_tag(takes_context=True)
def text_facts(context: template.Context, reading: Reading) -> SafeString:
    """When, where and by whom the text was adopted, its symbol, language and topics."""
    text = reading.text
    adopted = adoption_facts(reading.content.adoption if reading.content else None)
    facts = (*_day(context["request"], text), *_meeting(text), *adopted, *_own(reading))
    return SafeString("".join(f"<div><dt>{escape(name)}</dt><dd>{words}</dd></div>\n" for name, words in facts))


def _day(request: Any, text: Text) -> Iterator[Fact]:
    if text.adopted_on:
        yield _("Adopted"), f"{date(text.adopted_on)} {doubt(request, text, '')}"
    elif text.is_to_be_confirmed:
        yield _("Date"), doubt(request, text, "")


def _meeting(text: Text) -> Iterator[Fact]:
    """Nothing of a meeting that the reader may not see."""
    meeting = text.meeting
    if meeting is None or not text.meeting_is_visible:  # type: ignore[attr-defined]
        return
    places = [label(meeting, "city"), label(meeting.country, "name") if meeting.country else ""]
    place = ", ".join(written(place) for place in places if place)
    link = f'<a href="{escape(meeting.get_absolute_url())}">{written(meeting.title)}</a>'
    yield _("Meeting"), f"{link}<br>{place}" if place else link
    if (presidency := meeting.presidency) and presidency.country:
        theme = label(presidency, "theme")
        under = f'<br><span class="serif soft">{written(theme)}</span>' if theme else ""
        yield _("Presidency"), f"{written(label(presidency.country, 'name'))}, {presidency.year}{under}"


def _own(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    if adopted_by := label(text, "adopted_by"):
        yield _("Adopted by"), written(adopted_by)
    edition = _("edition %(number)s") % {"number": reading.edition.number} if reading.edition else ""
    noted = f' <span class="soft">· {escape(edition)}</span>' if edition else ""
    yield _("Symbol"), f"<code>{escape(text.symbol)}</code>{noted}"
    if text.original_language:
        names = {"es": _("Spanish"), "en": _("English")}
        ours = _("English title translated by the portal") if text.title_status_en == "own_translation" else ""
        noted = f' <span class="soft">· {escape(ours)}</span>' if ours else ""
        yield _("Original language"), escape(names.get(text.original_language, text.original_language)) + noted
    if reading.topics:
        address = page_address("declarations:text-list")
        chips = (
            f'<li><a class="chip" href="{address}?topic={escape(topic.key)}">{escape(str(topic))}</a></li>'
            for topic in reading.topics
        )
        yield _("Topics"), f'<ul class="chips">{"".join(chips)}</ul>'


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
    cited = "" if reading.is_working_copy else _section("cite", _("How to cite"), _cited(reading.text, citation))
    lines = "\n".join(_edition(edition, reading) for edition in reading.editions)
    editions = f'<ol class="plain editions" reversed>\n{lines}\n</ol>' if lines else ""
    told = (_section("editions", _("Editions"), editions), _section("sources", _("Sources"), _sources(reading.text)))
    return SafeString("\n".join((cited, *told)))


def _section(name: str, heading: str, words: str) -> str:
    """Nothing where there are no words."""
    if not words:
        return ""
    above = f'<h2 id="{name}-heading">{escape(heading)}</h2>'
    return f'<section aria-labelledby="{name}-heading">\n{above}\n{words}\n</section>'


def _cited(text: Text, citation: Citation) -> str:
    links = " ".join(
        f'<a href="{page_address("declarations:text-citation", symbol=text.symbol, form=form)}">{escape(words)}</a>'
        for form, words in (("txt", _("Text")), ("bib", "BibTeX"), ("ris", "RIS"))
    )
    sentence = f'<p class="serif citation">{escape(citation.as_text())}</p>'
    return f'{sentence}\n<p class="apparatus__links">{links}</p>'


def _edition(edition: Edition, reading: Reading) -> str:
    here = ' aria-current="true"' if edition == reading.edition else ""
    address = page_address("declarations:edition-detail", symbol=reading.text.symbol, number=edition.number)
    name = escape(_("Edition %(number)s") % {"number": edition.number})
    day = localtime(edition.published_at)
    published = f'<time datetime="{moment(day, "c")}">{moment(day, "DATE_FORMAT")}</time>'
    reason = f'<br><span class="soft">{escape(edition.reason)}</span>' if edition.reason else ""
    return f'<li{here}><a href="{address}">{name}</a> {published}{reason}{_changes(edition, reading.text)}</li>'


def _changes(edition: Edition, text: Text) -> str:
    """The way to what differs from the edition before it."""
    if edition.number == 1:
        return ""
    address = page_address("declarations:edition-changes", symbol=text.symbol, number=edition.number)
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
