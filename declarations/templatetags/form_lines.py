"""The forms of an edition for machines and for Word, as the page of a text lists and names them."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.page_addresses import page_address
from common.templatetags.components import icon
from declarations.addresses_of_forms import forms_of
from declarations.forms_of_text.catalogue import FORMS
from declarations.models import RenderingLanguage
from declarations.reading import Reading

register = template.Library()


@register.simple_tag
def form_lines(reading: Reading) -> SafeString:
    """One line for each language: the text in it as Word, Akoma Ntoso, Markdown and plain text."""
    edition = reading.edition
    return _lines(edition.code, reading.languages, get_language()) if edition else SafeString("")


@register.simple_tag
def form_links(reading: Reading) -> SafeString:
    """The same for programs, in the head of the page."""
    edition = reading.edition
    return _links(edition.code, reading.languages, get_language()) if edition else SafeString("")


@lru_cache(maxsize=256)  # what forms an edition has never changes
def _lines(code: str, languages: tuple[str, ...], _here: str | None) -> SafeString:
    lines: dict[str, list[str]] = {}
    for form, language, address in forms_of(code, languages):
        link = f'<a href="{address}" type="{_kind(form)}"{_hreflang(language)}>{FORMS[form].name}</a>'
        lines.setdefault(language, []).append(link)
    return SafeString("\n    ".join(_line(language, links) for language, links in lines.items()))


@lru_cache(maxsize=256)
def _links(code: str, languages: tuple[str, ...], _here: str | None) -> SafeString:
    canonical = page_address("canonical-file", code=code)
    links = [f'<link rel="alternate" type="application/json" href="{canonical}">\n']
    for form, language, address in forms_of(code, languages):
        links.append(f'<link rel="alternate" type="{_kind(form)}"{_hreflang(language)} href="{address}">\n')
    return SafeString("".join(links))


def _line(language: str, links: list[str]) -> str:
    about = _("Other forms: %(language)s") % {"language": RenderingLanguage(language).label}
    words = f"<span>{icon('document')}{escape(about)}</span>"
    return f'<li class="files__line">{words} <span class="files__size">{" · ".join(links)}</span></li>'


def _kind(form: str) -> str:
    return FORMS[form].content_type.partition(";")[0]


def _hreflang(language: str) -> str:
    return "" if language == "both" else f' hreflang="{language}"'
