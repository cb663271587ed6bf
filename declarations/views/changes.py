"""What an edition changed: on a page, in Word, and as the PDF that is made when it is published; for its readers."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from common.page_addresses import page_address
from common.public import login_not_required, public_page
from declarations.forms_of_text.catalogue import FORMS
from declarations.models import Edition, EditionRedline, RenderingLanguage, RenderingState
from declarations.queries_versions import VIEWS, Comparison, compare_editions
from declarations.rendering.redlines_word import editions_docx
from declarations.views.files import sent
from declarations.views.versions import faces, here


@public_page
@require_safe
def edition_changes(request: HttpRequest, symbol: str, number: int) -> HttpResponse:
    """What edition ``number`` changed since the one before, or since edition ``?since=``; for whoever sees both."""
    since = request.GET.get("since", str(number - 1))
    view = request.GET.get("view", here())
    try:
        comparison = compare_editions(symbol, number, int(since), view if view in VIEWS else here(), request.user)
    except (Edition.DoesNotExist, ValueError) as error:
        raise Http404 from error
    page = {
        "text": comparison.text,
        "comparison": comparison,
        "views": faces(request, comparison),
        "papers": papers_of(comparison),
        "in_word": in_word(comparison),
    }
    return render(request, "declarations/edition_changes.html", page)


@login_not_required
@require_safe
def changes_pdf(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The PDF of what edition ``code`` changed since the one before; 404 while it is not ready, or not to be seen."""
    seen = EditionRedline.objects.filter(edition__in=Edition.objects.visible_to(request.user))
    ready = seen.filter(state=RenderingState.READY).select_related("edition__text").defer("edition__canonical")
    paper = get_object_or_404(ready, edition__code=code, language=language)
    name = _name(paper.edition, paper.edition.number - 1, f"{language}.pdf")
    what = {"name": name, "content_type": "application/pdf", "sha256": paper.sha256}
    return sent(request, paper, paper.file, what, is_public=paper.edition.text.is_public)


@login_not_required
@require_safe
def changes_docx(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The same in Word with its changes tracked, since the edition before or since ``?since=``; made on the spot."""
    editions = Edition.objects.visible_to(request.user).select_related("text")
    new = get_object_or_404(editions, code=code)
    since = request.GET.get("since", str(new.number - 1))
    if not since.isdecimal() or len(since) > 4 or int(since) == new.number or language not in new.content().languages:
        raise Http404
    old = get_object_or_404(editions, text=new.text_id, number=int(since))
    source = editions_docx(old, new, language)
    name, kind = _name(new, old.number, f"{language}.docx"), FORMS["docx"].content_type
    what = {"name": name, "content_type": kind, "sha256": hashlib.sha256(source).hexdigest()}
    return sent(request, new, source, what, is_public=new.text.is_public)


def papers_of(comparison: Comparison) -> list[EditionRedline]:
    """The PDFs of this very comparison: there are some of an edition with the one before it alone. One query."""
    if not _is_next(comparison):
        return []
    papers = EditionRedline.objects.filter(edition__code=comparison.new.code)
    return list(papers.select_related("edition").defer("edition__canonical"))


def in_word(comparison: Comparison) -> list[dict[str, str]]:
    """The same in Word, in each language in which the edition has words."""
    names = dict(RenderingLanguage.choices)
    since = "" if _is_next(comparison) else f"?{urlencode({'since': comparison.old.number})}"
    edition = comparison.new.code
    return [
        {"code": one, "name": str(names[one]), "url": page_address("changes-docx", code=edition, language=one) + since}
        for one in comparison.after.languages
    ]


def _is_next(comparison: Comparison) -> bool:
    """Whether the one edition followed the other."""
    return comparison.old.number == (comparison.new.number or 0) - 1


def _name(edition: Edition, since: int, end: str) -> str:
    return f"{edition.text.symbol}-{since}-{edition.number}-{end}"
