"""The adoption of a text: tabled, prepared, signed by two, followed until its files are there.

Whoever follows the making of the text reads the page; the presidency and the Secretariat act on it. For everybody else
it is not there, before the adoption and after it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refusal
from declarations.access import can_chair, signs_for, visible_work
from declarations.forms.adoption import PreparationForm, ReasonForm, SignForm, TableForm, remark_forms
from declarations.models import Text, TextState
from declarations.queries_adoption import Signing, adoption_of, content_to_sign, signing_of
from declarations.services import adoption as services
from declarations.workflow import OFFERED


def text_adopted(request: HttpRequest, symbol: str) -> Text:
    """The negotiated text ``symbol``, for those who follow its making; 404 for everyone else."""
    texts = Text.objects.filter(visible_work(request.user), drafting__isnull=False)
    return get_object_or_404(texts.select_related("drafting", "meeting__country"), symbol=symbol)


def text_of_chair(request: HttpRequest, symbol: str) -> Text:
    """The same, for those who chair the Drafting Group."""
    text = text_adopted(request, symbol)
    if not can_chair(request.user, text):
        raise Http404
    return text


def show(request: HttpRequest, text: Text, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page; ``context`` brings back a form that was refused."""
    text = text_adopted(request, text.symbol) if status != 200 else text
    signing, chairs = signing_of(text), can_chair(request.user, text)
    is_tabled = text.state == TextState.TABLED
    page = {
        "text": text,
        "signing": signing,
        "chairs": chairs,
        "is_tabled": is_tabled,
        "offers": {one.act.name: one for one in OFFERED.offers(text, request.user)},
        "table_form": TableForm(initial={"by_consultation": text.drafting.is_by_consultation}),
        "reason_form": ReasonForm(),
        "to_sign": _to_sign(request, signing) if is_tabled else [],
        "waits": any(one.state != "ready" for one in signing.renderings) if signing else False,
    }
    return render(request, "declarations/adoption.html", page | context, status=status)


def _to_sign(request: HttpRequest, signing: Signing | None) -> list[SignForm]:
    """A form for each signature that the reader may still give."""
    given = signing.lines if signing else []
    if signing is None or any(one.signed_by_id == request.user.pk for _who, one, holds in given if one and holds):
        return []
    own = signs_for(request.user)
    return [
        SignForm(initial={"signatory": who.value, "sha256": signing.sha256}, prefix=who.value)
        for who, _one, holds in signing.lines
        if who in own and not holds
    ]


@require_safe
def adoption(request: HttpRequest, symbol: str) -> HttpResponse:
    return show(request, text_adopted(request, symbol))


@require_POST
def table(request: HttpRequest, symbol: str) -> HttpResponse:
    """Put the text on the table."""
    text, form = text_of_chair(request, symbol), TableForm(request.POST)
    form.is_valid()
    chosen = None if text.meeting else form.cleaned_data["by_consultation"]
    done = _("The text is on the table: nobody can change its words now.")
    return _act(request, text, lambda: services.table_text(text, by_consultation=chosen, by=request.user), done)


@require_POST
def untable(request: HttpRequest, symbol: str) -> HttpResponse:
    """Take the text back from the table."""
    text, form = text_of_chair(request, symbol), ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, text, status=422, reason_form=form)
    done = _("The text is off the table; the negotiation goes on.")
    return _act(request, text, lambda: services.untable_text(text, reason=form.words, by=request.user), done)


class Prepare(View):
    """Writes down how the text is adopted; signatures on what changes fall."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = self.text(request, symbol)
        prepared = adoption_of(text)
        seen = content_to_sign(text, prepared).sha256 if prepared else ""
        form = PreparationForm(text=text, adoption=prepared, seen=seen)
        return self.show(request, text, form, remark_forms(form, prepared))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = self.text(request, symbol)
        prepared = adoption_of(text)
        form = PreparationForm(request.POST, text=text, adoption=prepared)
        remarks = remark_forms(form, prepared, request.POST)
        if form.is_valid() & remarks.is_valid():
            words = [one.remark for one in remarks if one.remark]
            seen = form.cleaned_data["seen"]
            try:
                services.prepare_adoption(text, plan=form.plan(words), seen=seen, by=request.user)
            except Refusal as refusal:
                form.add_error(None, refusal)
                return self.show(request, text, form, remarks, status=refusal.status)
            messages.success(request, _("The adoption is prepared. Two persons sign it now."))
            return redirect("declarations:text-adoption", symbol=symbol)
        return self.show(request, text, form, remarks, status=422)

    def text(self, request: HttpRequest, symbol: str) -> Text:
        text = text_of_chair(request, symbol)
        if text.state != TextState.TABLED:
            raise Http404
        return text

    def show(self, request: HttpRequest, text: Text, form: Any, remarks: Any, status: int = 200) -> HttpResponse:
        context = {"text": text, "form": form, "remarks": remarks}
        return render(request, "declarations/adoption_prepare.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, symbol: str) -> HttpResponse:
    """Take back what was prepared."""
    text = text_of_chair(request, symbol)
    prepared = adoption_of(text)
    if prepared is None:
        raise Http404
    done = _("What was prepared is taken back; the text stays on the table.")
    return _act(request, text, lambda: services.withdraw_adoption(prepared, by=request.user), done)


@require_POST
def sign(request: HttpRequest, symbol: str) -> HttpResponse:
    """Sign what stood on the screen."""
    text = text_of_chair(request, symbol)
    prepared = adoption_of(text)
    forms = (SignForm(request.POST, prefix=who) for who in sorted(signs_for(request.user)))
    form = next((one for one in forms if one.is_valid()), None)
    if prepared is None or form is None:
        refused = [_("Say that you have read the text, and sign it then.")]
        return show(request, text, status=422, refused=refused)
    given = {name: form.cleaned_data[name] for name in ("signatory", "sha256")}
    done = _("You signed the adoption.")
    return _act(request, text, lambda: services.sign_adoption(prepared, **given, by=request.user), done)


def _act(request: HttpRequest, text: Text, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and go back to the page, or show there what stands in the way."""
    try:
        act()
    except ValidationError as error:
        status = error.status if isinstance(error, Refusal) else 422
        return show(request, text, status=status, refused=error.messages)
    messages.success(request, done)
    return redirect("declarations:text-adoption", symbol=text.symbol)
