"""A text under negotiation in Word: taken away by a ministry, brought back, looked at, and then proposed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from common.downloads import record_download
from common.files import carries_bytes, send_file
from common.refusals import Refusal
from declarations.access import can_chair
from declarations.forms.word import ChosenForm, ReturnForm
from declarations.forms_of_text.catalogue import FORMS
from declarations.models import Text, TextState, TextVersion
from declarations.queries_drafting import makers_of
from declarations.rendering.word import draft_docx
from declarations.returned_rows import LARGEST, Carried, label_of, shown, told
from declarations.services.word_returns import (
    ChangesRefused,
    Returning,
    Row,
    may_return,
    present_version,
    propose_changes,
    read_return,
    rows_of,
)
from declarations.views.negotiation import status_of, text_in_work
from members.models import Participant

ROOM = "declarations:word-room"
FACES = (("both", gettext_lazy("Side by side")), ("es", gettext_lazy("Spanish")), ("en", gettext_lazy("English")))


@dataclass(slots=True)
class Shown:
    """A change on the page. ``is_ticked``: it is proposed unless whoever looks takes the tick away."""

    row: Row
    place: int
    is_ticked: bool
    refusals: list[str]

    @property
    def words(self) -> Any:
        return shown(self.row.change)

    @property
    def label(self) -> str:
        return label_of(self.row.paragraph) if self.row.paragraph else ""


class WordRoom(View):
    """Where the text goes out in Word and comes back. A POST shows what a file would change and writes nothing."""

    def get(self, request: HttpRequest, symbol: str) -> HttpResponse:
        return show(request, text_in_work(request, symbol))

    def post(self, request: HttpRequest, symbol: str) -> HttpResponse:
        text = text_returned_to(request, symbol)
        form = ReturnForm(request.POST, request.FILES, makers=makers_of(request.user, text))
        if not form.is_valid():
            return show(request, text, form=form, status=422)
        chosen = form.cleaned_data
        try:
            returning = read_return(text, form.source, language=chosen["language"], by=request.user)
            looked = look(request, text, chosen["participant"], returning)
        except Refusal as refusal:
            form.add_error("file", refusal)
            return show(request, text, form=form, status=refusal.status)
        return show(request, text, form=form, returning=returning, participant=chosen["participant"], **looked)


def text_returned_to(request: HttpRequest, symbol: str) -> Text:
    """A text at work to which ``request.user`` may bring files back; 404 for everyone else."""
    text = text_in_work(request, symbol)
    if not may_return(request.user, text) or text.state != TextState.DRAFT:
        raise Http404
    return text


def look(request: HttpRequest, text: Text, participant: Participant, returning: Returning) -> dict[str, Any]:
    """The changes as rows, and what carries them to their confirmation. Raises ``Refusal`` for too many."""
    changes = tuple(returning.comparison.changes)
    signed = Carried(text.pk, request.user.pk, participant.pk, returning.version, changes).sign()
    if len(signed) > LARGEST:
        raise Refusal(_("The file changes more than can be proposed at once."))
    rows = rows_of(text, changes, version=returning.version, participant=participant)
    ticked = {place for place, row in enumerate(rows) if row.may_be_proposed and not row.is_stale}
    return {"changes": shown_rows(rows, ticked, {}), "given": signed, "told": told(text, returning)}


def shown_rows(rows: list[Row], ticked: set[int], refused: dict[int, list[str]]) -> list[Shown]:
    return [Shown(row, place, place in ticked, refused.get(place, [])) for place, row in enumerate(rows)]


def show(request: HttpRequest, text: Text, *, status: int = 200, **context: Any) -> HttpResponse:
    versions = list(TextVersion.objects.filter(text=text).defer("canonical").order_by("-number")[:8])
    may = may_return(request.user, text) and text.state == TextState.DRAFT
    form = context.pop("form", None) or (ReturnForm(makers=makers_of(request.user, text)) if may else None)
    page = {"text": text, "versions": versions, "faces": FACES, "form": form, "may_return": may}
    page["may_import"] = can_chair(request.user, text) and text.state == TextState.DRAFT
    return render(request, "declarations/word_room.html", page | context, status=status)


@require_POST
def word_present(request: HttpRequest, symbol: str) -> HttpResponse:
    """The words as they stand become a version, where they are not one yet; its file is the answer."""
    text = text_in_work(request, symbol)
    language = request.POST.get("language", "")
    if language not in dict(FACES):
        raise Http404
    version = present_version(text, by=request.user)
    return redirect("declarations:word-file", symbol=symbol, number=version.number, language=language)


@require_safe
def word_file(request: HttpRequest, symbol: str, number: int, language: str) -> HttpResponseBase:
    """A version in Word, marked as a draft and with the name of whoever takes it away; that stands in the journal."""
    text = text_in_work(request, symbol)
    if language not in dict(FACES):
        raise Http404
    version = get_object_or_404(TextVersion.objects.select_related("text"), text=text, number=number)
    reader = str(request.user.person or request.user)
    source = draft_docx(version, language, reader=reader, on=timezone.localdate())
    name = f"{text.symbol}-v{number}-{language}.docx"
    sha256 = hashlib.sha256(source).hexdigest()
    content_type = FORMS["docx"].content_type
    response = send_file(request, source, name=name, content_type=content_type, sha256=sha256, attachment=True)
    if carries_bytes(request, response):
        record_download(version, by=request.user, after={"file": name, "sha256": sha256})
    return response


@require_POST
def word_confirm(request: HttpRequest, symbol: str) -> HttpResponse:
    """Propose the ticked changes, all or none; what is refused is said beside each."""
    text = text_returned_to(request, symbol)
    carried, participant = carried_to(request, text)
    form = ChosenForm(request.POST, count=len(carried.changes))
    if not form.is_valid():
        raise Http404
    ticked = set(form.cleaned_data["change"])
    refused: dict[int, list[str]] = {}
    status = 422
    try:
        if ticked:
            chosen = {place: carried.changes[place] for place in sorted(ticked)}
            said = {"version": carried.version, "participant": participant, "by": request.user}
            proposals = propose_changes(text, chosen, **said)
            words = ngettext("%(count)s proposal was made.", "%(count)s proposals were made.", len(proposals))
            messages.success(request, words % {"count": len(proposals)})
            return redirect("declarations:text-workroom", symbol=symbol)
        messages.error(request, _("Tick what is to be proposed."))
    except ChangesRefused as refusal:
        refused = refusal.rows
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        status = status_of(refusal)
    rows = rows_of(text, carried.changes, version=carried.version, participant=participant)
    page = {"changes": shown_rows(rows, ticked - set(refused), refused), "given": request.POST["given"]}
    return show(request, text, status=status, participant=participant, has_refusals=bool(refused), **page)


def carried_to(request: HttpRequest, text: Text) -> tuple[Carried, Participant]:
    """What the reader was shown of this text, and for whom; 404 for what was shown to somebody else, or changed."""
    try:
        carried = Carried.read(request.POST.get("given", ""))
    except signing.BadSignature as error:
        raise Http404 from error
    if (carried.text, carried.reader) != (text.pk, request.user.pk):
        raise Http404
    participant = next((one for one in makers_of(request.user, text) if one.pk == carried.participant), None)
    if participant is None:
        raise Http404
    return carried, participant
