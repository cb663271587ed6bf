"""What only the roof knows: the menus."""

from functools import lru_cache

from django import template
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from crm_portal import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: template.Context, name: str) -> SafeString:
    """``{% menu "main" %}``: the items of one menu of ``crm_portal/navigation.py``, with the present one marked.

    Only what the reader may open. "page" marks the page itself, "true" those above it. Every page has four menus:
    their markup is made here.
    """
    request = context.get("request")
    path, language = request.path if request else "", get_language() or ""
    return SafeString(
        "".join(
            f'<li><a href="{url}"{_mark(url, path, entry)}>{conditional_escape(entry.label)}</a></li>\n'
            for entry in getattr(navigation, name.upper())
            if (entry.may is None or entry.may(context.get("user")))
            and (url := _address(entry.name, language, get_script_prefix()))
        )
    )


def _mark(url: str, path: str, entry: navigation.Entry) -> str:
    here = "page" if path == url else "true" if entry.is_parent and path.startswith(url) else ""
    return f' aria-current="{here}"' if here else ""


@lru_cache
def _address(name: str, _language: str, _prefix: str) -> str:
    """Where ``name`` is in the active language; empty where there is no such page."""
    try:
        return conditional_escape(reverse(name))
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, language: str) -> str:
    """This very page, with its query, in the other language."""
    return context["alternates"][language].removeprefix(context["site_url"])
