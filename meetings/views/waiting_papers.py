"""Many papers given at once: chosen, looked at, and then taken all or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from meetings.forms.documents import ChosenForm, ForWhom, PapersForm
from meetings.models import Meeting
from meetings.queries.waiting_papers import Planned, plan_of, waiting_of
from meetings.services.waiting_papers import Chosen, RowsRefused, confirm_papers, give_papers
from meetings.views.documents import TAB
from meetings.views.workroom import meeting_at_work

Row = tuple[Planned, ChosenForm]


class DocumentUpload(View):
    """The files are given, and wait below until each has its symbol and language."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        return _show(request, meeting, PapersForm(), _for_whom(request, meeting), _rows(request, meeting))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        form = PapersForm(request.POST, request.FILES)
        status = 422
        if form.is_valid():
            try:
                given = give_papers(meeting=meeting, uploads=form.cleaned_data["files"], by=request.user)
                words = ngettext("%(count)s file waits below.", "%(count)s files wait below.", len(given))
                messages.success(request, words % {"count": len(given)})
                return redirect("meetings:document-upload", key=key)
            except Refusal as refusal:
                form.add_error("files", refusal)
                status = refusal.status
        return _show(request, meeting, form, _for_whom(request, meeting), _rows(request, meeting), status=status)


@require_POST
def document_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Take all, or only look again at what would become of each (``look``)."""
    meeting = meeting_at_work(request, key)
    common = ForWhom(request.POST, meeting=meeting, user=request.user)
    rows = _rows(request, meeting, request.POST)
    if "look" in request.POST:
        return _show(request, meeting, PapersForm(), common, rows)
    if not all([common.is_valid(), *(form.is_valid() for _plan, form in rows)]):
        return _show(request, meeting, PapersForm(), common, rows, status=422)
    taken = [(plan, form.cleaned_data) for plan, form in rows if form.cleaned_data["take"]]
    left_out = [plan.waiting for plan, form in rows if not form.cleaned_data["take"]]
    try:
        chosen = [_chosen(plan, given) for plan, given in taken]
        count = confirm_papers(
            meeting=meeting, chosen=chosen, left_out=left_out, values=common.cleaned_data, by=request.user
        )
    except RowsRefused as refused:
        for plan, form in rows:
            for reason in refused.rows.get(plan.waiting.pk, ()):
                form.add_error(None, reason)
        return _show(request, meeting, PapersForm(), common, rows, status=422)
    except Refusal as refusal:
        common.add_error(None, refusal)
        return _show(request, meeting, PapersForm(), common, rows, status=409)
    messages.success(request, ngettext("%(count)s file taken.", "%(count)s files taken.", count) % {"count": count})
    return redirect(TAB, key=key)


def _chosen(plan: Planned, given: dict[str, Any]) -> Chosen:
    return Chosen(plan.waiting, **{name: given[name] for name in ("symbol", "language", "title_es", "title_en")})


def _for_whom(request: HttpRequest, meeting: Meeting) -> ForWhom:
    return ForWhom(meeting=meeting, user=request.user, initial={"audience": "secretariat"})


def _rows(request: HttpRequest, meeting: Meeting, data: Any = None) -> list[Row]:
    """Each waiting file with its form; by what was typed, where something was.

    What was given by another page meanwhile is not among what this one asked, and goes on waiting.
    """
    typed = {}
    if data is not None:
        asked = [one for one in waiting_of(meeting, request.user) if f"w{one.pk}-symbol" in data]
        typed = {one.pk: (data[f"w{one.pk}-symbol"].strip(), data.get(f"w{one.pk}-language", "")) for one in asked}
    rows, begun = [], set()  # symbols for which a file above gives the titles
    for plan in plan_of(meeting, request.user, typed):
        if data is not None and plan.waiting.pk not in typed:
            continue
        initial = {"symbol": plan.symbol, "language": plan.language}
        prefix = f"w{plan.waiting.pk}"
        is_new = bool(plan.symbol) and plan.paper is None and plan.symbol not in begun
        rows.append((plan, ChosenForm(data, prefix=prefix, initial=initial, is_new=is_new)))
        if data is None or f"{prefix}-take" in data:
            begun.add(plan.symbol)
    return rows


def _show(
    request: HttpRequest, meeting: Meeting, form: PapersForm, common: ForWhom, rows: list[Row], *, status: int = 200
) -> HttpResponse:
    faults = any(row.is_bound and "look" not in request.POST and row.errors for _plan, row in rows)
    context = {"meeting": meeting, "form": form, "common": common, "rows": rows, "faults": faults, "tab": TAB}
    return render(request, "meetings/document_upload.html", context, status=status)
