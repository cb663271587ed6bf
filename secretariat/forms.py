"""The forms by which a notice is written, corrected and withdrawn."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import UploadField
from meetings.models import Body, Meeting
from secretariat.models import Notice

MARKDOWN = _(
    "Paragraphs are parted by an empty line. A line that begins with - is a point of a list; **bold**, *italics*."
)
LABELS = {
    "title_es": _("Title in Spanish"),
    "title_en": _("Title in English"),
    "words_es": _("Words in Spanish"),
    "words_en": _("Words in English"),
}
ABOUT = ["kind", "audience", "body", "meeting", "opens_on"]
WORDS = {"words_es": forms.Textarea(attrs={"rows": 14}), "words_en": forms.Textarea(attrs={"rows": 14})}


class WordsForm(forms.ModelForm):
    """The words of a notice in both languages, side by side. ``seen`` is the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Notice
        fields = ["title_es", "title_en", "words_es", "words_en"]
        labels = LABELS
        help_texts = {"words_es": MARKDOWN, "words_en": MARKDOWN}
        widgets = WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        for name in LABELS:
            self.fields[name].widget.attrs["lang"] = name[-2:]
            self.fields[name].required = False

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields that say what it is and for whom; none in a correction."""
        return [field for field in self.visible_fields() if field.name in ABOUT]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] or self.empty(name) for name in self.Meta.fields}

    def empty(self, name: str) -> Any:
        return None if name in ("body", "meeting", "opens_on") else ""


class NoticeForm(WordsForm):
    """A draft: what it is, for whom, and its words; a draft may lack a language. ``form_key`` makes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta(WordsForm.Meta):
        fields = [*ABOUT, *WordsForm.Meta.fields]
        widgets = WORDS | {"opens_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = WordsForm.Meta.help_texts | {
            "body": _("Of which body, where it is for the members of a body."),
            "meeting": _("Of which meeting, where it is for those accredited to one."),
            "opens_on": _("From this day on every account may read it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.order_by("name")
        self.fields["meeting"].queryset = Meeting.objects.order_by("-start", "key")
        self.fields["body"].empty_label = self.fields["meeting"].empty_label = "—"


class CorrectionForm(WordsForm):
    """New words of what is published, why, and whether those concerned are told again."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, help_text=_("Kept in the journal."))
    is_told = forms.BooleanField(label=_("Tell everyone concerned again by mail"), required=False)


class ReasonForm(forms.Form):
    """Why a notice is withdrawn."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300, help_text=_("Kept in the journal."))


class AttachmentForm(forms.Form):
    """A file that goes with a notice, with a title in both languages."""

    title_es = forms.CharField(label=_("Title in Spanish"), max_length=150)
    title_en = forms.CharField(label=_("Title in English"), max_length=150)
    file = UploadField(label=_("File"))
