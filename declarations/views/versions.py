"""The versions of a text at work, and how one became another: on screen, in Word and as PDF."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, content_disposition, send_file
from common.refusals import Refusal
from declarations.access import visible_work
from declarations.forms.comparing import CompareForm, PaperForm
from declarations.models import RenderingLanguage, Text, TextVersion, WorkingPaper, WorkingPaperKind
from declarations.queries_versions import (
    WORKING_COPY,
    Comparison,
    compare_versions,
    versions_of,
)
from declarations.rendering.redlines_word import versions_docx
from declarations.services.working_papers import ask_for_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of_work(request: HttpRequest, symbol: str) -> Text:
    """The text ``symbol``, for those who may follow how it is made; 404 for everyone else."""
    texts = Text.objects.filter(visible_work(request.user)).select_related("drafting", "meeting__country")
    return get_object_or_404(texts, symbol=symbol)


def here() -> str:
    return "en" if get_language() == "en" else "es"


@require_safe
def text_versions(request: HttpRequest, symbol: str) -> HttpResponse:
    """Every version kept, why and when, and which two to compare."""
    text = text_of_work(request, symbol)
    versions = versions_of(text)
    initial = {"old": versions[0].number, "new": WORKING_COPY, "view": here()} if versions else {}
    page = {"text": text, "versions": versions, "form": CompareForm(versions=versions, initial=initial)}
    return render(request, "declarations/text_versions.html", page)


def compared(request: HttpRequest, text: Text) -> tuple[Comparison, CompareForm]:
    """What the address asks to compare; by default the last version with the text as it stands. 404 for no version."""
    versions = versions_of(text)
    if not versions:
        raise Http404
    defaults = {"old": versions[0].number, "new": WORKING_COPY, "view": here()}
    form = CompareForm(defaults | request.GET.dict(), versions=versions)
    if not form.is_valid():
        raise Http404
    old, new = form.numbers
    try:
        return compare_versions(text, old, new, form.cleaned_data["view"]), form
    except TextVersion.DoesNotExist as error:
        raise Http404 from error


@require_safe
def version_changes(request: HttpRequest, symbol: str) -> HttpResponse:
    """How one version became another, by ``?old=``, ``?new=`` and ``?view=``."""
    text = text_of_work(request, symbol)
    comparison, form = compared(request, text)
    papers = WorkingPaper.objects.visible_to(request.user).filter(text=text, kind=WorkingPaperKind.REDLINE)[:6]
    page = {
        "text": text,
        "comparison": comparison,
        "form": form,
        "papers": list(papers),
        "form_key": uuid4(),
        "views": faces(request, comparison),
        "languages": RenderingLanguage.choices,
    }
    return render(request, "declarations/version_changes.html", page)


@require_safe
def version_changes_docx(request: HttpRequest, symbol: str) -> HttpResponse:
    """The same in Word with its changes tracked, in one language; who took it away stands in the journal."""
    text = text_of_work(request, symbol)
    comparison, _form = compared(request, text)
    response = _word(comparison)
    record_download(text, by=request.user, after={"file": response.headers["Content-Disposition"]})
    return response


@require_POST
def working_paper_ask(request: HttpRequest, symbol: str) -> HttpResponse:
    """Have a PDF made for the reader; the page from which it was asked says when it is ready."""
    text = text_of_work(request, symbol)
    form = PaperForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data
    if wanted["kind"] == WorkingPaperKind.RESULT:
        named = {name: wanted[name] for name in ("kind", "language", "form_key")}
        ask_for_paper(text, by=request.user, **named)
        return redirect(reverse("declarations:drafting-result", kwargs={"symbol": symbol}) + "#papers")
    try:
        ask_for_paper(text, by=request.user, **wanted)
    except Refusal as refusal:
        raise Http404 from refusal
    shown = {"old": wanted["old"], "new": wanted["new"] or WORKING_COPY, "view": wanted["language"]}
    address = reverse("declarations:version-changes", kwargs={"symbol": symbol})
    return redirect(f"{address}?{urlencode(shown)}#papers")


@require_safe
def working_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and still may; who was sent it stands in the journal."""
    ready = WorkingPaper.objects.visible_to(request.user).filter(state="ready").select_related("text")
    paper = get_object_or_404(ready, pk=pk)
    response = send_file(request, paper.file, name=paper.name, content_type="application/pdf", sha256=paper.sha256)
    if carries_bytes(request, response):
        record_download(paper, by=request.user, after={"file": paper.name, "sha256": paper.sha256})
    return response


def faces(request: HttpRequest, comparison: Comparison) -> list[dict[str, Any]]:
    """The same comparison in each language and in both, as addresses."""
    found = []
    for code, name in RenderingLanguage.choices:
        query = request.GET.copy()
        query["view"] = code
        found.append({"code": code, "name": name, "url": f"?{query.urlencode()}", "here": code == comparison.view})
    return found


def _word(comparison: Comparison) -> HttpResponse:
    language = comparison.view if comparison.view in ("es", "en") else here()
    content = versions_docx(comparison, language)
    name = f"{comparison.text.symbol}-{comparison.old.number}-{comparison.new.number or WORKING_COPY}-{language}.docx"
    disposition = content_disposition(name, attachment=True)
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": disposition})
