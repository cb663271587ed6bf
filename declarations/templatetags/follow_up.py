"""What follows from decisions, in templates: chips and lines of lists, and the parts of other pages."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.acts import words_of
from common.templatetags.components import chip, icon
from declarations.access_commitments import can_follow_up, can_read_commitments
from declarations.followed import Followed, due_words
from declarations.models import Commitment, CommitmentState, Nature, Text
from declarations.queries_commitments import commitments_of_activities, pending_of_presidency
from declarations.templatetags.passages import STATE_CHIPS
from members.models import Presidency

register = template.Library()


@register.simple_tag
def state_chip(state: str, overdue: bool = False) -> SafeString:
    """How far a commitment is; what is overdue says so first."""
    late = chip(_("overdue"), "failed", "clock") + SafeString(" ") if overdue else SafeString("")
    return SafeString(late + chip(str(CommitmentState(state).label), STATE_CHIPS.get(state, "plain")))


@register.simple_tag
def act_words(act: str) -> str:
    return words_of(act)


@register.filter
def address_of(line: Followed) -> str:
    """The page of a commitment of a list."""
    return reverse("commitments:commitment-detail", kwargs={"key": line.key})


@register.filter
def due_of(commitment: Commitment) -> str:
    """Until when, as it is read: what comes again, the meeting by which, or nothing where a day alone says it."""
    return due_words(commitment)


@register.filter
def place_of_words(line: Followed) -> str:
    """Its paragraph on the page of its text."""
    return f"{reverse('declarations:text-detail', kwargs={'symbol': line.symbol})}#{line.anchor}"


@register.inclusion_tag("commitments/_at_handover.html", takes_context=True)
def commitments_at_handover(context: template.Context, presidency: Presidency) -> dict[str, Any]:
    """What is open and addressed to the presidency, to be carried over to ``presidency``. At most four queries."""
    lines = pending_of_presidency(context["request"].user)
    waiting = [line for line in lines if line.row.carried_to__year != presidency.year]
    return {"lines": lines, "waiting": waiting, "presidency": presidency, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def commitments_by_activity(context: template.Context, lines: Any) -> dict[int, list[Commitment]]:
    """By activity (primary key) of a work plan's ``lines``, the commitments that it carries out. One query."""
    activities = [activity.pk for line in lines for activity in line.activities]
    return commitments_of_activities(activities, context["request"].user) if activities else {}


@register.simple_tag
def carries_out(commitments: dict[int, list[Commitment]], activity: Any) -> SafeString | str:
    """Links to the commitments that ``activity`` carries out; nothing where it carries out none."""
    found = commitments.get(activity.pk)
    if not found:
        return ""
    links = format_html_join(", ", '<a href="{}">{}</a>', ((one.get_absolute_url(), str(one)) for one in found))
    return format_html('<br><span class="soft">{}: {}</span>', _("Carries out"), links)


@register.simple_tag(takes_context=True)
def readings_link(context: template.Context, text: Text) -> SafeString | str:
    """The way to what follows from an adopted text, for the Secretariat."""
    if (
        text.state not in ("adopted", "published")
        or text.nature != Nature.FULL
        or not can_read_commitments(context["request"].user)
    ):
        return ""
    url = reverse("commitments:reading-edit", kwargs={"symbol": text.symbol})
    words = _("What follows from it")
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>', url, icon("check"), words
    )


@register.simple_tag(takes_context=True)
def keeps_follow_up(context: template.Context) -> bool:
    """Whether the reader moves commitments on."""
    return can_follow_up(context["request"].user)
