"""The papers of a meeting, for those who prepare it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from meetings.forms.documents import DocumentForm, RevisionForm
from meetings.models import Document
from meetings.queries.documents import by_item, next_symbols, papers_in, papers_of_meeting
from meetings.services import documents as services
from meetings.views.workroom import meeting_at_work

PAGE = 60
TAB = "meetings:document-manage"


def document_at_work(request: HttpRequest, pk: int) -> Document:
    """The document, for those who prepare its meeting and see it; 404 for everyone else."""
    documents = Document.objects.visible_to(request.user).select_related("meeting", "session", "item", "superseded_by")
    document = get_object_or_404(documents, pk=pk)
    document.meeting = meeting_at_work(request, document.meeting.key)
    return document


def document_manage(request: HttpRequest, key: str) -> HttpResponse:
    """All papers, by agenda item or by symbol; those that lack a language when one asks."""
    meeting = meeting_at_work(request, key)
    papers = papers_of_meeting(meeting, request.user)
    lacks = request.GET.get("lacks", "")
    shown = [paper for paper in papers if lacks not in ("es", "en") or lacks in paper.lacking]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    face = "item" if request.GET.get("by") == "item" else "symbol"
    context: dict[str, Any] = {
        "meeting": meeting,
        "papers": page.object_list,
        "groups": by_item(page.object_list, meeting, request.user) if face == "item" else [],
        "page_obj": page,
        "face": face,
        "lacks": lacks,
        "total": len(papers),
        "lacking": {language: sum(language in paper.lacking for paper in papers) for language in ("es", "en")},
        "tab": TAB,
    }
    return render(request, "meetings/document_manage.html", context)


class DocumentAdd(View):
    """One paper is entered; its files follow on its page."""

    def show(self, request: HttpRequest, meeting: Any, form: DocumentForm, status: int = 200) -> HttpResponse:
        form.fields["symbol"].help_text = _("Left empty, it gets the next of its kind: %(symbols)s.") % {
            "symbols": ", ".join(next_symbols(meeting))
        }
        context = {"meeting": meeting, "form": form, "tab": TAB}
        return render(request, "meetings/document_form.html", context, status=status)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        initial = {"audience": "secretariat"}
        return self.show(request, meeting, DocumentForm(meeting=meeting, user=request.user, initial=initial))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        meeting = meeting_at_work(request, key)
        form = DocumentForm(request.POST, meeting=meeting, user=request.user)
        if form.is_valid():
            try:
                document = services.add_document(meeting=meeting, values=form.values, by=request.user)
                messages.success(request, _("%(symbol)s is entered.") % {"symbol": document.symbol})
                return redirect("meetings:document-detail", pk=document.pk)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, meeting, form, status=422)


class DocumentEdit(View):
    def show(self, request: HttpRequest, document: Document, form: DocumentForm, **context: Any) -> HttpResponse:
        context = {"meeting": document.meeting, "document": document, "form": form, "tab": TAB} | context
        return render(request, "meetings/document_form.html", context, status=context.pop("status", 200))

    def form(self, request: HttpRequest, document: Document, *data: Any) -> DocumentForm:
        return DocumentForm(*data, meeting=document.meeting, user=request.user, document=document)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = document_at_work(request, pk)
        return self.show(request, document, self.form(request, document))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = document_at_work(request, pk)
        form = self.form(request, document, request.POST)
        if form.is_valid():
            try:
                seen = form.cleaned_data["seen"] or 0
                services.edit_document(document, values=form.values, seen=seen, by=request.user)
                messages.success(request, _("What is said of the paper is kept."))
                return redirect("meetings:document-detail", pk=pk)
            except services.StaleDocument as stale:
                form.add_error(None, stale)
                form.data = form.data.copy()
                form.data["seen"] = stale.current.version
                return self.show(request, document, form, theirs=stale.current, status=stale.status)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, document, form, status=422)


def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its files, and what can be done with it."""
    return _detail(request, document_at_work(request, pk), RevisionForm())


@require_POST
def document_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next revision of one language."""
    document = document_at_work(request, pk)
    form = RevisionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _detail(request, document, form, status=422)
    given = form.cleaned_data
    try:
        added = services.add_revision(
            document, language=given["language"], upload=given["file"], note=given["note"], by=request.user
        )
    except Refusal as refusal:
        form.add_error("file", refusal)
        return _detail(request, document, form, status=refusal.status)
    messages.success(request, _("Revision %(number)s is added.") % {"number": added.revision})
    return redirect("meetings:document-detail", pk=pk)


def document_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    document = document_at_work(request, pk)
    if request.method != "POST":
        context = {"meeting": document.meeting, "document": document, "tab": TAB}
        return render(request, "meetings/document_withdraw.html", context)
    services.withdraw_document(document, by=request.user)
    messages.success(request, _("%(symbol)s is withdrawn.") % {"symbol": document.symbol})
    return redirect(TAB, key=document.meeting.key)


@require_POST
def document_restore(request: HttpRequest, pk: int) -> HttpResponse:
    document = document_at_work(request, pk)
    services.restore_document(document, by=request.user)
    messages.success(request, _("%(symbol)s is back.") % {"symbol": document.symbol})
    return redirect("meetings:document-detail", pk=pk)


def _detail(request: HttpRequest, document: Document, form: RevisionForm, status: int = 200) -> HttpResponse:
    (paper,) = papers_in(Document.objects.filter(pk=document.pk))
    seen = Document.objects.visible_to(request.user)
    context = {
        "meeting": document.meeting,
        "document": document,
        "paper": paper,
        "files": [*paper.present.values(), *paper.earlier],
        "supersedes": seen.filter(superseded_by=document).order_by("symbol"),
        "successor": seen.filter(pk=document.superseded_by_id).first(),
        "form": form,
        "tab": TAB,
    }
    return render(request, "meetings/document_detail.html", context, status=status)
