"""The front door and the home page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from common.public import login_not_required, public_page
from common.structured import as_json_ld
from crm_portal.queries.front_page import front_page


@login_not_required
def front_door(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the home page in the language that the browser asks for, Spanish if it asks for neither."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    response.headers["Vary"] = "Accept-Language"
    return response


@method_decorator(public_page, name="dispatch")
class Home(TemplateView):
    """Who presides, what comes next, what was agreed last, and three doors into the record."""

    template_name = "crm_portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = front_page(self.request.user, timezone.localdate())
        return super().get_context_data(page=page, organisation=as_json_ld(organisation()), **kwargs)


def organisation() -> dict[str, Any]:
    """The conference for machines (schema.org)."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": settings.SITE_URL + "/#conference",
        "name": _("Regional Conference on Migration"),
        "alternateName": [_("RCM"), _("Puebla Process")],
        "url": settings.SITE_URL + reverse("home"),
        "logo": settings.SITE_URL + static("img/emblem.svg"),
        "foundingDate": "1996-03-13",
        "foundingLocation": {"@type": "Place", "name": "Puebla, México"},
    }
