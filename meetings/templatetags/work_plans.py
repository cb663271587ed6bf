"""Work plans on other pages: a section on the body's page, what waits on a desk, the words of reports and notes."""

from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from meetings.access_plans import can_enter_concept_note, can_write_plan
from meetings.models import Body, Meeting
from meetings.queries.needs_plans import needs_of_plans
from meetings.queries.work_plans import plan_of_body
from members.queries.needs import Need

register = template.Library()


@register.inclusion_tag("meetings/_work_plan_of_body.html", takes_context=True)
def work_plan_of_body(context: template.Context, body: Body) -> dict[str, Any]:
    """The plan of ``body`` as the reader may see it, its progress as counts. At most three queries."""
    user = context["request"].user
    found = plan_of_body(body, user)
    may_begin = found.ahead is None and bool(user.is_authenticated) and can_write_plan(user, body)
    return {"of": found, "may_begin": may_begin}


@register.simple_tag(takes_context=True)
def needs_of_bodies(context: template.Context) -> list[Need]:
    """What of the bodies' work waits for a coordinator or liaison officer; see ``needs_of_plans``."""
    return needs_of_plans(context["request"].user)


@register.simple_tag
def when(moment: Any) -> str:
    """A minute with its zone: "21 November 2026, 14:05 (UTC)"."""
    here = timezone.localtime(moment)
    return _("%(day)s, %(time)s (%(zone)s)") % {
        "day": formats.date_format(here, "DATE_FORMAT"),
        "time": formats.date_format(here, "TIME_FORMAT"),
        "zone": here.tzname(),
    }


@register.simple_tag
def reason(refusal: ValidationError) -> str:
    """Why something is refused, in the reader's language."""
    return " ".join(refusal.messages)


@register.simple_tag
def words_of_part(thing: Any, part: str) -> SafeString:
    """The words of ``part`` in paragraphs; in the other language, marked as such, where the reader's has none."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    if words := getattr(thing, f"{part}_{here}"):
        return linebreaks_filter(words)
    if words := getattr(thing, f"{part}_{there}"):
        return format_html('<div lang="{}">{}</div>', there, linebreaks_filter(words))
    return format_html('<p class="soft">{}</p>', conditional_escape(_("missing")))


@register.simple_tag(takes_context=True)
def concept_note_link(context: template.Context, meeting: Meeting) -> SafeString | str:
    """A link to the concept note of an activity, for whoever may read or write it; no query on another meeting."""
    if not can_enter_concept_note(context["request"].user, meeting):
        return ""
    address = reverse("meetings:concept-note", kwargs={"key": meeting.key})
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>',
        address,
        icon("document"),
        _("Concept note"),
    )
