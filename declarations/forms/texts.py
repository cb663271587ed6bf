"""Forms of the workroom of a text, of its import, and of what stands behind a step."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.refusals import Refusal
from common.templatetags.components import in_either
from common.widgets import Select
from declarations.importing.gate import MAX_FILE, SourceFile
from declarations.models import Decision, Paragraph, TextKind
from declarations.services.paragraphs import fingerprint
from meetings.models import Meeting

FILES = ".docx,.md,.markdown,.txt"
SIDES = ("spanish", "english")
DEEPEST = 6  # as the database holds it


class ParagraphForm(forms.ModelForm):
    """One paragraph in both languages; ``seen`` says which version of it the editor has before them."""

    level = forms.IntegerField(label=_("Depth"), min_value=0, max_value=DEEPEST)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    class Meta:
        model = Paragraph
        fields = ["kind", "level", "label_es", "body_es", "label_en", "body_en"]
        labels = {
            "label_es": _("Number in Spanish"),
            "body_es": _("Words in Spanish"),
            "label_en": _("Number in English"),
            "body_en": _("Words in English"),
        }
        widgets = {
            "label_es": forms.TextInput(attrs={"lang": "es"}),
            "label_en": forms.TextInput(attrs={"lang": "en"}),
            "body_es": forms.Textarea(attrs={"lang": "es", "rows": 7}),
            "body_en": forms.Textarea(attrs={"lang": "en", "rows": 7}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance)

    @property
    def words(self) -> dict[str, Any]:
        """What was written, as the services take it."""
        return {name: value if value is not None else "" for name, value in self.cleaned_data.items() if name != "seen"}


class AudienceForm(forms.Form):
    """For whom a text is meant, and from when on for everyone."""

    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
    opens_on = forms.DateField(
        label=_("Opens to everyone on"),
        help_text=_("Optional: from this day on everyone may read it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PublishForm(forms.Form):
    """What is asked before an edition is frozen."""

    reason = forms.CharField(
        label=_("What this edition corrects"),
        help_text=_("Shown beside the edition, to everyone who may read the text."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FilesForm(forms.Form):
    """Two files of one text, or one of them."""

    spanish = forms.FileField(
        label=_("Spanish file"), required=False, widget=forms.ClearableFileInput(attrs={"accept": FILES})
    )
    english = forms.FileField(
        label=_("English file"),
        help_text=_("DOCX, Markdown or plain text in UTF-8. Both files together are aligned paragraph by paragraph."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )

    def source(self, language: str) -> SourceFile | None:
        """The file of one language, with its name and its bytes."""
        file = self.cleaned_data.get(language)
        return SourceFile(file.name, file.read(MAX_FILE + 1)) if file else None

    def refuse(self, refusal: Refusal) -> None:
        """Put the reason beside the file that it names, else above the form."""
        named = [side for side in SIDES if (file := self.cleaned_data.get(side)) and file.name in str(refusal)]
        self.add_error(named[0] if len(named) == 1 else None, str(refusal))

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if not fields.get("spanish") and not fields.get("english"):
            self.add_error("spanish", _("Choose a file in at least one language."))
        return fields


class ImportForm(FilesForm):
    """The same, with what the text is of."""

    field_order = ["meeting", "kind", "spanish", "english", "symbol", "replace"]
    meeting = forms.ModelChoiceField(
        label=_("Meeting that adopted it"),
        queryset=Meeting.objects.select_related("country"),
        to_field_name="key",
        empty_label=_("Choose a meeting"),
        widget=Select,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices)
    symbol = forms.SlugField(
        label=_("Symbol"),
        help_text=_("Only to correct or replace a text that exists, or to give a new one a symbol of your own."),
        max_length=80,
        required=False,
    )
    replace = forms.BooleanField(label=_("Replace the words of a draft that exists"), required=False)


class DecisionsField(forms.ModelMultipleChoiceField):
    """Decisions to choose from, each named by its text, its label and its first words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Decision) -> str:
        paragraph = obj.paragraph
        words = Truncator(in_either(paragraph.body_es, paragraph.body_en)).chars(140)
        return f"{paragraph.text}, {in_either(paragraph.label_es, paragraph.label_en)} {words}"


class StepForm(forms.Form):
    """The decisions behind a step in the life of a body, among those that are ``near`` it."""

    decisions = DecisionsField(Decision.objects.none(), label=_("Decisions"), required=False)

    def __init__(self, *args: Any, near: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = near  # type: ignore[attr-defined]
