"""The sources of the record, its words, and its open questions."""

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView
from django_filters.views import FilterView

from common.models import Discrepancy, Source
from common.public import public_page
from crm_portal.filters import DiscrepancyFilter
from crm_portal.queries.reference import glossary, open_questions


@method_decorator(public_page, name="dispatch")
class SourceList(ListView):
    """Every document and public page that the record takes facts from, with the questions it is party to."""

    queryset = Source.objects.prefetch_related("discrepancies")
    template_name = "crm_portal/sources.html"
    context_object_name = "sources"


@method_decorator(public_page, name="dispatch")
class Glossary(TemplateView):
    """The terms of the conference in both languages, in the order of either."""

    template_name = "crm_portal/glossary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("sort")
        order = asked if asked in ("es", "en") else get_language() or "es"
        orders = [("es", _("By the Spanish term")), ("en", _("By the English term"))]
        return super().get_context_data(letters=glossary(order), order=order, orders=orders, **kwargs)


@method_decorator(public_page, name="dispatch")
class DiscrepancyList(FilterView):
    """The open questions of the record: each reading, and who holds it."""

    queryset = Discrepancy.objects.prefetch_related("sources")
    filterset_class = DiscrepancyFilter
    template_name = "crm_portal/discrepancies.html"
    strict = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(questions=open_questions(self.object_list), **kwargs)
