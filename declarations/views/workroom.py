"""The workroom of a text: its working copy, paragraph by paragraph. For the Secretariat; for others it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from declarations.access import can_edit
from declarations.forms.texts import AudienceForm, ParagraphForm, PublishForm
from declarations.importing.report import ImportReport
from declarations.models import Edition, Paragraph, Text
from declarations.queries import freeze
from declarations.services.paragraphs import (
    ParagraphError,
    StaleParagraphError,
    add_paragraph,
    delete_paragraph,
    edit_paragraph,
    fingerprint,
)
from declarations.services.publishing import PublishingError, publish_text, reasons_against
from declarations.services.rearranging import move_paragraph
from declarations.services.texts import choose_audience, circulate_draft, recall_draft
from declarations.views import negotiation
from declarations.views import negotiation_paragraphs as paragraphs


def text_at_work(request: HttpRequest, symbol: str) -> Text:
    """The text ``symbol``, for those who keep working copies; 404 for everyone else."""
    if not can_edit(request.user):
        raise Http404
    return get_object_or_404(Text.objects.visible_to(request.user).for_list(), symbol=symbol)


def show(request: HttpRequest, text: Text, *, status: int = 200, **context: Any) -> HttpResponse:
    """The workroom as a page; ``context`` opens one paragraph's form, or brings back what was refused."""
    paragraphs = list(text.paragraphs.order_by("order"))
    latest = Edition.objects.latest_of(text)
    content = freeze(text, number=latest.number + 1 if latest else 1)
    page = {
        "text": text,
        "paragraphs": paragraphs,
        "latest": latest,
        "lacking": [row for row in paragraphs if bool(row.body_es) != bool(row.body_en)],
        "reasons": reasons_against(content, latest, "any reason"),
        "audience_form": AudienceForm(initial={"audience": text.audience, "opens_on": text.opens_on}),
        "publish_form": PublishForm(),
        "report": ImportReport.from_json(text.import_report).lines() if text.import_report else [],
    }
    return render(request, "declarations/text_workroom.html", page | context, status=status)


@contextmanager
def still_there() -> Iterator[None]:
    """404 for a paragraph that somebody else deleted between our look and our lock."""
    try:
        yield
    except Paragraph.DoesNotExist as gone:
        raise Http404 from gone


