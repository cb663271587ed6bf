"""The desk: the first page after signing in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from common.models import OutboxMessage
from declarations.models import Rendering
from declarations.services.publishing import retry_rendering
from members.access import is_administrator, is_secretariat, mandates_of
from members.models import OF_A_BODY
from secretariat.queries.desk import desk_of_administrator, desk_of_secretariat
from secretariat.services.messages import retry_letter


class Desk(TemplateView):
    """The home of whoever signed in. Each app brings its part by its own tags, which show what the reader may see."""

    def get_template_names(self) -> list[str]:
        return ["secretariat/desk.html" if is_secretariat(self.request.user) else "secretariat/desk_of_member.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        mandates = mandates_of(user)
        functions = {mandate.function for mandate in mandates}
        context = {
            "mandates": mandates,
            "acts": bool(mandates) or getattr(user, "_preview", None) is not None,
            "body_first": bool(functions) and functions <= set(OF_A_BODY),
        }
        if is_secretariat(user):
            desk = desk_of_secretariat()
            context |= {"desk": desk, "to_confirm": [(fact, admin_address(fact)) for fact in desk.to_confirm]}
        elif is_administrator(user):
            context["system"] = desk_of_administrator()
        return super().get_context_data(**context, **kwargs)


def admin_address(fact: Any) -> str:
    """The list in the administration where facts of one kind are confirmed; empty where there is none."""
    try:
        return reverse(fact.admin_list) + "?certainty__in=likely,uncertain"
    except NoReverseMatch:
        return ""


@require_POST
def retry_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for a PDF that failed."""
    _only_secretariat(request)
    retry_rendering(get_object_or_404(Rendering.objects.select_related("edition__text"), pk=pk), by=request.user)
    messages.success(request, _("The PDF is asked for again."))
    return redirect("secretariat:desk")


@require_POST
def retry_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a dead letter again."""
    _only_secretariat(request)
    retry_letter(get_object_or_404(OutboxMessage.objects.dead(), pk=pk), by=request.user)
    messages.success(request, _("The message is sent again."))
    return redirect("secretariat:desk")


def _only_secretariat(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise Http404
