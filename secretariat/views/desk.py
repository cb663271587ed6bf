"""The desk: the first page after signing in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from common.going_back import back_to_asking_page
from common.models import OutboxMessage
from declarations.models import EditionRedline, Rendering
from declarations.services.publishing import retry_rendering
from members.access import is_administrator, is_secretariat, mandates_of
from members.models import OF_A_BODY
from secretariat.queries.desk import desk_of_administrator, desk_of_secretariat
from secretariat.queries.desk_member import queues_of_member
from secretariat.services.messages import retry_letter


class Desk(TemplateView):
    """The home of whoever signed in. Each app brings its part by its own tags, which show what the reader may see."""

    def get_template_names(self) -> list[str]:
        return ["secretariat/desk.html" if is_secretariat(self.request.user) else "secretariat/desk_of_member.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, whole = self.request.user, self.request.GET.get("queue", "")
        mandates = mandates_of(user)
        functions = {mandate.function for mandate in mandates}
        context = {
            "mandates": mandates,
            "acts": bool(mandates) or getattr(user, "_preview", None) is not None,
            "body_first": bool(functions) and functions <= set(OF_A_BODY),
            "whole": whole,
        }
        if is_secretariat(user):
            desk = desk_of_secretariat(user, whole)
            context |= {"desk": desk, "queues": desk.queues}
        else:
            context["queues"] = queues_of_member(user, whole)
        if is_administrator(user) and not is_secretariat(user):
            context["system"] = desk_of_administrator()
        context["busy"] = any(queue.number for queue in context["queues"])
        return super().get_context_data(**context, **kwargs)


@require_POST
def retry_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for a PDF that failed."""
    _only_secretariat(request)
    retry_rendering(get_object_or_404(Rendering.objects.select_related("edition__text"), pk=pk), by=request.user)
    messages.success(request, _("The PDF is asked for again."))
    return back_to_asking_page(request, otherwise="secretariat:desk")


@require_POST
def retry_redline(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for a PDF of an edition's changes that failed."""
    _only_secretariat(request)
    retry_rendering(get_object_or_404(EditionRedline.objects.select_related("edition__text"), pk=pk), by=request.user)
    messages.success(request, _("The PDF is asked for again."))
    return back_to_asking_page(request, otherwise="secretariat:desk")


@require_POST
def retry_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a dead letter again."""
    _only_secretariat(request)
    retry_letter(get_object_or_404(OutboxMessage.objects.dead(), pk=pk), by=request.user)
    messages.success(request, _("The message is sent again."))
    return back_to_asking_page(request, otherwise="secretariat:desk")


def _only_secretariat(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise Http404
