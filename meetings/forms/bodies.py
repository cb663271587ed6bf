"""Forms of the life of bodies, and of who sits in them. Every step asks what decided it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.periods import PartialDate, PartialDateField
from meetings.models import Body, BodyKind, BodyRole, Meeting
from meetings.services.bodies import FIELDS, Citation
from meetings.services.successions import NewBody
from members.models import Participant, Standing


class DayField(forms.CharField):
    """A day, a month or a year, as far as it is known; gives a ``PartialDate``, or None where none was given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("1996, 1996-03 or 1996-03-13"), "max_length": 10} | kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        return PartialDateField().to_python(super().clean(value))


class NamedMeeting(forms.ModelChoiceField):
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.title} ({obj.start})" if obj.start else obj.title


class CitationForm(forms.Form):
    """What decided a step, and as of when."""

    on = DayField(label=_("As of"))
    decided_es = forms.CharField(label=_("Decided by, in Spanish"), max_length=400)
    decided_en = forms.CharField(label=_("Decided by, in English"), max_length=400)
    meeting = NamedMeeting(
        Meeting.objects.none(), label=_("At which meeting"), required=False, empty_label=_("None that the portal knows")
    )

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        meetings = Meeting.objects.exclude(start=None).select_related("country").order_by("-start", "key")
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["decided_es"].help_text = _("As one cites it: “XXIX RCM, Decision 4”.")
        for name, field in self.fields.items():
            if name.endswith(("_es", "_en")):
                field.widget.attrs["lang"] = name[-2:]
        self.order_fields([*(name for name in self.fields if name not in CITED), *CITED])

    @property
    def citation(self) -> Citation:
        given = self.cleaned_data
        return Citation(given["on"], given["decided_es"], given["decided_en"], given["meeting"])


CITED = ("on", "decided_es", "decided_en", "meeting", "sure")


class SureForm(CitationForm):
    """A step that cannot be taken back is confirmed."""

    sure = forms.BooleanField(label=_("I have read what will happen"))


class ExtendForm(CitationForm):
    term_ends = DayField(label=_("The new term ends on"))


class RenameForm(CitationForm):
    name_es = forms.CharField(label=_("New name, in Spanish"), max_length=250)
    name_en = forms.CharField(label=_("New name, in English"), max_length=250)


class CreateForm(CitationForm):
    """A new body: its names, its mandate and objectives, under whom it stands, and its term."""

    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices, initial=BodyKind.WORKING_GROUP)
    name_es = forms.CharField(label=_("Name, in Spanish"), max_length=250)
    name_en = forms.CharField(label=_("Name, in English"), max_length=250)
    reports_to = forms.ModelChoiceField(Body.objects.none(), label=_("Reports to"), required=False, empty_label="—")
    mandate_es = forms.CharField(label=_("Mandate, in Spanish"), widget=forms.Textarea(attrs={"rows": 4}))
    mandate_en = forms.CharField(label=_("Mandate, in English"), widget=forms.Textarea(attrs={"rows": 4}))
    objectives_es = forms.CharField(label=_("Objectives, in Spanish"), widget=forms.Textarea(attrs={"rows": 4}))
    objectives_en = forms.CharField(label=_("Objectives, in English"), widget=forms.Textarea(attrs={"rows": 4}))
    term_ends = DayField(label=_("Its term ends on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports_to"].queryset = living_bodies()  # type: ignore[attr-defined]
        self.fields["term_ends"].help_text = _("A day, a month or a year; empty for a body without a term.")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


class MergeForm(SureForm):
    """With which others, and into what: one that is there, or a new body under a name of its own."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("Merge it with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Body.objects.none(), label=_("Merge into"), required=False, empty_label=_("A new body, named here:")
    )
    name_es = forms.CharField(label=_("Name of the new body, in Spanish"), max_length=250, required=False)
    name_en = forms.CharField(label=_("Name of the new body, in English"), max_length=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = living_bodies().exclude(pk=self.body.pk)
        self.fields["bodies"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].queryset = living_bodies()  # type: ignore[attr-defined]

    @property
    def ending(self) -> list[Body]:
        return [self.body, *self.cleaned_data["bodies"]]

    @property
    def successor(self) -> Body | NewBody:
        return self.cleaned_data["into"] or new_like(
            self.body, self.cleaned_data["name_es"], self.cleaned_data["name_en"]
        )


class SplitForm(SureForm):
    """What follows it: bodies that are there, and new ones under names of their own."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("Bodies that are there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    first_es = forms.CharField(label=_("First new body, in Spanish"), max_length=250, required=False)
    first_en = forms.CharField(label=_("First new body, in English"), max_length=250, required=False)
    second_es = forms.CharField(label=_("Second new body, in Spanish"), max_length=250, required=False)
    second_en = forms.CharField(label=_("Second new body, in English"), max_length=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = living_bodies().exclude(pk=self.body.pk)  # type: ignore[attr-defined]

    @property
    def successors(self) -> list[Body | NewBody]:
        pairs = [(self.cleaned_data[f"{one}_es"], self.cleaned_data[f"{one}_en"]) for one in ("first", "second")]
        return [*self.cleaned_data["bodies"], *(new_like(self.body, *pair) for pair in pairs if any(pair))]


class MembershipForm(forms.Form):
    """Who sits in a body as what, and for how long."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Participant"), empty_label=_("Choose a participant")
    )
    role = forms.ChoiceField(label=_("Role"), choices=BodyRole.choices)
    start = DayField(label=_("From"))
    end = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Standing.objects.in_force(timezone.localdate()).order_by().values("participant")
        self.fields["participant"].queryset = Participant.objects.filter(pk__in=standing)  # type: ignore[attr-defined]


class MembershipEndForm(forms.Form):
    end = DayField(label=_("Last day"))


def living_bodies() -> Any:
    """Bodies that have not ended, by their place in the tree."""
    return Body.objects.filter(end=None).order_by("order", "key")


def new_like(body: Body, name_es: str, name_en: str) -> NewBody:
    """A new body of the kind of ``body``, under the same one."""
    return NewBody({"kind": body.kind, "reports_to": body.reports_to, "name_es": name_es, "name_en": name_en})
