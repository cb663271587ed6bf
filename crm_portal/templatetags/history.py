"""How the history is told on a page."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from members.models import Presidency

register = template.Library()


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
        return format_html('<span lang="{}">{}</span>', self.language, self.words)


@register.simple_tag
def theme(presidency: Presidency) -> Theme | None:
    """The theme in the reader's language, else in the other; ``None`` where no source gives one."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    for language in (here, there):
        if words := getattr(presidency, f"theme_{language}"):
            return Theme(language, words, getattr(presidency, f"theme_status_{language}"), language == here)
    return None
