"""Small forms that pages share."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from common.uploads import EVERYTHING, CheckedUpload, check_upload
from common.uploads.kinds import Kind, extensions, limits_in_words


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


class UploadField(forms.FileField):
    """A file to be given, of some kinds: looked through while the form is validated, refused in words beside it.

    Gives a ``CheckedUpload`` for ``store_upload``, or None where none was given. Its hint says what is taken and
    how large; the browser offers only these.
    """

    widget = forms.FileInput

    def __init__(self, *, kinds: tuple[Kind, ...] = EVERYTHING, **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**{"help_text": lazy(limits_in_words, str)(kinds)} | kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ",".join(extensions(self.kinds))}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return check_upload(file, kinds=self.kinds) if isinstance(file, UploadedFile) else file


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files chosen at once: a list of ``CheckedUpload``; what is refused is said of each."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[CheckedUpload]:
        files = [one for one in data or [] if one]
        if not files:
            super().clean(None, initial)
        checked, refused = [], []
        for file in files:
            try:
                checked.append(super().clean(file, initial))
            except forms.ValidationError as refusal:
                refused.append(refusal)
        if refused:
            raise forms.ValidationError(refused)
        return checked
