"""Forms of a negotiation as a whole: how it is begun, who writes in it, how it is numbered, and its view."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.widgets import Select
from declarations.forms.texts import ParagraphForm
from declarations.models import Drafting, TextKind
from meetings.models import Meeting, MeetingState
from members.models import Mandate, Participant, Person


class BeginForm(forms.Form):
    """A new text to be negotiated; ``form_key`` begins it once."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting that will adopt it"),
        queryset=Meeting.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("None: by written consultation"),
        widget=Select,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices, initial=TextKind.DECLARATION)
    title_es = forms.CharField(
        label=_("Title in Spanish"), max_length=500, widget=forms.TextInput(attrs={"lang": "es"})
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=500, widget=forms.TextInput(attrs={"lang": "en"})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        ahead = Meeting.objects.visible_to(user).exclude(state__in=(MeetingState.CANCELLED, MeetingState.CLOSED))
        fields["meeting"].queryset = ahead.order_by("start", "key").select_related("country")

    @property
    def titles(self) -> dict[str, str]:
        return {"es": self.cleaned_data["title_es"], "en": self.cleaned_data["title_en"]}


class DraftingForm(forms.ModelForm):
    """Who writes the words themselves, and how paragraphs are numbered in each language."""

    takes_over = forms.BooleanField(
        label=_("Number automatically the paragraphs that bear a number now"),
        help_text=_("Their numbers then follow when one is inserted, moved or taken out."),
        required=False,
    )

    class Meta:
        model = Drafting
        fields = ["pen", "numbering_es", "numbering_en"]
        widgets = {"pen": forms.RadioSelect}

    @property
    def numbering(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"numbering_{language}"] for language in ("es", "en")}


class NumberedForm(ParagraphForm):
    """A paragraph of a text under negotiation: its number is written, or follows from the numbering of the text."""

    class Meta(ParagraphForm.Meta):
        fields = [*ParagraphForm.Meta.fields, "is_numbered_es", "is_numbered_en"]
        labels = ParagraphForm.Meta.labels | {
            "is_numbered_es": _("Numbered automatically in Spanish"),
            "is_numbered_en": _("Numbered automatically in English"),
        }


class DrafterForm(forms.Form):
    """Who drafts for a member; nobody in particular leaves it to its delegation."""

    participant = forms.ModelChoiceField(
        label=_("Member"), queryset=Participant.objects.none(), empty_label=_("Choose the member"), widget=Select
    )
    person = forms.ModelChoiceField(
        label=_("Drafter"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody in particular: its focal point and deputy"),
        widget=Select,
    )

    def __init__(self, *args: Any, members: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["participant"].queryset = Participant.objects.filter(pk__in=members)
        acting = Mandate.objects.in_force().filter(participant__in=members).order_by().values("person")
        fields["person"].queryset = Person.objects.filter(pk__in=acting).order_by("name")
