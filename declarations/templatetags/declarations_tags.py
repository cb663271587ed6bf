"""What was agreed, on the pages of the floors below: a meeting, a body, a participant."""

from typing import Any

from django import template
from django.db.models import F
from django.utils.safestring import SafeString

from declarations.agreed import agreed_at, agreed_for, agreed_on
from declarations.carried import Carried, carried_texts
from declarations.models import Text, TextKind
from declarations.queries import MyPapers, papers_of
from declarations.templatetags.agreed_lines import agreed_list
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


@register.simple_tag(takes_context=True)
def decisions_of_meeting(context: template.Context, meeting: Meeting) -> SafeString:
    """What a meeting decided, in the order of its texts. Three queries."""
    found = agreed_at(meeting.pk, context["request"].user)
    return agreed_list(*found, query=f"meeting={meeting.key}", of_one_meeting=True)


@register.simple_tag(takes_context=True)
def decisions_on_body(context: template.Context, body: Body) -> SafeString:
    """The decisions that created a body, and then the latest that speak to it. Two queries."""
    return agreed_list(*agreed_on(body.pk, context["request"].user), query=f"body={body.key}")


@register.simple_tag(takes_context=True)
def decisions_addressed_to(context: template.Context, participant: Any) -> SafeString:
    """The latest decisions that speak to a participant. Two queries."""
    return agreed_list(*agreed_for(participant.pk, context["request"].user), query=f"addressee={participant.key}")


@register.simple_tag(takes_context=True)
def my_papers(context: template.Context) -> MyPapers:
    """Drafts before the reader, papers not for everybody, what is new since the visit before this one. One query."""
    user = context["request"].user
    return papers_of(user, user.previous_visit_at)
