"""The workroom of a text under negotiation: for its Drafting Group, and to be read by the members."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from declarations.access import can_chair, can_edit, visible_work
from declarations.models import Paragraph, Text, TextState, VersionReason
from declarations.negotiation_rows import VIEWS, Workroom
from declarations.queries_drafting import workroom_of
from declarations.services.drafting import keep_version
from declarations.services.entering import enter_accepted

ROOM = "declarations:text-workroom"


def text_in_work(request: HttpRequest, symbol: str) -> Text:
    """A text that is or was negotiated, for those who may follow its making; 404 for everyone else."""
    texts = Text.objects.filter(visible_work(request.user), drafting__isnull=False)
    return get_object_or_404(texts.select_related("drafting", "meeting__country"), symbol=symbol)


def text_led(request: HttpRequest, symbol: str) -> Text:
    """The same for those at the head of the group."""
    text = text_in_work(request, symbol)
    if not can_chair(request.user, text):
        raise Http404
    return text


def negotiated(request: HttpRequest, symbol: str) -> Text | None:
    """The text ``symbol``, where its workroom is that of a negotiation for this reader.

    What was published after a negotiation is corrected by the Secretariat as any other text.
    """
    texts = Text.objects.filter(visible_work(request.user), drafting__isnull=False)
    text = texts.select_related("drafting", "meeting__country").filter(symbol=symbol).first()
    if text is None or (text.state == TextState.PUBLISHED and can_edit(request.user)):
        return None
    return text


def show(request: HttpRequest, text: Text, **context: Any) -> HttpResponse:
    """The workroom as a page; ``?view=`` shows a part of its paragraphs."""
    status = context.pop("status", 200)
    workroom = workroom_of(text, request.user)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "all"
    page = {
        "text": text,
        "room": workroom,
        "view": view,
        "views": views_of(workroom, view),
        "rows": workroom.shown(view),
        "counts": workroom.counts,
    }
    return render(request, "declarations/negotiation_workroom.html", page | context, status=status)


def views_of(workroom: Workroom, here: str) -> list[tuple[str, Any, int, bool]]:
    """The views of the workroom, with how many paragraphs each shows; one's own for those who act for a member."""
    names = {
        "all": _("All paragraphs"),
        "open": _("With proposals"),
        "collisions": _("Collisions"),
        "mine": _("My delegation"),
        "lacking": _("Lacking a language"),
    }
    counts = workroom.counts
    return [
        (view, names[view], counts[view], view == here)
        for view in VIEWS
        if view != "mine" or workroom.reader.delegations
    ]


@require_POST
def drafting_enter(request: HttpRequest, symbol: str) -> HttpResponse:
    """Enter all accepted proposals into the text; the version before and after is kept."""
    text = text_led(request, symbol)
    try:
        version = enter_accepted(text, by=request.user)
        done = _("The accepted proposals stand in the text: version %(number)s.")
        messages.success(request, done % {"number": version.number})
    except ValidationError as refusal:
        messages.error(request, told(refusal))
    return redirect(ROOM, symbol=text.symbol)


@require_POST
def drafting_keep(request: HttpRequest, symbol: str) -> HttpResponse:
    """Keep the words as they stand as a version, to compare with."""
    text = text_led(request, symbol)
    try:
        version = keep_version(text, reason=VersionReason.KEPT, by=request.user)
        messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    except ValidationError as refusal:
        messages.error(request, told(refusal))
    return redirect(ROOM, symbol=text.symbol)


def told(refusal: ValidationError) -> str:
    """A refusal in a line of its own."""
    return " ".join(refusal.messages)


def status_of(refusal: ValidationError) -> int:
    """409 where somebody was quicker, else 422: something stands in the way."""
    return getattr(refusal, "status", 422)


def place(paragraph: Paragraph, symbol: str, *, view: str = "") -> str:
    """Where a paragraph stands in the workroom."""
    asked = f"?view={view}" if view in VIEWS and view != "all" else ""
    return reverse(ROOM, kwargs={"symbol": symbol}) + f"{asked}#{paragraph.anchor}"
