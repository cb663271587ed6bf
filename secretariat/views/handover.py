"""The file for the next presidency: a page that says what it holds, the PDFs that were asked for, the workbook."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from secretariat.access_handover import can_have_handover_file
from secretariat.forms_handover import HandoverPaperForm, HandoverTermForm
from secretariat.models import HandoverPaper
from secretariat.queries.handover import papers_of, terms_of_file
from secretariat.services.handover import ask_handover_paper, take_handover_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Form = TypeVar("Form", bound=HandoverTermForm)


def _asked(request: HttpRequest, form: type[Form]) -> Form:
    """The form as it was sent, for those who may have the file; 404 for everyone else and for what no page offers."""
    if not can_have_handover_file(request.user):
        raise Http404
    sent = form(request.POST, terms=terms_of_file(request.user))
    if not sent.is_valid():
        raise Http404
    return sent


@require_safe
def handover_file_page(request: HttpRequest) -> HttpResponse:
    """What the file holds, and how to have it; ``?term=`` chooses between the next presidency and the present one."""
    if not can_have_handover_file(request.user):
        raise Http404
    terms = terms_of_file(request.user)
    chosen = HandoverTermForm(request.GET, terms=terms)
    if not chosen.is_valid():
        raise Http404
    term = chosen.presidency
    papers = papers_of(request.user)
    context = {
        "term": term,
        "terms": terms,
        "papers": papers,
        "is_making": any(one.state == "pending" for one in papers),
        "form": HandoverPaperForm(terms=terms, initial={"term": term.key if term else "", "language": get_language()}),
    }
    return render(request, "secretariat/handover_file.html", context)


@require_POST
def handover_file_ask(request: HttpRequest) -> HttpResponse:
    """Have the PDF made; the page says when it is ready."""
    form = _asked(request, HandoverPaperForm)
    wanted = {name: form.cleaned_data[name] for name in ("language", "form_key")}
    ask_handover_paper(presidency=form.presidency, **wanted, by=request.user)
    return redirect("secretariat:handover-file")


@require_POST
def handover_file_excel(request: HttpRequest) -> HttpResponse:
    """The workbook, made at once. It is asked for by a form: the journal tells who took it."""
    term = _asked(request, HandoverTermForm).presidency
    content = take_handover_workbook(presidency=term, by=request.user)
    name = f"handover-file-{term.key if term else 'crm-rcm'}-{get_language()}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def handover_file_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and still may; who was sent it stands in the journal."""
    found = get_object_or_404(HandoverPaper.objects.visible_to(request.user).filter(state="ready"), pk=pk)
    name = f"handover-file-{found.asked_at:%Y-%m-%d}-{found.language}.pdf"
    response = send_file(request, found.file, name=name, content_type="application/pdf", sha256=found.sha256)
    if carries_bytes(request, response):
        record_download(found, by=request.user, after={"file": name, "sha256": found.sha256})
    return response
