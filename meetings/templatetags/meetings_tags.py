"""How meetings and the lines of plans are called on a page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.templatetags.components import icon
from meetings.feeds import place_of
from meetings.models import Body, Meeting, PlanItemKind
from meetings.queries.mine import MyBodies, MyMeetings, bodies_and_plans_of, meetings_of
from meetings.titles import roman
from members.access import is_secretariat

register = template.Library()
register.filter("place_of", place_of)
register.filter("roman", roman)

HEADINGS = {
    PlanItemKind.GENERAL_OBJECTIVE: (_("General objective"), _("General objectives")),
    PlanItemKind.OBJECTIVE: (_("Specific objective"), _("Specific objectives")),
    PlanItemKind.PRINCIPLE: (_("Principle"), _("Principles")),
    PlanItemKind.APPROACH: (_("Approach"), _("Approaches")),
    PlanItemKind.AXIS: (_("Axis"), _("Axes")),
    PlanItemKind.PILLAR: (_("Pillar"), _("Pillars")),
    PlanItemKind.STRAND: (_("Strand"), _("Strands")),
    PlanItemKind.TOPIC: (_("Topic"), _("Topics")),
    PlanItemKind.RESULT: (_("Expected result"), _("Expected results")),
    PlanItemKind.INDICATOR: (_("Indicator"), _("Indicators")),
    PlanItemKind.MONITORING: (_("Monitoring"), _("Monitoring")),
}


@register.simple_tag
def meeting_title(meeting: Meeting) -> SafeString | str:
    """The title in the reader's language; a name that only the other language has is marked as that language."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    words = getattr(meeting, f"name_{there}")
    if words and not getattr(meeting, f"name_{here}"):
        return format_html('<span lang="{}">{}</span>', there, words)
    return meeting.title


@register.simple_tag
def plan_heading(kind: str, count: int) -> str:
    """What stands above ``count`` lines of one kind: "Pillars", "Expected results"."""
    one, many = HEADINGS[PlanItemKind(kind)]
    return one if count == 1 else many


@register.simple_tag(takes_context=True)
def my_meetings(context: template.Context) -> MyMeetings:
    """The meetings of the reader, and what changed since the visit before this one; see ``meetings_of``. One query."""
    user = context["request"].user
    return meetings_of(user, user.previous_visit_at)


@register.simple_tag(takes_context=True)
def my_bodies(context: template.Context) -> MyBodies:
    """The bodies of the reader, and the plans in force. One query."""
    return bodies_and_plans_of(context["request"].user)


@register.simple_tag(takes_context=True)
def people_link(context: template.Context, thing: Body | Meeting) -> SafeString | str:
    """A link to who sits in a body, or to the delegations of a meeting; for the Secretariat alone."""
    if not is_secretariat(context["request"].user):
        return ""
    of_body = isinstance(thing, Body)
    name = "meetings:body-seats" if of_body else "meetings:delegation-list"
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>',
        reverse(name, kwargs={"key": thing.key}),
        icon("body"),
        _("Seats in the body") if of_body else _("Delegations"),
    )
