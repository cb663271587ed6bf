"""The workroom of a meeting: the tabs between its pages, each shown to those who may enter it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.access import can_prepare
from meetings.access_delegates import can_keep_delegations, can_list_participants
from meetings.access_plans import can_enter_concept_note
from meetings.models import Meeting

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the workroom: the name of its address (by the meeting's key), its label, and who may enter it."""

    name: str
    label: str | Promise
    may: Callable[[Any, Meeting], bool]


TABS = (
    Tab("meetings:meeting-workroom", _("Overview"), can_prepare),
    Tab("meetings:concept-note", _("Concept note"), can_enter_concept_note),
    Tab("meetings:agenda-editor", _("Agenda"), can_prepare),
    Tab("meetings:document-manage", _("Documents"), can_prepare),
    Tab("meetings:statement-list", _("Statements"), can_prepare),
    Tab("meetings:delegation-list", _("Delegations"), can_keep_delegations),
    Tab("meetings:participant-list", _("List of participants"), can_list_participants),
)


@register.inclusion_tag("meetings/_workroom_tabs.html", takes_context=True)
def workroom_tabs(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The pages of the workroom that the reader may enter. A page under a tab names it: ``tab`` in its context.

    Each rule is asked once, however many pages it opens.
    """
    request = context["request"]
    may = {rule: rule(request.user, meeting) for rule in {one.may for one in TABS}}
    here = context.get("tab") or request.resolver_match.view_name
    tabs = [
        (reverse(one.name, kwargs={"key": meeting.key}), one.label, one.name == here) for one in TABS if may[one.may]
    ]
    return {"tabs": tabs}
