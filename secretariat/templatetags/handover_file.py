"""The ways to the calendar of the year and to the file for the next presidency, on other pages."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from members.models import Presidency
from secretariat.access_handover import can_have_handover_file
from secretariat.access_year import can_read_year
from secretariat.queries.handover import terms_of_file

register = template.Library()
LINK = '<a class="button button--quiet" href="{}">{}{}</a>'


@register.simple_tag(takes_context=True)
def handover_file_link(context: template.Context, term: Presidency | None = None) -> SafeString | str:
    """The way to the file, for those who may have it; for a ``term`` only where the file can be made for it.

    No query beside the troika.
    """
    user = context["request"].user
    if not can_have_handover_file(user) or (term is not None and term not in terms_of_file(user)):
        return ""
    url = reverse("secretariat:handover-file") + (f"?term={term.key}" if term is not None else "")
    return format_html(LINK, url, icon("document"), _("Handover file"))


@register.simple_tag(takes_context=True)
def year_link(context: template.Context) -> SafeString | str:
    """The way to the calendar of the year, for those who read it. No query."""
    if not can_read_year(context["request"].user):
        return ""
    return format_html(LINK, reverse("secretariat:year"), icon("calendar"), _("Calendar of the year"))
