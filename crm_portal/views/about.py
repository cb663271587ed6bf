"""How the conference works, in its own rules."""

from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from common.public import public_page
from crm_portal.queries.reference import rules


@method_decorator(public_page, name="dispatch")
class About(TemplateView):
    """The aims, principles, criteria and rules of the conference, each with the source it comes from."""

    template_name = "crm_portal/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rules=rules(timezone.localdate()), **kwargs)
