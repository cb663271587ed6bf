"""Both languages on one page: the words of the other language, each with its own ``lang``."""

from typing import Any

from django import template
from django.utils.translation import get_language

from common.ready_templates import steady

register = template.Library()


@register.filter
def in_language(obj: Any, field_and_language: str) -> str:
    """``{{ text|in_language:"title en" }}``: the words in exactly that language, empty where it has none."""
    field, language = field_and_language.split()
    return getattr(obj, f"{field}_{language}", "") or ""


@register.simple_tag
@steady
def this_language(es: str = "es", en: str = "en") -> str:
    """The code of the language that the page is in, or how somebody else names that language."""
    return es if get_language() == "es" else en


@register.simple_tag
@steady
def other_language() -> str:
    """The code of the language that the page is not in."""
    return "en" if get_language() == "es" else "es"
