"""Forms of a text in Word: a changed file given back, and which of its changes are proposed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.widgets import Select
from declarations.importing.gate import MAX_FILE, SourceFile
from members.models import Participant

NAMES = (("es", _("Spanish")), ("en", _("English")))


class ReturnForm(forms.Form):
    """A Word file for one delegation. ``language`` is asked for a file that does not say it itself."""

    participant = forms.ModelChoiceField(
        label=_("For the delegation of"),
        queryset=Participant.objects.none(),
        empty_label=_("Choose the delegation"),
        widget=Select,
    )
    file = forms.FileField(
        label=_("Changed Word file"),
        help_text=_("DOCX, as it was taken away from here, with its changes. Tracked changes count as accepted."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    language = forms.ChoiceField(
        label=_("Language of its words"),
        help_text=_("Counts only for a file that was not made here: it is compared by what its paragraphs say."),
        choices=NAMES,
        widget=Select,
    )

    def __init__(self, *args: Any, makers: Sequence[Participant], **kwargs: Any) -> None:
        here = "en" if get_language() == "en" else "es"
        super().__init__(*args, **{"initial": {"language": here}} | kwargs)
        field: Any = self.fields["participant"]
        field.queryset = Participant.objects.filter(pk__in=[one.pk for one in makers]).order_by("name")
        if len(makers) == 1:
            self.initial["participant"] = makers[0].pk

    @property
    def source(self) -> SourceFile:
        """The file with its name and its bytes, one byte more than is taken at most."""
        file = self.cleaned_data["file"]
        return SourceFile(file.name, file.read(MAX_FILE + 1))


class ChosenForm(forms.Form):
    """What was shown, signed, and which of it is proposed, by place."""

    given = forms.CharField(widget=forms.HiddenInput)
    change = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [(place, place) for place in range(count)]  # type: ignore[attr-defined]
