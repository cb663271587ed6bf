"""Forms of work plans and their activities, of what the GRCM decided on them, and of progress reports."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.forms import UploadField
from common.uploads.kinds import DOCUMENTS, IMAGES, XLSX
from meetings.models import Meeting, MeetingKind, PlannedActivity, Progress, ProgressReport, WorkPlan
from meetings.queries.plan_form import lines_to_choose, meetings_to_choose, members_to_choose

# Who may be meant beside the members, who see every plan that is proposed.
AUDIENCES = (
    Audience.MEMBER,
    Audience.OBSERVER_ORGANISATION,
    Audience.OBSERVER_COUNTRY,
    Audience.CIVIL_SOCIETY,
    Audience.PUBLIC,
)
PAIRS = ("others", "output")


class WithVersion(forms.ModelForm):
    """A form that says which version of the thing was read: ``seen``."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        for name, field in self.fields.items():
            if name[-3:] in ("_es", "_en"):
                field.widget.attrs["lang"] = name[-2:]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WorkPlanForm(WithVersion):
    """What a version of the plan is called, for which period, and for whom it is once it is approved."""

    class Meta:
        model = WorkPlan
        fields = ["title_es", "title_en", "start", "end", "audience"]
        labels = {"title_es": _("Title in Spanish"), "title_en": _("Title in English")}
        help_texts = {
            "audience": _("Who reads the plan once the RCGM has approved it. The members read it from its proposal on.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(one.value, one.label) for one in AUDIENCES]
        for name in ("title_es", "title_en"):
            self.fields[name].required = True


class ActivityForm(WithVersion):
    """One activity of a plan."""

    class Meta:
        model = PlannedActivity
        fields = [
            *("number", "title_es", "title_en", "line", "topic", "responsible", "others_es", "others_en"),
            *("start", "end", "output_es", "output_en", "progress", "meeting"),
        ]
        labels = {
            "title_es": _("Title in Spanish"),
            "title_en": _("Title in English"),
            "others_es": _("Others responsible, in Spanish"),
            "others_en": _("Others responsible, in English"),
            "output_es": _("Expected output in Spanish"),
            "output_en": _("Expected output in English"),
        }
        widgets = {
            "responsible": forms.CheckboxSelectMultiple,
            "output_es": forms.Textarea(attrs={"rows": 3}),
            "output_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, plan: WorkPlan, **kwargs: Any) -> None:
        super().__init__(*args, seen=plan.version, **kwargs)
        self.fields["line"].queryset = lines_to_choose()
        self.fields["responsible"].queryset = members_to_choose(plan)
        self.fields["meeting"].queryset = meetings_to_choose(user, plan)
        for name in ("line", "topic", "meeting"):
            self.fields[name].empty_label = "—"
        for name in ("title_es", "title_en"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for pair in PAIRS:
            here, there = (given.get(f"{pair}_{language}") for language in ("es", "en"))
            if bool(here) != bool(there):
                self.add_error(f"{pair}_{'en' if here else 'es'}", _("This is missing: it is given in both languages."))
        return given


class ApprovalForm(forms.Form):
    """At which meeting the GRCM approved a plan, and on which day."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting of the RCGM"), queryset=Meeting.objects.none(), empty_label=_("Choose a meeting")
    )
    on = forms.DateField(
        label=_("Day of the approval"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(user).filter(kind=MeetingKind.GRCM)
        self.fields["meeting"].queryset = meetings.for_list().order_by("-start", "key")
        self.fields["on"].initial = timezone.localdate


class ReturnForm(forms.Form):
    """Why something goes back, in both languages."""

    reason_es = forms.CharField(
        label=_("Reason in Spanish"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": "es"})
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
    )

    @property
    def reason(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reason_{language}"] for language in ("es", "en")}


class PlanSheetForm(forms.Form):
    """A filled-in form of a plan, as Excel keeps it."""

    file = UploadField(label=_("The filled-in form"), kinds=(XLSX,))


class ReportBeginForm(forms.Form):
    """For which meeting of the GRCM the report is."""

    meeting = forms.ModelChoiceField(
        label=_("For the meeting of the RCGM"), queryset=Meeting.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, user: Any, since: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(user).filter(kind=MeetingKind.GRCM, start__gte=since)
        self.fields["meeting"].queryset = meetings.for_list().order_by("-start", "key")


class ReportForm(WithVersion):
    """The words of a report, and what it says of each activity."""

    class Meta:
        model = ProgressReport
        fields = ["words_es", "words_en"]
        labels = {"words_es": _("Words in Spanish"), "words_en": _("Words in English")}
        widgets = {"words_es": forms.Textarea(attrs={"rows": 8}), "words_en": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"progress-{line.pk}"] = forms.ChoiceField(
                label=_("Progress"), choices=Progress.choices, initial=line.progress
            )
            for language, label in (("es", _("Note in Spanish")), ("en", _("Note in English"))):
                self.fields[f"note_{language}-{line.pk}"] = forms.CharField(
                    label=label, max_length=500, required=False, initial=getattr(line, f"note_{language}"),
                    widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
                )  # fmt: skip

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each activity with its three fields."""
        return [
            (line.activity, [self[f"{name}-{line.pk}"] for name in ("progress", "note_es", "note_en")])
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for line in self.lines:
            here, there = (given.get(f"note_{language}-{line.pk}") for language in ("es", "en"))
            if bool(here) != bool(there):
                words = _("This is missing: it is given in both languages.")
                self.add_error(f"note_{'en' if here else 'es'}-{line.pk}", words)
        return given

    @property
    def said(self) -> dict[int, dict[str, str]]:
        """What is said of each activity, by the primary key of its line."""
        names = ("progress", "note_es", "note_en")
        return {line.pk: {name: self.cleaned_data[f"{name}-{line.pk}"] for name in names} for line in self.lines}


class EvidenceForm(forms.Form):
    """A file that shows what a report says, with a title in both languages."""

    title_es = forms.CharField(label=_("Title in Spanish"), max_length=150)
    title_en = forms.CharField(label=_("Title in English"), max_length=150)
    file = UploadField(label=_("File"), kinds=(*DOCUMENTS, *IMAGES))
