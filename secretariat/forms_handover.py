"""The form by which the handover file is asked for."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Presidency


class HandoverTermForm(forms.Form):
    """For which presidency the file is made, among ``terms``; the first of them where nobody chose."""

    term = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, terms: list[Presidency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {term.key: term for term in terms}
        self.fields["term"].choices = [(key, key) for key in self.terms]

    @property
    def presidency(self) -> Presidency | None:
        return self.terms.get(self.cleaned_data["term"]) or next(iter(self.terms.values()), None)


class HandoverPaperForm(HandoverTermForm):
    """Which PDF of the handover file is asked for, once."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("es", _("Spanish")), ("en", _("English")), ("both", _("Spanish and English"))]
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
