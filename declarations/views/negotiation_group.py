"""How a negotiation is begun, who drafts in it for whom, who holds the pen, and how its paragraphs are numbered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from declarations.access import can_chair, can_edit, delegations_of
from declarations.forms.negotiation import BeginForm, DrafterForm, DraftingForm
from declarations.forms.texts import AudienceForm
from declarations.models import Drafting, Text, TextState
from declarations.queries_drafting import drafters_by_member, members_now
from declarations.services.drafting import begin_text, change_drafting, name_drafter, open_drafting, remove_drafter
from declarations.views.negotiation import ROOM, text_in_work, told
from declarations.views.workroom import text_at_work
from members.access import DELEGATION, countries_of

GROUP = "declarations:drafting-group"


def text_begin(request: HttpRequest) -> HttpResponse:
    """Begin a new text: for what meeting, of what kind, under which titles; its workroom opens empty."""
    if not can_chair(request.user):
        raise Http404
    form = BeginForm(request.POST or None, user=request.user, initial={"meeting": request.GET.get("meeting")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            text = begin_text(
                kind=said["kind"], titles=form.titles, meeting=said["meeting"], form_key=said["form_key"],
                by=request.user,
            )  # fmt: skip
            return redirect(ROOM, symbol=text.symbol)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    status = 422 if form.errors else 200
    return render(request, "declarations/negotiation_begin.html", {"form": form}, status=status)


@require_POST
def drafting_open(request: HttpRequest, symbol: str) -> HttpResponse:
    """Open a text that the Secretariat keeps to its Drafting Group."""
    text = text_at_work(request, symbol)
    try:
        open_drafting(text, by=request.user)
        messages.success(request, _("The negotiation is open: the members read the text and propose."))
    except ValidationError as refusal:
        messages.error(request, told(refusal))
    return redirect(ROOM, symbol=text.symbol)


def drafting_group(request: HttpRequest, symbol: str) -> HttpResponse:
    """The Drafting Group, the pen and the numbering; posted to, the chair changes pen and numbering."""
    text = text_in_work(request, symbol)
    if request.method != "POST":
        return _show(request, text)
    if not can_chair(request.user, text):
        raise Http404
    form = DraftingForm(request.POST, instance=Drafting(text=text))
    if form.is_valid():
        try:
            said = form.cleaned_data
            change_drafting(
                text.drafting, pen=said["pen"], numbering=form.numbering, takes_over=said["takes_over"], by=request.user
            )
            messages.success(request, _("Pen and numbering are changed."))
            return redirect(GROUP, symbol=text.symbol)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _show(request, text, form=form, status=422)


@require_POST
def drafter_name(request: HttpRequest, symbol: str) -> HttpResponse:
    """Name who drafts for a member, or nobody in particular: the chair for all, delegations for their own."""
    text = text_in_work(request, symbol)
    members = _nameable(request, text)
    form = DrafterForm(request.POST, members=members)
    is_own = form.is_valid() or not ("participant" in form.errors and request.POST.get("participant"))
    if not (members and is_own):
        raise Http404
    if form.is_valid():
        try:
            _name(text.drafting, by=request.user, **form.cleaned_data)
            messages.success(request, _("The Drafting Group is changed."))
            return redirect(GROUP, symbol=text.symbol)
        except PermissionDenied as denied:
            raise Http404 from denied
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _show(request, text, drafter_form=form, status=422)


def _name(drafting: Drafting, *, participant: Any, person: Any, by: Any) -> None:
    if person is not None:
        name_drafter(drafting, participant=participant, person=person, by=by)
    elif held := drafting.drafters.filter(participant=participant).first():
        remove_drafter(held, by=by)


def _nameable(request: HttpRequest, text: Text) -> list[int]:
    """The members whose drafter the reader may name, while the text is not adopted."""
    if text.state not in (TextState.DRAFT, TextState.TABLED):
        return []
    if can_chair(request.user, text):
        return members_now()
    return sorted(countries_of(request.user, *DELEGATION) & delegations_of(request.user, text))


def _show(request: HttpRequest, text: Text, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    drafting = text.drafting
    chairs, nameable = can_chair(request.user, text), _nameable(request, text)
    audience = {"audience": text.audience, "opens_on": text.opens_on}
    page = {
        "text": text,
        "drafting": drafting,
        "chairs": chairs and text.state == TextState.DRAFT,
        "form": DraftingForm(instance=drafting),
        "drafter_form": DrafterForm(members=nameable) if nameable else None,
        "group": drafters_by_member(drafting, members_now()),
        "audience_form": AudienceForm(initial=audience) if can_edit(request.user) else None,
    }
    return render(request, "declarations/negotiation_group.html", page | context, status=status)
