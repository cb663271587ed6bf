"""Django's administration as this house runs it: entered by our own sign-in, opened by mandates."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from common.public import login_not_required
from members.access import is_administrator, is_secretariat


class PortalAdminSite(AdminSite):
    """Reference data for the Secretariat; accounts and mandates for the technical administrator."""

    site_header = site_title = _("Reference data of the portal")
    index_title = _("Reference data")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and (is_secretariat(user) or is_administrator(user)))

    def may_keep(self, user: Any, what: str) -> bool:
        """Whether ``user`` keeps ``what`` today: ``secretariat`` (the record), ``accounts``, or ``system`` (either)."""
        keepers = {
            "secretariat": (is_secretariat,),
            "accounts": (is_administrator,),
            "system": (is_secretariat, is_administrator),
        }[what]
        return any(keeps(user) for keeps in keepers)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way in; whoever is in already and may not enter here goes to their desk."""
        if request.user.is_authenticated:
            return redirect("admin:index" if self.has_permission(request) else "secretariat:desk")
        return redirect(resolve_url("account_login") + "?next=" + resolve_url("admin:index"))


class PortalAdminConfig(AdminConfig):
    default_site = "crm_portal.administration.PortalAdminSite"
