"""The decisions behind the steps of a body, on the pages of the floor below."""

from collections import defaultdict
from typing import Any

from django import template
from django.db.models import Q

from declarations.models import Decision
from meetings.models import Body, BodyStep

register = template.Library()
Decided = dict[int, list[Decision]]


@register.simple_tag(takes_context=True)
def steps_decided(context: template.Context, body: Body) -> Decided:
    """By step (primary key) of ``body``, or that concerns it, its decisions that the reader may see. One query."""
    seen = Decision.objects.visible_to(context["request"].user).order_by()
    steps = BodyStep.objects.filter(Q(body=body) | Q(others=body)).order_by().values("pk")
    links = Decision.steps.through.objects.filter(bodystep__in=steps, decision__in=seen)
    decided: Decided = defaultdict(list)
    for link in links.select_related("decision__paragraph__text").order_by("decision__order", "decision"):
        decided[link.bodystep_id].append(link.decision)
    return decided


@register.inclusion_tag("declarations/_decisions_behind.html")
def decisions_behind(decided: Decided, step: BodyStep | None) -> dict[str, Any]:
    """The decisions behind ``step``, each as a link into its text. No query."""
    return {"decisions": decided.get(step.pk, []) if step else []}
