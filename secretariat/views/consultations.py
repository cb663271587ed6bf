"""Written consultations as they are read: the list, and the page of one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from common.lists import FilteredList
from common.states import Offer
from secretariat.access_consultations import can_run, reads_consultations
from secretariat.filters_consultations import ConsultationFilter
from secretariat.models import Consultation, Stage
from secretariat.queries.consultation_lists import ListLine, lines_for_list
from secretariat.queries.consultation_pages import page_of
from secretariat.queries.step_lines import readable_steps
from secretariat.workflow import BETWEEN, CONSULTATIONS, NEXT

TOGETHER = ("text__drafting", "text__meeting__country", "carried_to")
VIEWS = {"es": "Español", "en": "English", "both": gettext_lazy("Side by side")}


class ConsultationList(FilteredList):
    """Those that the reader may see, what goes on first."""

    filterset_class = ConsultationFilter
    template_name = "consultations/consultation_list.html"
    context_object_name = "lines"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Consultation]:
        if not reads_consultations(self.request.user):
            raise Http404
        return Consultation.objects.visible_to(self.request.user).for_list()

    def lines(self, rows: QuerySet[Consultation]) -> list[ListLine]:
        return lines_for_list(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(runs=can_run(self.request.user), **kwargs)


def consultation_seen(request: HttpRequest, symbol: str) -> Consultation:
    """The consultation on the text ``symbol``, as the reader may see it; 404 otherwise."""
    rows = Consultation.objects.visible_to(request.user).select_related(*TOGETHER)
    return get_object_or_404(rows, text__symbol=symbol)


def consultation_run(request: HttpRequest, symbol: str) -> Consultation:
    """The same for those who run it; 404 for everyone else."""
    consultation = consultation_seen(request, symbol)
    if not can_run(request.user, consultation):
        raise Http404
    return consultation


def _offers(consultation: Consultation, user: Any) -> list[Offer]:
    """What may be done, with what stands in the way; nobody is told that what runs cannot be resumed."""
    offers = CONSULTATIONS.offers(consultation, user)
    return [one for one in offers if one.is_open or one.act.name != "resume_step"]


@require_safe
def detail(request: HttpRequest, symbol: str) -> HttpResponse:
    """Where it stands, what is asked until when, who said what as far as the reader may see, and how it came there."""
    consultation = consultation_seen(request, symbol)
    page = page_of(consultation, request.user)
    readable = readable_steps(page.present.steps, runs=page.runs)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "en" if get_language() == "en" else "es"
    context = {
        "consultation": consultation,
        "text": consultation.text,
        "page": page,
        "step": page.current,
        "offers": _offers(consultation, request.user),
        "opens": NEXT.get(Stage(consultation.stage)) if page.runs else None,
        "may_settle": page.runs and consultation.stage in BETWEEN | {Stage.PREPARED},
        "words": readable[-1].step.version.content() if readable else None,
        "words_step": readable[-1] if readable else None,
        "view": view,
        "faces": [
            {"url": f"?view={one}#words", "name": name, "here": one == view, "language": one if one != "both" else ""}
            for one, name in VIEWS.items()
        ],
    }
    return render(request, "consultations/consultation_detail.html", context)
