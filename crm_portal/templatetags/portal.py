"""What only the roof knows: the menus."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse, translate_url

from crm_portal import navigation

register = template.Library()


def lines(entries: tuple[navigation.Entry, ...], path: str) -> list[dict[str, Any]]:
    """The menu with addresses; ``here`` is "page" on the page itself, "true" on pages beneath it."""
    menu = []
    for entry in entries:
        try:
            url = reverse(entry.name)
        except NoReverseMatch:
            continue
        here = "page" if path == url else "true" if path.startswith(url) else ""
        menu.append({"url": url, "label": entry.label, "here": here})
    return menu


@register.inclusion_tag("components/menu.html", takes_context=True)
def menu(context: template.Context, name: str) -> dict[str, Any]:
    """``{% menu "main" %}``: the items of one menu of ``crm_portal/navigation.py``, with the present one marked."""
    request = context.get("request")
    return {"menu": lines(getattr(navigation, name.upper()), request.path if request else "")}


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, language: str) -> str:
    """This very page, with its query, in the other language."""
    return translate_url(context["request"].get_full_path(), language)
