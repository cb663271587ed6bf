"""The life of bodies on pages, and the way to their workroom."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.components import icon
from meetings.models import Body, StepKind
from meetings.queries.lives import Event
from members.access import is_secretariat

register = template.Library()

PAGES = (
    ("meetings:body-life", gettext_lazy("Life of the body")),
    ("meetings:body-members", gettext_lazy("Members and coordinators")),
    ("meetings:body-seats", gettext_lazy("Seats in the body")),
)


@register.simple_tag
def event_others(event: Event) -> str:
    """What stands before the other bodies of an event: where it came from, or what followed."""
    if event.is_received:
        return _("It took over from:")
    return _("It took over from:") if event.kind == StepKind.CREATED else _("Followed by:")


@register.inclusion_tag("meetings/_body_tabs.html", takes_context=True)
def body_tabs(context: template.Context, body: Body) -> dict[str, Any]:
    """The pages of the workroom of a body, for the Secretariat; nothing for everyone else."""
    request = context["request"]
    if not is_secretariat(request.user):
        return {"tabs": []}
    here = request.resolver_match.view_name
    return {"tabs": [(reverse(name, kwargs={"key": body.key}), label, name == here) for name, label in PAGES]}


@register.simple_tag(takes_context=True)
def body_workroom_link(context: template.Context, body: Body) -> SafeString | str:
    """The way to the workroom of a body, for the Secretariat alone."""
    if not is_secretariat(context["request"].user):
        return ""
    link = '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>'
    url = reverse("meetings:body-life", kwargs={"key": body.key})
    return format_html(link, url, icon("body"), _("Workroom of the body"))
