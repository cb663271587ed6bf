"""Notices in templates: their words as HTML, and the latest of them for the home of the intranet."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from common.templatetags.components import icon
from members.access import is_secretariat
from members.queries.needs import Need
from secretariat.models import Notice
from secretariat.queries.queues import Queue, queue_of_needs

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


@dataclass(frozen=True, slots=True)
class MyNotices:
    """The latest notices, and those among them that were told or corrected since the visit before this one."""

    latest: list[Notice]
    new: list[Notice]


@register.simple_tag(takes_context=True)
def my_notices(context: template.Context) -> MyNotices:
    """The latest notices that the reader may see. One query."""
    user = context["request"].user
    since = user.previous_visit_at
    latest_first = Greatest("published_at", Coalesce("corrected_at", "published_at"))
    notices = Notice.objects.visible_to(user).published().for_list().annotate(news_at=latest_first)
    latest = list(notices.order_by("-news_at", "-pk")[:LATEST])
    return MyNotices(latest, [notice for notice in latest if since is not None and notice.news_at > since])


@register.simple_tag
def needs_you(needs: list[Need]) -> Queue:
    """What waits for the reader as the queue that stands first on every desk. No query."""
    return queue_of_needs(_("Needs you"), needs)


@register.simple_tag(takes_context=True)
def access_link(context: template.Context, kind: str, thing: Any) -> SafeString | str:
    """A link to who has exceptional access to ``thing`` ("text" or "meeting"), for the Secretariat alone."""
    if not is_secretariat(context["request"].user):
        return ""
    address = reverse("secretariat:access", kwargs={"kind": kind, "pk": thing.pk})
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>',
        address,
        icon("shield"),
        _("Exceptional access"),
    )
