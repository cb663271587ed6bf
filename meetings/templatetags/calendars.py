"""Links by which somebody subscribes to a calendar, or takes its file."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.page_addresses import page_address
from common.ready_templates import steady

register = template.Library()


@register.inclusion_tag("meetings/_calendar_links.html")
def calendar_links(url: str, name: str, label: str = "") -> dict[str, Any]:
    """The link that a calendar program opens (``webcal``), named for what it shows, and the address to copy or save.

    ``url`` is a path of the portal, ``name`` what the calendar shows, ``label`` the words of the link.
    """
    absolute = settings.SITE_URL + url
    return {
        "name": name,
        "url": absolute,
        "webcal": f"webcal://{urlsplit(absolute).netloc}{url}",
        "label": label or _("Subscribe to this calendar"),
    }


@register.simple_tag
@steady
def public_calendar() -> SafeString:
    """The same of the calendar of all public meetings."""
    conference = calendar_links(page_address("meetings:calendar"), _("Regional Conference on Migration"))
    return render_to_string("meetings/_calendar_links.html", conference)
