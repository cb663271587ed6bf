"""How the machine is, for whoever runs it."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from crm_portal.health import parts_ready

register = template.Library()
NAMES = {"database": _("Database"), "queue": _("Queue"), "storage": _("File store")}


@register.simple_tag
def system_health() -> list[tuple[Any, bool]]:
    """What the portal needs to serve, and whether each serves now: the questions of ``/health/ready``."""
    return [(NAMES.get(name, name), serves) for name, serves in parts_ready().items()]
