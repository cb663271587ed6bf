"""Forms of comparing: which versions, in which language; a paper of a text at work; what is accepted and approved."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.widgets import Select
from declarations.models import RenderingLanguage, TextVersion, WorkingPaperKind
from declarations.queries_versions import WORKING_COPY

LANGUAGES = [("es", gettext_lazy("Spanish")), ("en", gettext_lazy("English"))]


class CompareForm(forms.Form):
    """Which of two states of a text to compare; the newer one may be the text as it stands."""

    old = forms.TypedChoiceField(label=pgettext_lazy("a comparison", "From"), coerce=int, widget=Select)
    new = forms.ChoiceField(label=pgettext_lazy("a comparison", "To"), widget=Select)
    view = forms.ChoiceField(
        label=pgettext_lazy("a comparison", "In"), choices=RenderingLanguage.choices, widget=Select
    )

    def __init__(self, *args: Any, versions: list[TextVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[Any, str]] = [(one.number, named(one)) for one in versions]
        fields: Any = self.fields
        fields["old"].choices = offered
        fields["new"].choices = [(WORKING_COPY, _("the text as it stands")), *offered]

    @property
    def numbers(self) -> tuple[int, int | None]:
        """The numbers of both; None is the text as it stands. Only after ``is_valid``."""
        new = self.cleaned_data["new"]
        return self.cleaned_data["old"], None if new == WORKING_COPY else int(new)


class PaperForm(forms.Form):
    """A PDF of a text at work; ``form_key`` makes it once."""

    kind = forms.ChoiceField(choices=WorkingPaperKind.choices)
    language = forms.ChoiceField(choices=RenderingLanguage.choices)
    old = forms.IntegerField(required=False, min_value=1)
    new = forms.IntegerField(required=False, min_value=1)
    form_key = forms.UUIDField(initial=uuid4)


class AcceptForm(forms.Form):
    """Why a difference is right as it stands; ``finding`` is its key."""

    finding = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it is right as it stands"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class FindingForm(forms.Form):
    """Which acceptance is taken back."""

    finding = forms.RegexField(r"^[0-9a-f]{64}$")


class ApproveForm(forms.Form):
    """The words of one language are right; ``seen`` is what was looked at."""

    language = forms.ChoiceField(choices=LANGUAGES)
    seen = forms.RegexField(r"^[0-9a-f]{16,64}$")


def named(version: TextVersion) -> str:
    """A version in a list of choices: its number, why and when it was kept."""
    words = {
        "number": version.number,
        "reason": version.get_reason_display(),
        "moment": date_format(localtime(version.made_at), "SHORT_DATETIME_FORMAT"),
    }
    return _("Version %(number)s – %(reason)s, %(moment)s") % words
