from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.generic import ListView, TemplateView

from common.public import public_page
from common.queries import attach_evidence
from meetings.models import Plan
from meetings.queries.plans import plan_dossier


@method_decorator(public_page, name="dispatch")
class PlanList(ListView):
    template_name = "meetings/plan_list.html"
    context_object_name = "plans"

    def get_queryset(self) -> QuerySet[Plan]:
        plans = Plan.objects.order_by(F("start").desc(nulls_last=True), "key")
        attach_evidence(plans)
        return plans


@method_decorator(public_page, name="dispatch")
class PlanDetail(TemplateView):
    template_name = "meetings/plan_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            dossier = plan_dossier(self.kwargs["key"])
        except Plan.DoesNotExist as error:
            raise Http404 from error
        return super().get_context_data(dossier=dossier, plan=dossier.plan, **kwargs)
