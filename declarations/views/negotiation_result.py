"""The text as it would read if what was accepted stood in it: on the screen, and as a working paper."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from declarations.queries_drafting import papers_of_result, result_of
from declarations.views.negotiation import text_in_work


@require_safe
def drafting_result(request: HttpRequest, symbol: str) -> HttpResponse:
    """See the result, side by side; and the papers of it that were made for the reader."""
    text = text_in_work(request, symbol)
    papers = papers_of_result(text, request.user)
    page = {"text": text, "result": result_of(text), "papers": papers, "form_key": uuid4()}
    return render(request, "declarations/negotiation_result.html", page)
