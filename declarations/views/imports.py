"""Bringing a text in: two files become a working copy."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from common.refusals import Refusal
from declarations.access import can_edit
from declarations.forms.texts import ImportForm
from declarations.services.importing import import_text


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
