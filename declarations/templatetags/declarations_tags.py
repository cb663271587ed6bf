"""What was agreed, on the pages of the floors below: a meeting, a body, a participant."""

from typing import Any

from django import template
from django.db.models import F

from declarations.agreed import Agreed, agreed_at, agreed_for, agreed_on
from declarations.carried import Carried, carried_texts
from declarations.models import Text, TextKind
from declarations.queries import MyPapers, papers_of
from meetings.models import Body, Meeting

register = template.Library()
KINDS = list(
    TextKind.values
)  # declarations, decisions, conclusions, recommendations: as the outcomes of a meeting rank


@register.inclusion_tag("declarations/_texts_of_meeting.html", takes_context=True)
def texts_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The texts of a meeting that the reader may see, its outcomes, by kind. One query."""
    texts = Text.objects.visible_to(context["request"].user).filter(meeting=meeting)
    found = list(texts.order_by(F("adopted_on").asc(nulls_last=True), "symbol"))
    return {"texts": sorted(found, key=lambda text: KINDS.index(text.kind))}


@register.simple_tag(takes_context=True)
def words_of_meeting(context: template.Context, meeting: Meeting) -> list[Carried]:
    """The words of the texts of a meeting that the reader may see, as a pack carries them. One query."""
    return carried_texts(meeting, context["request"].user)


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_of_meeting(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """What a meeting decided, in the order of its texts. Three queries."""
    told = _told(*agreed_at(meeting.pk, context["request"].user), query=f"meeting={meeting.key}")
    return told | {"of_one_meeting": True}


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_on_body(context: template.Context, body: Body) -> dict[str, Any]:
    """The decisions that created a body, and then the latest that speak to it. Two queries."""
    return _told(*agreed_on(body.pk, context["request"].user), query=f"body={body.key}")


@register.inclusion_tag("declarations/_decisions.html", takes_context=True)
def decisions_addressed_to(context: template.Context, participant: Any) -> dict[str, Any]:
    """The latest decisions that speak to a participant. Two queries."""
    return _told(*agreed_for(participant.pk, context["request"].user), query=f"addressee={participant.key}")


def _told(lines: list[Agreed], has_more: bool, *, query: str) -> dict[str, Any]:
    summaries = all(line.is_summary for line in lines)
    return {"lines": lines, "has_more": has_more, "query": query, "all_summaries": summaries}


@register.simple_tag(takes_context=True)
def my_papers(context: template.Context) -> MyPapers:
    """Drafts before the reader, papers not for everybody, what is new since the visit before this one. One query."""
    user = context["request"].user
    return papers_of(user, user.previous_visit_at)
