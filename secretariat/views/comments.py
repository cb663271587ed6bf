"""The comments of a step, compiled by paragraph and country: on screen, in Word and as PDF."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, content_disposition, send_file
from declarations.models import RenderingLanguage
from secretariat.forms_replies import CommentFilter, CommentsPaperForm
from secretariat.models import CommentsPaper, Step
from secretariat.queries.comments import compiled_comments, papers_of_step, step_seen
from secretariat.rendering.comments_word import comments_docx
from secretariat.services.comments import ask_for_comments

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _step(request: HttpRequest, symbol: str, pk: int) -> Step:
    return get_object_or_404(step_seen(request.user, symbol, pk))


@require_safe
def comments(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """What the reader may read of the replies; ``?country=`` and ``?commented=`` leave a part of it."""
    step = _step(request, symbol, pk)
    whole = compiled_comments(step, request.user)
    form = CommentFilter(request.GET, countries=whole.countries)
    if not form.is_valid():
        raise Http404
    country, is_commented_only = form.cleaned_data["country"], form.cleaned_data["commented"]
    papers = papers_of_step(step, request.user)
    page = {
        "step": step,
        "consultation": step.consultation,
        "compiled": whole.narrowed(country, is_commented_only=is_commented_only),
        "filter": form,
        "is_narrowed": bool(country or is_commented_only),
        "papers": papers,
        "making": next((one for one in papers if one.state == "pending"), None),
        "languages": RenderingLanguage.choices,
        "form_key": uuid4(),
    }
    return render(request, "consultations/comments.html", page)


@require_safe
def comments_word(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """All of it in Word, in the language of the page; who took it away stands in the journal."""
    step = _step(request, symbol, pk)
    name = f"{symbol}-{step.kind}-comments-{get_language()}.docx"
    content = comments_docx(compiled_comments(step, request.user))
    disposition = content_disposition(name, attachment=True)
    record_download(step, by=request.user, after={"file": name})
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": disposition})


@require_POST
def comments_ask(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """Have the PDF made; the page says when it is ready."""
    step = _step(request, symbol, pk)
    form = CommentsPaperForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        ask_for_comments(step, by=request.user, **form.cleaned_data)
    except PermissionDenied as denied:
        raise Http404 from denied
    return redirect(reverse("consultations:comments", kwargs={"symbol": symbol, "pk": pk}) + "#papers")


def _paper(request: HttpRequest, symbol: str, pk: int) -> CommentsPaper:
    papers = CommentsPaper.objects.visible_to(request.user).filter(step__consultation__text__symbol=symbol)
    return get_object_or_404(papers.select_related("step__consultation__text"), pk=pk)


@require_safe
def comments_progress(request: HttpRequest, symbol: str, pk: int) -> HttpResponse:
    """How far a PDF is, as the part of the page that asks for it again; the page itself without JavaScript."""
    paper = _paper(request, symbol, pk)
    if not request.headers.get("HX-Request"):
        return redirect("consultations:comments", symbol=symbol, pk=paper.step_id)
    papers = papers_of_step(paper.step, request.user)
    making = next((one for one in papers if one.state == "pending"), None)
    page = {"step": paper.step, "consultation": paper.step.consultation, "papers": papers, "making": making}
    return render(request, "consultations/_comments_papers.html", page)


@require_safe
def comments_file(request: HttpRequest, symbol: str, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and still may; who was sent it stands in the journal."""
    paper = _paper(request, symbol, pk)
    if paper.state != "ready":
        raise Http404
    name = f"{symbol}-{paper.step.kind}-comments-{paper.language}.pdf"
    response = send_file(request, paper.file, name=name, content_type="application/pdf", sha256=paper.sha256)
    if carries_bytes(request, response):
        record_download(paper, by=request.user, after={"file": name, "sha256": paper.sha256})
    return response
