"""Bringing a text in: two files become a working copy, new or one at work."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from common.refusals import Refusal
from declarations.access import can_edit
from declarations.forms.texts import FilesForm, ImportForm
from declarations.models import TextState
from declarations.services.importing import import_text
from declarations.services.importing_at_work import import_into
from declarations.views.negotiation import text_led


class TextImport(FormView):
    """The form of the import, for the Secretariat; what is refused is said beside the file, and nothing is written."""

    form_class = ImportForm
    template_name = "declarations/text_import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_edit(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ImportForm) -> Any:
        chosen = form.cleaned_data
        try:
            text = import_text(
                meeting=chosen["meeting"],
                kind=chosen["kind"],
                by=self.request.user,
                symbol=chosen["symbol"] or None,
                replace=chosen["replace"],
                spanish=form.source("spanish"),
                english=form.source("english"),
            )
        except Refusal as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Imported as %(symbol)s. Read the report and check what was guessed.") % {"symbol": text.symbol},
        )
        return HttpResponseRedirect(reverse("declarations:text-workroom", kwargs={"symbol": text.symbol}))


class TextImportInto(FormView):
    """Two files become the words of a text that is negotiated; for those at the head of its group."""

    form_class = FilesForm
    template_name = "declarations/text_import_into.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.text = text_led(request, kwargs["symbol"])
        if self.text.state != TextState.DRAFT:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=self.text, **kwargs)

    def form_valid(self, form: FilesForm) -> Any:
        files = {side: form.source(side) for side in ("spanish", "english")}
        try:
            identities = import_into(self.text, by=self.request.user, **files)
        except Refusal as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        told = _("The words of the files stand in the text: %(kept)s paragraphs kept, %(new)s new, %(gone)s taken out.")
        messages.success(self.request, told % identities)
        return HttpResponseRedirect(reverse("declarations:text-workroom", kwargs={"symbol": self.text.symbol}))
