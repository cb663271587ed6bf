"""What is negotiated, on the pages of the floors below and of the desk."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from common.templatetags.components import in_either
from declarations.access import can_chair
from declarations.models import TextState
from declarations.queries import MyPapers, texts_at_work
from meetings.models import Meeting
from members.access import DELEGATION, countries_of
from members.queries.needs import Need

register = template.Library()


@register.simple_tag(takes_context=True)
def needs_of_negotiation(context: template.Context, papers: MyPapers) -> list[Need]:
    """The texts under negotiation in which the reader has a voice, with how much is open. No query."""
    user = context["request"].user
    if getattr(user, "_preview", None):
        return []
    has_a_voice = bool(countries_of(user, *DELEGATION)) or can_chair(user)
    return [
        Need(_told(text), reverse("declarations:text-workroom", kwargs={"symbol": text.symbol}))
        for text in papers.drafts
        if getattr(text, "drafting", None) and text.state == TextState.DRAFT and (has_a_voice or text.is_drafted)
    ]


@register.inclusion_tag("declarations/_texts_at_work.html", takes_context=True)
def texts_at_work_of(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The texts that a meeting negotiates, and the way to begin one. One query."""
    user = context["request"].user
    return {"texts": texts_at_work(meeting, user), "meeting": meeting, "may_begin": can_chair(user)}


def _told(text: Any) -> str:
    words = ngettext(
        "Under negotiation: %(title)s (%(number)s open proposal)",
        "Under negotiation: %(title)s (%(number)s open proposals)",
        text.open_proposals,
    )
    return words % {"title": in_either(text.title_es, text.title_en), "number": text.open_proposals}
