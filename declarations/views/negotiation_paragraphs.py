"""One paragraph under negotiation: read whole, rewritten by the pen, agreed, moved, divided, joined, taken out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.forms.negotiation import NumberedForm
from declarations.forms.proposals import PlaceForm, SplitForm
from declarations.models import FormerParagraph, Paragraph, Text
from declarations.negotiation_rows import Row, Workroom
from declarations.queries_drafting import latest_hand, neighbours_of, placed, reader_of, room_of
from declarations.services import paragraphs as services
from declarations.services import rearranging
from declarations.services.paragraphs import StaleParagraphError, fingerprint
from declarations.services.rows import NUMBERED
from declarations.views.negotiation import ROOM, place, status_of, text_in_work, told
from declarations.wording import compared
from declarations.workflow_proposals import offers_on

Do = Callable[[HttpRequest, Text, Paragraph], Any]
DONE = {
    "up": gettext_lazy("The paragraph was moved."),
    "down": gettext_lazy("The paragraph was moved."),
    "place": gettext_lazy("The paragraph was moved."),
    "agree": gettext_lazy("The paragraph is agreed: it is closed until it is opened again."),
    "reopen": gettext_lazy("The paragraph is open again."),
    "merge": gettext_lazy("The two paragraphs are one now. What was the second is kept among the former paragraphs."),
    "delete": gettext_lazy("The paragraph left the text. It is kept among the former paragraphs."),
    "restore": gettext_lazy("The paragraph is back in its place."),
}


def page_of(paragraph: Paragraph, symbol: str) -> str:
    return reverse("declarations:paragraph-edit", kwargs={"symbol": symbol, "uid": paragraph.uid})


def row_seen(request: HttpRequest, text: Text, uid: UUID) -> tuple[Workroom, Row]:
    """A paragraph with what is proposed for it; 404 where it is not, or no longer, in the text."""
    try:
        return room_of(text, request.user, uid)
    except Paragraph.DoesNotExist as gone:
        raise Http404 from gone


def show_paragraph(request: HttpRequest, text: Text, uid: UUID, **context: Any) -> HttpResponse:
    """The page of one paragraph; ``is_open`` opens its form, ``context`` brings back what was refused."""
    status = context.pop("status", 200)
    room, row = row_seen(request, text, uid)
    if context.pop("is_open", False):
        if not room.reader.writes:
            raise Http404
        context["form"] = NumberedForm(instance=row.paragraph)
    for line in row.every():
        line.offers = {offer.act.name for offer in offers_on(line.proposal, request.user)}
    neighbours = neighbours_of(text)
    here = next(place for place, one in enumerate(neighbours) if one.uid == uid)
    row.is_first, row.is_last = here == 0, here == len(neighbours) - 1
    others = [one for one in neighbours if one.uid != uid]
    page = {
        "text": text,
        "room": room,
        "row": row,
        "paragraph": row.paragraph,
        "before": neighbours[here - 1] if here else None,
        "after": None if row.is_last else neighbours[here + 1],
        "seen": fingerprint(row.paragraph),
        "seen_next": "" if row.is_last else fingerprint(neighbours[here + 1]),
        "place_form": PlaceForm(neighbours=others, initial={"after": str(neighbours[here - 1].uid) if here else ""}),
    }
    return render(request, "declarations/negotiation_paragraph.html", page | context, status=status)


def paragraph_page(request: HttpRequest, text: Text, uid: UUID) -> HttpResponse:
    """The paragraph to be read, with ``?edit`` open to the pen; posted to, its words are written."""
    if request.method == "POST":
        return _write(request, text, uid)
    if "edit" not in request.GET:
        return show_paragraph(request, text, uid)
    return show_paragraph(request, text, uid, is_open=True)


def _write(request: HttpRequest, text: Text, uid: UUID) -> HttpResponse:
    paragraph = get_object_or_404(text.paragraphs, uid=uid)
    form = NumberedForm(request.POST, instance=Paragraph(text=text, order=paragraph.order, uid=uid))
    if not form.is_valid():
        return show_paragraph(request, text, uid, form=form, status=422)
    try:
        services.edit_paragraph(paragraph, words=form.words, seen=form.cleaned_data["seen"], by=request.user)
    except PermissionDenied as denied:
        raise Http404 from denied
    except Paragraph.DoesNotExist as gone:
        raise Http404 from gone
    except StaleParagraphError as stale:
        form.data = form.data.copy()
        form.data["seen"] = fingerprint(stale.current)
        return show_paragraph(request, text, uid, form=form, theirs=_theirs(form, stale.current), status=409)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show_paragraph(request, text, uid, form=form, status=status_of(refusal))
    messages.success(request, _("The words are kept."))
    return redirect(place(paragraph, text.symbol))


def _theirs(form: NumberedForm, current: Paragraph) -> dict[str, Any]:
    """What stands there now, marked against what the reader wrote, and whose words it is."""
    runs = [
        (language, compared(form.words[f"body_{language}"], getattr(current, f"body_{language}") or ""))
        for language in ("es", "en")
    ]
    return {"runs": runs, "hand": latest_hand(current)}


def paragraph_add(request: HttpRequest, text: Text) -> HttpResponse:
    """A new paragraph by the pen, behind the one that ``?after=`` names, or at the front; 404 for other hands."""
    if not reader_of(request.user, text, text.drafting).writes:
        raise Http404
    after = _named(text, request.GET.get("after", ""))
    initial = {name: getattr(after, name) for name in ("kind", "level", *NUMBERED)} if after else None
    form = NumberedForm(request.POST or None, instance=Paragraph(text=text, order=0), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_paragraph(text, after=after, by=request.user, words=form.words)
            return redirect(place(added, text.symbol))
        except (PermissionDenied, Paragraph.DoesNotExist) as denied:
            raise Http404 from denied
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"text": text, "form": form, "beside": after}
    status = 422 if form.errors else 200
    return render(request, "declarations/negotiation_add.html", context, status=status)


def paragraph_act(request: HttpRequest, text: Text, uid: UUID, act: str) -> HttpResponse:
    """One act on a paragraph, or on one that left the text (``restore``); back to where it was asked for."""
    do = ACTS.get(act)
    if do is None:
        raise Http404
    if act == "restore":
        thing: Any = get_object_or_404(FormerParagraph, text=text, uid=uid)
    else:
        thing = get_object_or_404(text.paragraphs, uid=uid)
    try:
        result = do(request, text, thing)
    except (PermissionDenied, Paragraph.DoesNotExist) as denied:
        raise Http404 from denied
    except ValidationError as refusal:
        messages.error(request, told(refusal))
        return redirect(ROOM, symbol=text.symbol) if act == "restore" else redirect(page_of(thing, text.symbol))
    messages.success(request, DONE[act])
    if act == "delete":
        return redirect(ROOM, symbol=text.symbol)
    return redirect(place(result, text.symbol) if act == "restore" else page_of(thing, text.symbol))


def _place(request: HttpRequest, text: Text, paragraph: Paragraph) -> None:
    after = _named(text, request.POST.get("after", ""))
    rearranging.place_paragraph(paragraph, after=after, by=request.user)


def _named(text: Text, asked: str) -> Paragraph | None:
    """The paragraph that a form names; none for nothing, 404 for what is not in the text."""
    try:
        return get_object_or_404(placed(text), uid=UUID(asked)) if asked else None
    except ValueError as error:
        raise Http404 from error


def _merge(request: HttpRequest, text: Text, paragraph: Paragraph) -> None:
    seen, seen_next = request.POST.get("seen", ""), request.POST.get("seen_next", "")
    rearranging.merge_paragraphs(paragraph, seen=seen, seen_next=seen_next, by=request.user)


ACTS: dict[str, Do] = {
    "up": lambda request, text, one: rearranging.move_paragraph(one, up=True, by=request.user),
    "down": lambda request, text, one: rearranging.move_paragraph(one, up=False, by=request.user),
    "place": _place,
    "merge": _merge,
    "agree": lambda request, text, one: services.agree_paragraph(
        one, seen=request.POST.get("seen", ""), by=request.user
    ),
    "reopen": lambda request, text, one: services.reopen_paragraph(one, by=request.user),
    "delete": lambda request, text, one: services.delete_paragraph(
        one, seen=request.POST.get("seen", ""), by=request.user
    ),
    "restore": lambda request, text, one: services.restore_paragraph(one, by=request.user),
}


def paragraph_split(request: HttpRequest, symbol: str, uid: UUID) -> HttpResponse:
    """Where a paragraph is divided, in each language; its identity stays with the first part."""
    text = text_in_work(request, symbol)
    room, row = row_seen(request, text, uid)
    if not room.reader.writes:
        raise Http404
    form = SplitForm(request.POST or None, paragraph=row.paragraph, seen=fingerprint(row.paragraph))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seen = form.cleaned_data["seen"]
                rearranging.split_paragraph(row.paragraph, at=form.at, seen=seen, by=request.user)
                messages.success(request, _("The paragraph was divided in two."))
                return redirect(place(row.paragraph, text.symbol))
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = status_of(refusal)
    context = {"text": text, "room": room, "row": row, "paragraph": row.paragraph, "form": form}
    return render(request, "declarations/negotiation_split.html", context, status=status)
