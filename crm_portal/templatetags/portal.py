"""What only the roof knows: the menus, the languages of a page, the map of the members."""

from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.kept import kept_under_revision
from common.page_addresses import page_address
from crm_portal import navigation
from crm_portal.queries.conference import taking_part

register = template.Library()


LANGUAGES = {"es": "Español", "en": "English"}  # each in itself


@register.simple_tag(takes_context=True)
def menu(context: template.Context, name: str) -> SafeString:
    """``{% menu "main" %}``: the items of one menu of ``crm_portal/navigation.py``, with the present one marked.

    Only what the reader may open. "page" marks the page itself, "true" those above it.
    """
    request, entries = context.get("request"), getattr(navigation, name.upper())
    path, language, prefix = request.path if request else "", get_language() or "", get_script_prefix()
    marks = tuple(
        _mark(url, path, entry) if entry.may is None or entry.may(context.get("user")) else None
        for entry, url in zip(entries, _addresses(name, language, prefix), strict=True)
    )
    return _items(name, marks, language, prefix)


@lru_cache(maxsize=512)
def _items(name: str, marks: tuple[str | None, ...], language: str, prefix: str) -> SafeString:
    """The markup of a menu. Every page has four, and few are marked in different ways; ``None`` leaves an item out."""
    entries = zip(getattr(navigation, name.upper()), _addresses(name, language, prefix), marks, strict=True)
    return SafeString(
        "".join(
            f'<li><a href="{url}"{mark}>{conditional_escape(entry.label)}</a></li>\n'
            for entry, url, mark in entries
            if mark is not None and url
        )
    )


def _mark(url: str, path: str, entry: navigation.Entry) -> str:
    here = "page" if path == url else "true" if url and entry.is_parent and path.startswith(url) else ""
    return f' aria-current="{here}"' if here else ""


@lru_cache
def _addresses(name: str, _language: str, _prefix: str) -> tuple[str, ...]:
    return tuple(_address(entry.name) for entry in getattr(navigation, name.upper()))


def _address(name: str) -> str:
    """Where ``name`` is in the active language; empty where there is no such page."""
    try:
        return escape(page_address(name))
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> SafeString:
    """This very page, with its query, in each language."""
    here, links = get_language(), []
    for code, url in context["alternates"].items():
        path = escape(url.removeprefix(context["site_url"]))
        start, end = f'<a href="{path}" hreflang="{code}"', "</a>"
        if code == here:
            start, end = '<span aria-current="true"', "</span>"
        links.append(f'{start} lang="{code}">{LANGUAGES[code]}{end}')
    return SafeString("".join(links))


@register.simple_tag
def member_map(on: date) -> SafeString:
    """The map of the members on a day."""
    return SafeString(_map(on))


@kept_under_revision
def _map(on: date) -> str:
    """A public fact in markup, the same for everybody: a link to each of eleven countries."""
    members = {member.key: member for member in taking_part(on).members}
    return render_to_string("components/map.html", {"countries": members})
