"""Small forms that pages share."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AsOfForm(forms.Form):
    """The question "as of which day?", asked of a page by ``?on=YYYY-MM-DD``."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day as year, month and day: 2004-05-20.")},
    )

    def __init__(self, query: QueryDict, **kwargs: Any) -> None:
        super().__init__(query if query.get("on") else None, initial={"on": timezone.localdate()}, **kwargs)

    @property
    def day(self) -> date:
        """The day asked for; today where none, or no day that exists, was asked for."""
        asked = self.cleaned_data.get("on") if self.is_valid() else None
        return asked or timezone.localdate()

    @property
    def is_history(self) -> bool:
        """Whether the page shows another day than today."""
        return self.day != timezone.localdate()
