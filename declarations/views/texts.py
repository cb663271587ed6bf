"""The reading room: lists of texts and decisions, a text in its editions, its citation."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from common.lists import PublicList
from common.negotiation import asked_form
from common.public import public_page
from declarations.access import can_chair, can_edit
from declarations.addresses_of_forms import address_of_form
from declarations.citations import cite
from declarations.filters import DecisionFilter, TextFilter
from declarations.lists import (
    NEWEST_DECISIONS,
    NEWEST_TEXTS,
    DecisionLine,
    TextLine,
    TextOffer,
    decision_lines,
    public_decision_count,
    public_decision_lines,
    public_text_lines,
    published_decisions,
    text_lines,
    text_offer,
)
from declarations.models import Decision, Text
from declarations.reading import Reading, read_text, read_working_copy
from declarations.structured import json_ld

CITATIONS = {
    "txt": ("as_text", "text/plain; charset=utf-8"),
    "bib": ("as_bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("as_ris", "application/x-research-info-systems; charset=utf-8"),
}
FACES = {"es": _("Spanish"), "en": _("English"), "both": _("Side by side")}


@method_decorator(public_page, name="dispatch")
class TextList(PublicList):
    """The texts that the reader may see, the newest first."""

    filterset_class = TextFilter
    template_name = "declarations/text_list.html"
    context_object_name = "texts"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Text]:
        return Text.objects.visible_to(self.request.user).order_by(*NEWEST_TEXTS)

    def lines(self, rows: QuerySet[Text]) -> list[TextLine]:
        return text_lines(rows)

    def public_lines(self, places: range) -> list[TextLine]:
        return public_text_lines(places)

    @cached_property
    def offer(self) -> TextOffer:
        """As the filter has it, where something is asked or somebody is signed in."""
        return getattr(self.filterset, "offered", None) or text_offer(self.request.user)

    def known_count(self) -> int:
        return self.offer.count

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may = {"may_edit": can_edit(user), "may_begin": can_chair(user)}
        return super().get_context_data(kinds=self.offer.kinds, **may, **kwargs)


@method_decorator(public_page, name="dispatch")
class DecisionList(PublicList):
    """The decisions of the texts that the reader may see, each with the words of its paragraph."""

    filterset_class = DecisionFilter
    template_name = "declarations/decision_list.html"
    context_object_name = "decisions"
    paginate_by = 40

    def get_queryset(self) -> QuerySet[Decision]:
        return published_decisions(self.request.user).order_by(*NEWEST_DECISIONS)

    def lines(self, rows: QuerySet[Decision]) -> list[DecisionLine]:
        return decision_lines(rows)

    def public_lines(self, places: range) -> list[DecisionLine]:
        return public_decision_lines(places)

    def known_count(self) -> int | None:
        return None if self.request.user.is_authenticated else public_decision_count()


class Read(TemplateView):
    """One text on one page; what the reader may not see does not exist."""

    def read(self) -> Reading:
        return read_text(self.kwargs["symbol"], self.request.user, number=self.kwargs.get("number"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            reading = self.read()
        except Text.DoesNotExist as error:
            raise Http404 from error
        return super().get_context_data(reading=reading, text=reading.text, **kwargs)


class TextPage(Read):
    """A text in Spanish, English or side by side, by ``?view=``; by default in the language of the page."""

    template_name = "declarations/text_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        reading, view = context["reading"], self.request.GET.get("view", "")
        here = "en" if get_language() == "en" else "es"
        return context | {
            "view": view if view in FACES else here,
            "faces": FACES.items(),
            "other": "es" if here == "en" else "en",
            "citation": cite(reading),
            "json_ld": json_ld(reading),
            "may_edit": can_edit(self.request.user),
        }


class SeeOther(HttpResponseRedirect):
    """What was asked for stands at another address (RFC 9110, 15.4.4)."""

    status_code = 303


@method_decorator(public_page, name="dispatch")
class TextDetail(TextPage):
    """The latest edition; who asks for a form for machines (``Accept``) is shown to its address."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = self._other_form(context) or super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    def _other_form(self, context: dict[str, Any]) -> HttpResponse | None:
        form = asked_form(self.request.headers.get("Accept", ""))
        address = address_of_form(context["reading"], form, context["view"]) if form else ""
        return SeeOther(address) if address else None


class EditionDetail(TextDetail):
    """An edition by its number; one that was superseded says so first of all."""


class TextPreview(TextPage):
    """The working copy as its next edition would read; for the Secretariat alone."""

    def read(self) -> Reading:
        if not can_edit(self.request.user):
            raise Http404
        return read_working_copy(self.kwargs["symbol"], self.request.user)


@method_decorator(public_page, name="dispatch")
class Renderings(Read):
    """The PDFs of an edition: the fragment that the page asks for again while they are being made."""

    template_name = "declarations/_renderings.html"


@public_page
def text_citation(request: HttpRequest, symbol: str, form: str) -> HttpResponse:
    """The citation of the latest edition as a file: plain text, BibTeX or RIS."""
    if form not in CITATIONS:
        raise Http404
    try:
        reading = read_text(symbol, request.user)
    except Text.DoesNotExist as error:
        raise Http404 from error
    write, content_type = CITATIONS[form]
    response = HttpResponse(getattr(cite(reading), write)(), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{reading.text.symbol}.{form}"'
    return response
