"""The small pieces of a page: icons, notices, certainty marks. Each is shown on the style page.

Available in every template without ``{% load %}``. A piece with markup of its own has its template in
``templates/components/``.
"""

from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Model
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from common.models import Certainty, Source
from common.page_addresses import page_address
from common.periods import Bound, PartialDate
from common.ready_templates import steady

register = template.Library()
NOTICES = {"info": "info", "warning": "warning", "summary": "summary", "success": "check", "error": "warning"}
PHRASES = {
    Bound.BY: (gettext_lazy("{date} at the latest"), pgettext_lazy("a day", "{date} at the latest")),
    Bound.ABOUT: (gettext_lazy("about {date}"), pgettext_lazy("a day", "about {date}")),
    Bound.AFTER: (gettext_lazy("after {date}"), pgettext_lazy("a day", "after {date}")),
    "since": (gettext_lazy("since {date}"), pgettext_lazy("a day", "since {date}")),
    "until": (gettext_lazy("until {date}"), pgettext_lazy("a day", "until {date}")),
}


@register.simple_tag
@steady
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of ``static/img/icons.svg``; silent to a screen reader unless it is given a ``label``."""
    return _drawing(staticfiles_storage.url("img/icons.svg"), name, str(label))


@lru_cache(maxsize=512)
def _drawing(sheet: str, name: str, label: str) -> SafeString:
    meaning = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="20" height="20" {} focusable="false"><use href="{}#{}"></use></svg>',
        meaning,
        sheet,
        name,
    )


@register.simple_block_tag
@steady
def notice(content: str, kind: str = "info", heading: str = "") -> SafeString:
    """``{% notice "warning" %}…{% endnotice %}``: one thing the reader must know.

    Kinds: info, warning, summary, success, error.
    """
    role = ' role="alert"' if kind == "error" else ""
    above = f'<p class="notice__heading">{conditional_escape(heading)}</p>' if heading else ""
    return SafeString(
        f'<div class="notice notice--{kind}"{role}>\n  {icon(NOTICES[kind])}\n  <div class="notice__words">\n    '
        f"{above}\n    {content}\n  </div>\n</div>\n"
    )


@register.simple_tag(takes_context=True)
def certainty(context: template.Context, fact: Any, words: str = "") -> SafeString:
    """Marks a fact that the Secretariat has still to confirm, with its sources and open questions behind the mark.

    Says nothing about a firm fact. Prefetch ``sources`` and ``discrepancies`` where many facts are listed.
    """
    return doubt(context["request"], fact, words)


@lru_cache(maxsize=8)
def _doubts(_language: str | None) -> tuple[str, str, str, str]:
    """The mark of a fact that is not certain; what is said of a likely and of an unsettled one; its open questions."""
    likely = _("One source says so; it is likely, but not yet confirmed.")
    unsettled = _("The sources do not settle this; it is not yet confirmed.")
    return _("to be confirmed by the Secretariat"), likely, unsettled, _("Open questions of the record:")


def doubt(request: Any, fact: Any, words: str = "") -> SafeString:
    """The same. The markup stands here: a page of history has dozens of marks, and a template each was half of it."""
    request.marks = getattr(request, "marks", 0) + 1  # a page may mark the same fact twice; each mark opens its own
    if not fact.is_to_be_confirmed:
        return SafeString("")
    language = get_language()
    usual, likely, unsettled, asked = _doubts(language)
    behind = [likely if fact.certainty == Certainty.LIKELY else unsettled]
    if fact.note:
        behind.append(said_in(language, fact.note_es, fact.note_en))
    behind += [cite_in(language, source) for source in fact.sources.all()]
    if questions := fact.discrepancies.all():
        behind += [asked, *(question_link(question, language) for question in questions)]
    place, mark = f"doubt-{request.marks}", written(words or usual)
    return SafeString(
        f'<span class="doubt"><button type="button" class="chip chip--doubt" popovertarget="{place}">{icon("doubt")}'
        f'{mark}</button><span class="doubt__why" id="{place}" popover>\n  '
        + "\n  ".join(f"<span>{written(line)}</span>" for line in behind)
        + "\n</span></span>"
    )


def question_link(question: Any, language: str | None) -> SafeString:
    """An open question of the record, as a link to its entry."""
    topic = said_in(language, question.topic_es, question.topic_en)
    return SafeString(f'<a href="{written(question.get_absolute_url())}">{written(topic)}</a>')


@register.simple_tag
def sources(cited: Any, heading: str = "") -> SafeString:
    """The sources of what stands above, as links to the page of sources; nothing where there is none."""
    language, found = get_language(), cited.all() if hasattr(cited, "all") else cited
    listed = "".join(f"<li>{cite_in(language, source)}</li>" for source in found)
    above = conditional_escape(heading or _("Sources"))
    shown = f'<div class="sources">\n  <p class="sources__heading">{above}</p>\n  <ul>{listed}</ul>\n</div>'
    return SafeString(shown if listed else "")


@register.simple_tag
def cite(source: Source) -> SafeString:
    """One source in a line of text: its title, a link to its entry, with the language it is written in."""
    return cite_in(get_language(), source)


def cite_in(language: str | None, source: Any) -> SafeString:
    """The same for a page in ``language``."""
    lang = f' hreflang="{written(source.language)}"' if source.language else ""
    title, url = written(said_in(language, source.title_es, source.title_en)), written(source.get_absolute_url())
    return SafeString(f'<a class="cite" href="{url}"{lang}>{title}</a>')


@register.simple_tag
def date(value: PartialDate | None, bound: str = Bound.EXACT) -> SafeString | str:
    """A date as precise as it is known, for people and for machines; a dash where none is known."""
    if value is None:
        return "—"
    words = _day(value.iso, get_language())
    return words if bound == Bound.EXACT else phrase(bound, words, value)


@lru_cache(maxsize=4096)  # the words of a date are looked for in the formats of a language, thirty times in a list
def _day(iso: str, _language: str | None) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', iso, PartialDate(iso))


@register.simple_tag
def period(thing: Any) -> SafeString | str:
    """From when to when ``thing`` (with ``start`` and ``end``) lasts or lasted, as far as known."""
    bound = getattr(thing, "start_bound", Bound.EXACT)
    start = date(thing.start, bound) if thing.start else ""
    if thing.start and thing.end:
        return start if thing.start == thing.end else format_html("{} – {}", start, date(thing.end))
    if thing.end:
        return phrase("until", date(thing.end), thing.end)
    if thing.start and bound == Bound.AFTER:
        return start
    if thing.start:
        return phrase("since", start, thing.start if bound == Bound.EXACT else None)
    return _("date not known")


def phrase(kind: str, words: SafeString | str, value: PartialDate | None) -> SafeString:
    """``words`` in the phrase that ``kind`` of bound needs; Spanish sets an article before a day, not before a year."""
    usual, before_a_day = PHRASES[kind]
    return format_html(before_a_day if value and value.precision == "day" else usual, date=words)


@register.simple_tag
def days(thing: Any) -> SafeString | str:
    """The days of ``thing`` (with ``start`` and ``end``) with nothing said twice: "16–17 July 2024"."""
    return days_in(get_language(), thing)


def days_in(language: str | None, thing: Any) -> SafeString | str:
    """The same; ``language`` is that of the page."""
    start, end = thing.start, thing.end
    if start is None:
        return _("date not known")
    return _day(start.iso, language) if end is None or end == start else _span(start.iso, end.iso, language)


@lru_cache(maxsize=4096)
def _span(start_iso: str, end_iso: str, _language: str | None) -> SafeString:
    start, end = PartialDate(start_iso), PartialDate(end_iso)
    first = shortened(start, end)
    joint = "–\u2060" if first.isdigit() else " – "  # no line ends after "16–"
    return format_html('<time datetime="{}">{}</time>{}{}', start_iso, first, joint, date(end))


def shortened(start: PartialDate, end: PartialDate) -> str:
    """``start`` without the month or year that ``end`` will say."""
    if start.precision != "day" or end.precision != "day" or start.year != end.year:
        return str(start)
    if start.iso[:7] == end.iso[:7]:
        return str(start.first_day.day)
    return formats.date_format(start.first_day, "MONTH_DAY_FORMAT")


def written(words: str) -> str:
    """``words`` in markup, as by ``conditional_escape``, which first asks of every word whether it is a promise."""
    return words if isinstance(words, SafeString) else escape(words)


@register.simple_tag
def label(thing: Model, field: str) -> SafeString | str:
    """A name or title in the reader's language; where only the other language has it, marked as that language."""
    return said(getattr(thing, f"{field}_es", ""), getattr(thing, f"{field}_en", ""))


