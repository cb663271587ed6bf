"""The form of a concept note."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.language_names import language_name
from meetings.models import ConceptNote, PlanItem, PlanItemKind
from meetings.workflow_plans import PARTS

LANGUAGES = ("es", "en")


class ConceptNoteForm(forms.ModelForm):
    """The words of a concept note in both languages, side by side; a draft may lack some. ``seen`` is what was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ConceptNote
        fields = [*(f"{part}_{language}" for part in PARTS for language in LANGUAGES), "indicators"]
        widgets = {
            **{f"{part}_{language}": forms.Textarea(attrs={"rows": 5}) for part in PARTS for language in LANGUAGES},
            "indicators": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version if self.instance.pk else 0
        lines = PlanItem.objects.filter(kind=PlanItemKind.INDICATOR).select_related("plan", "parent")
        self.fields["indicators"].queryset = lines.order_by("-plan__start", "order", "key")
        self.fields["indicators"].label_from_instance = lambda line: f"{line.number} {line.text}".strip()
        for part in PARTS:
            for language in LANGUAGES:
                field = self.fields[f"{part}_{language}"]
                field.widget.attrs["lang"] = language
                words = str(ConceptNote._meta.get_field(part).verbose_name).capitalize()
                field.label = _("%(part)s in %(language)s") % {"part": words, "language": language_name(language)}

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each part in Spanish and in English."""
        return [(self[f"{part}_es"], self[f"{part}_en"]) for part in PARTS]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
