"""The way from a thing to its history."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from members.access import is_secretariat

register = template.Library()


@register.simple_tag(takes_context=True)
def history_link(context: template.Context, thing: Any, kind: str = "") -> str:
    """A link to the history of ``thing``, for the Secretariat alone; nothing for anybody else.

    ``kind`` names the model where ``thing`` is not a row but what was read of one, with its ``pk``.
    """
    if not is_secretariat(context["request"].user):
        return ""
    address = reverse("journal-object", args=[kind or thing._meta.label_lower, thing.pk])
    return format_html(
        '<p class="acts"><a class="button button--quiet" href="{}">{}{}</a></p>', address, icon("clock"), _("History")
    )