def said(es: str | None, en: str | None) -> SafeString | str:
    """The same of the words themselves."""
    return said_in(get_language(), es, en)


def said_in(language: str | None, es: str | None, en: str | None) -> SafeString | str:
    """The same for a page in ``language``: whoever writes many lines asks for it once."""
    here, there, other = (en, es, "es") if language == "en" else (es, en, "en")
    if here:
        return here
    return format_html('<span lang="{}">{}</span>', other, there) if there else ""


def in_either(es: str | None, en: str | None) -> str:
    """The same without the mark, where no markup can stand."""
    return either_in(get_language(), es, en)


def either_in(language: str | None, es: str | None, en: str | None) -> str:
    """The same for a page in ``language``."""
    return (en or es if language == "en" else es or en) or ""


@register.simple_tag
@steady
def chip(words: str, kind: str = "plain", icon_name: str = "") -> SafeString:
    """A word on a small ground. Kinds: plain, accent, ready, pending, failed, doubt, draft."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="chip chip--{}">{}{}</span>', kind, drawing, words)


@register.simple_tag
@steady
def language_chip(code: str, url: str = "", missing: bool = False) -> SafeString:
    """ES or EN: in which language a thing exists; with ``url`` a link to it, with ``missing`` that it does not."""
    names = {"es": _("Spanish"), "en": _("English"), "both": _("Spanish and English side by side")}
    marks = {"es": "ES", "en": "EN", "both": "ES|EN"}
    if missing:
        name = _("not in %(language)s") % {"language": names[code]}
        return format_html(
            '<span class="chip chip--language chip--missing"><abbr title="{}">{}</abbr></span>', name, marks[code]
        )
    if url:
        return format_html(
            '<a class="chip chip--language" href="{}"{}>'
            '<span aria-hidden="true">{}</span><span class="unseen">{}</span></a>',
            url,
            format_html(' hreflang="{}"', code) if code != "both" else "",
            marks[code],
            names[code],
        )
    return format_html('<span class="chip chip--language"><abbr title="{}">{}</abbr></span>', names[code], marks[code])


@register.simple_tag
@steady
def crumb(target: str, words: str) -> SafeString:
    """One step of the way back: ``target`` is a path or the name of an address without arguments."""
    url = target if target.startswith(("/", "#")) else page_address(target)
    return format_html('<li><a href="{}">{}</a></li>', url, words)


@register.simple_tag
def tab(url: str, words: str, current: bool = False, hreflang: str = "") -> SafeString:
    """One face of a thing in ``<nav class="tabs">``: each is a page of its own with an address of its own."""
    here = SafeString(' aria-current="page"') if current else ""
    lang = format_html(' hreflang="{}"', hreflang) if hreflang else ""
    return format_html('<a href="{}"{}{}>{}</a>', url, here, lang, words)


@register.inclusion_tag("components/copy_link.html")
def copy_link(url: str, words: str = "") -> dict[str, Any]:
    """A link to this very place; with JavaScript a click also copies the address."""
    return {"url": url, "label": words or _("Link to this place")}


@register.inclusion_tag("components/progress.html", takes_context=True)
def progress(context: template.Context, url: str, words: str = "", done: bool = False) -> dict[str, Any]:
    """Work that is under way: asks ``url`` for its own newer self every two seconds; without JavaScript, a reload.

    ``url`` answers with the fragment that replaces this one; when the work is done, that holds no progress.
    """
    return {"url": url, "label": words or _("In progress"), "done": done, "path": context["request"].path}