class Workroom(View):
    """The working copy; of a text that is negotiated, the workroom of its Drafting Group."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        if text := negotiation.negotiated(request, symbol):
            return negotiation.show(request, text)
        return show(request, text_at_work(request, symbol))


class ParagraphEdit(View):
    """The workroom with one paragraph open; under negotiation, the page of the paragraph."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if text := negotiation.negotiated(request, kwargs["symbol"]):
            return paragraphs.paragraph_page(request, text, kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
        text = text_at_work(request, symbol)
        paragraph = get_object_or_404(text.paragraphs, uid=uid)
        return show(request, text, open=paragraph.pk, form=ParagraphForm(instance=paragraph))

    def post(self, request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
        text = text_at_work(request, symbol)
        paragraph = get_object_or_404(text.paragraphs, uid=uid)
        form = ParagraphForm(request.POST, instance=Paragraph(text=text, order=paragraph.order, uid=uid))
        if not form.is_valid():
            return show(request, text, open=paragraph.pk, form=form)
        try:
            with still_there():
                edit_paragraph(paragraph, words=form.words, seen=form.cleaned_data["seen"], by=request.user)
        except StaleParagraphError as stale:
            return self.ask(request, text, form, stale)
        return redirect(place(text, paragraph))

    def ask(self, request: HttpRequest, text: Text, form: ParagraphForm, stale: StaleParagraphError) -> HttpResponse:
        """Show what somebody else wrote beside what was typed; saving again then overwrites knowingly."""
        form.data = form.data.copy()
        form.data["seen"] = fingerprint(stale.current)
        return show(request, text, status=409, open=stale.current.pk, form=form, theirs=stale.current)


class ParagraphAdd(View):
    """A new paragraph, behind the one that the address names by ``?after=``."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if text := negotiation.negotiated(request, kwargs["symbol"]):
            return paragraphs.paragraph_add(request, text)
        return super().dispatch(request, *args, **kwargs)

    def after(self, request: HttpRequest, text: Text) -> Paragraph | None:
        asked = request.GET.get("after", "")
        try:
            return get_object_or_404(text.paragraphs, uid=UUID(asked)) if asked else None
        except ValueError as error:
            raise Http404 from error

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = text_at_work(request, symbol)
        after = self.after(request, text)
        initial = {"kind": after.kind, "level": after.level} if after else None
        return show(request, text, adding=True, after=after, form=ParagraphForm(initial=initial))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = text_at_work(request, symbol)
        after = self.after(request, text)
        form = ParagraphForm(request.POST, instance=Paragraph(text=text, order=0))
        if not form.is_valid():
            return show(request, text, adding=True, after=after, form=form)
        with still_there():
            return redirect(place(text, add_paragraph(text, after=after, by=request.user, words=form.words)))


@require_POST
def paragraph_act(request: HttpRequest, symbol: str, uid: UUID, act: str) -> HttpResponse:
    """Move a paragraph up or down, or delete it; under negotiation, what else its group does to it."""
    if found := negotiation.negotiated(request, symbol):
        return paragraphs.paragraph_act(request, found, uid, act)
    text = text_at_work(request, symbol)
    paragraph = get_object_or_404(text.paragraphs, uid=uid)
    if act in ("up", "down"):
        with still_there():
            move_paragraph(paragraph, up=act == "up", by=request.user)
        return redirect(place(text, paragraph))
    if act != "delete":
        raise Http404
    try:
        with still_there():
            delete_paragraph(paragraph, seen=request.POST.get("seen", ""), by=request.user)
    except (StaleParagraphError, ParagraphError) as refusal:
        messages.error(request, str(refusal))
        return redirect(place(text, paragraph))
    messages.success(request, _("The paragraph was deleted from the working copy."))
    return redirect("declarations:text-workroom", symbol=text.symbol)


@require_POST
def audience(request: HttpRequest, symbol: str) -> HttpResponse:
    text = text_at_work(request, symbol)
    form = AudienceForm(request.POST)
    if not form.is_valid():
        return show(request, text, audience_form=form)
    try:
        choose_audience(text, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, text, audience_form=form)
    messages.success(request, _("The text is now meant for: %(audience)s.") % {"audience": _label(form)})
    return redirect("declarations:text-workroom", symbol=text.symbol)


@require_POST
def circulate(request: HttpRequest, symbol: str) -> HttpResponse:
    """Circulate the draft among the members, or take it back (``?recall``)."""
    text = text_at_work(request, symbol)
    try:
        if "recall" in request.POST:
            recall_draft(text, by=request.user)
            messages.success(request, _("The draft is the Secretariat's alone again."))
        else:
            circulate_draft(text, by=request.user)
            messages.success(request, _("The members can read the draft now."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("declarations:text-workroom", symbol=text.symbol)


@require_POST
def publish(request: HttpRequest, symbol: str) -> HttpResponse:
    """Freeze the working copy and go to the page of the text, where its PDFs are seen being made."""
    text = text_at_work(request, symbol)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show(request, text, publish_form=form)
    try:
        publish_text(text, by=request.user, reason=form.cleaned_data["reason"])
    except PublishingError as refusal:
        return show(request, text, publish_form=form, refusals=refusal.reasons)
    return HttpResponseRedirect(text.get_absolute_url() + "#files")


def place(text: Text, paragraph: Paragraph) -> str:
    """The paragraph's place in the workroom."""
    return reverse("declarations:text-workroom", kwargs={"symbol": text.symbol}) + f"#{paragraph.anchor}"


def _label(form: AudienceForm) -> str:
    return str(dict(form.fields["audience"].choices)[form.cleaned_data["audience"]])
