"""The concordance of a text: what differs between its languages, what was accepted, which words were approved."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from declarations.access import can_judge
from declarations.concordance import approval_mark
from declarations.forms.comparing import AcceptForm, ApproveForm, FindingForm
from declarations.models import Paragraph, Text
from declarations.queries_concordance import concordance_of
from declarations.services import concordance as services
from declarations.views.versions import text_of_work


def show(request: HttpRequest, text: Text, *, status: int = 200, **opened: object) -> HttpResponse:
    """The report; ``opened`` brings back the form that was refused."""
    paragraphs = list(text.paragraphs.order_by("order"))
    concordance = concordance_of(text, paragraphs)
    page = {
        "text": text,
        "concordance": concordance,
        "paragraphs": paragraphs,
        "judges": can_judge(request.user, text),
        "approvals": [(code, concordance.approved(code)) for code in ("es", "en")],
        "marks": {row.pk: approval_mark(row) for row in paragraphs},
        "seen": services.mark_of(paragraphs),
    }
    return render(request, "declarations/text_concordance.html", page | opened, status=status)


@require_safe
def text_concordance(request: HttpRequest, symbol: str) -> HttpResponse:
    """What differs, the open points first; for those who follow how the text is made."""
    return show(request, text_of_work(request, symbol))


@require_POST
def difference_accept(request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
    """A difference is right as it stands, with the reason."""
    text, paragraph = judged(request, symbol, uid)
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            services.accept_difference(paragraph, by=request.user, **form.cleaned_data)
            messages.success(request, _("The difference was accepted, with your reason."))
            return redirect(report(text, paragraph))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return show(request, text, status=422, form=form, open=request.POST.get("finding", ""))


@require_POST
def difference_reopen(request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
    """An acceptance is taken back: the point is open again."""
    text, paragraph = judged(request, symbol, uid)
    form = FindingForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.reopen_difference(paragraph, finding=form.cleaned_data["finding"], by=request.user)
    messages.success(request, _("The point is open again."))
    return redirect(report(text, paragraph))


@require_POST
def words_approve(request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
    """The words of one paragraph in one language are right."""
    text, paragraph = judged(request, symbol, uid)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        services.approve_words(paragraph, by=request.user, **form.cleaned_data)
        messages.success(request, _("The words were approved."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(report(text, paragraph))


@require_POST
def language_approve(request: HttpRequest, symbol: str) -> HttpResponse:
    """The same for all paragraphs without an open point."""
    text = text_of_work(request, symbol)
    form = ApproveForm(request.POST)
    if not can_judge(request.user, text) or not form.is_valid():
        raise Http404
    try:
        count = services.approve_language(text, by=request.user, **form.cleaned_data)
        words = ngettext("%(counter)s paragraph was approved.", "%(counter)s paragraphs were approved.", count)
        messages.success(request, words % {"counter": count})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("declarations:text-concordance", symbol=text.symbol)


def judged(request: HttpRequest, symbol: str, uid: UUID) -> tuple[Text, Paragraph]:
    """A paragraph of the text ``symbol``, for those who approve and accept; 404 for everyone else."""
    text = text_of_work(request, symbol)
    if not can_judge(request.user, text):
        raise Http404
    paragraph = get_object_or_404(text.paragraphs, uid=uid)
    paragraph.text = text
    return text, paragraph


def report(text: Text, paragraph: Paragraph) -> str:
    return reverse("declarations:text-concordance", kwargs={"symbol": text.symbol}) + f"#{paragraph.anchor}"
