"""Notices in templates: their words as HTML, and the latest of them for the home of the intranet."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from secretariat.models import Notice

register = template.Library()
LATEST = 5


def _is_safe_link(url: str) -> bool:
    return url.startswith(("https://", "http://", "mailto:"))


# Paragraphs, lists, emphasis and links; whatever else is written is shown as written. HTML is never passed through.
PARSER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "link", "autolink", "newline", "escape"]
)
PARSER.validateLink = _is_safe_link  # type: ignore[method-assign]


@register.filter
def as_words(words: str) -> SafeString:
    """The words of a notice as HTML: made by our own parser, which escapes every word."""
    return SafeString(PARSER.render(words or ""))


@register.inclusion_tag("secretariat/_notices_home.html", takes_context=True)
def notices_for_home(context: template.Context) -> dict[str, Any]:
    """The latest notices that the reader may see, marked where newer than the reader's visit before this one."""
    user = context["request"].user
    since = getattr(user, "previous_visit_at", None)
    notices = list(Notice.objects.visible_to(user).published().for_list()[:LATEST])
    return {"notices": notices, "new": {n.pk for n in notices if since is None or n.published_at > since}}
