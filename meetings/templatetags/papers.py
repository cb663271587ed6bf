"""The papers of a meeting on its page."""

from typing import Any

from django import template

from common.templatetags.components import said
from meetings.access import can_prepare
from meetings.archive import archive_of
from meetings.models import Meeting
from meetings.queries.documents import by_item, papers_of_meeting
from meetings.queries.statements import published_statements, statements_to_take
from meetings.speaking import SPEAKERS
from members.access import countries_of

register = template.Library()
register.simple_tag(said)  # words that stand in both languages, in the reader's


@register.inclusion_tag("meetings/_documents_of_meeting.html", takes_context=True)
def documents_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The papers of ``meeting`` that the reader may see, by agenda item or (``?papers=symbol``) by symbol.

    One query, whatever their number; by agenda item two more, unless the page has read the agenda already, and two for
    statements where there are any, which are taken away with the papers.
    """
    request = context["request"]
    papers = papers_of_meeting(meeting, request.user)
    face = "symbol" if request.GET.get("papers") == "symbol" else "item"
    told: dict[str, Any] = {"meeting": meeting, "papers": papers, "face": face}
    if papers:
        told["groups"] = by_item(papers, meeting, request.user) if face == "item" else []
    statements = statements_to_take(meeting, request.user)
    if papers or statements:
        told["archive"] = archive_of(meeting, papers, statements)
    if request.user.is_authenticated:
        told["prepares"] = can_prepare(request.user, meeting)
    return told


@register.inclusion_tag("meetings/_statements_of_meeting.html", takes_context=True)
def statements_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """What was said at ``meeting`` and published, as far as the reader may read it. One query, whatever their number.

    Whoever writes statements, or prepares the meeting, finds the way to them here.
    """
    user = context["request"].user
    told: dict[str, Any] = {"meeting": meeting, "statements": published_statements(meeting, user)}
    if user.is_authenticated:
        told["works"] = bool(countries_of(user, *SPEAKERS)) or can_prepare(user, meeting)
    return told
