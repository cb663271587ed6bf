"""People on the home of the intranet: what waits for the reader, and with whom the reader works."""

from dataclasses import dataclass, field
from typing import Any

from django import template

from members.access import countries_of
from members.access_people import OWN, led_by, reads_directory
from members.models import Function, Mandate, Participant
from members.queries.colleagues import colleagues_of
from members.queries.needs import Need, in_order_of_urgency, needs_of

register = template.Library()


@dataclass(slots=True)
class Team:
    """Those who act for one participant, or for the Secretariat, and the seats that its focal point may fill."""

    participant: Participant | None
    mandates: list[Mandate] = field(default_factory=list)
    free: list[Function] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def needs_of_people(context: template.Context) -> list[Need]:
    """What waits for the reader among people, mandates and accounts. Other apps have tags of their own for theirs."""
    return needs_of(context["request"].user)


@register.simple_tag
def by_urgency(*queues: list[Need]) -> list[Need]:
    """Several queues as one: what is overdue first, then by the business days that are left."""
    return in_order_of_urgency([need for queue in queues for need in queue])


@register.simple_tag(takes_context=True)
def who_is_who(context: template.Context) -> list[Team]:
    """The reader's own delegation or organisation, with dates, then the Secretariat; nothing for who knows nobody."""
    user = context["request"].user
    if not reads_directory(user):
        return []
    teams: dict[int | None, Team] = {}
    for mandate in colleagues_of(user):
        team = teams.setdefault(mandate.participant_id, Team(mandate.participant))
        team.mandates.append(mandate)
    for participant in led_by(user) & teams.keys():
        held = {mandate.function for mandate in teams[participant].mandates}
        teams[participant].free = [Function(function) for function in OWN if function not in held]
    return list(teams.values())


@register.simple_tag(takes_context=True)
def has_delegation(context: template.Context) -> bool:
    """Whether the reader acts for a country or organisation."""
    user: Any = context["request"].user
    return bool(countries_of(user))
