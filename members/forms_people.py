"""Forms about people, their mandates and institutions, and the handover of the presidency."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.access_people import can_appoint, led_by
from members.models import Function, Institution, Mandate, Participant, Person, Standing

DAY = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}
SAID = {"email": _("The address at which the others write."), "phone": _("With the code of the country: +506 …")}


class InstitutionChoice(forms.ModelChoiceField):
    """An institution, named with whom it belongs to."""

    def label_from_instance(self, obj: Institution) -> str:
        return f"{obj.participant}: {obj}" if obj.participant_id else str(obj)


class PersonForm(forms.ModelForm):
    """Who somebody is and how one reaches them."""

    institution = InstitutionChoice(
        Institution.objects.none(), label=_("Institution"), required=False, empty_label=_("No institution named")
    )

    class Meta:
        model = Person
        fields = ["name", "honorific", "position_es", "position_en", "institution", "email", "phone", "language"]
        labels = {"position_es": _("Position, in Spanish"), "position_en": _("Position, in English")}
        help_texts = SAID | {"honorific": _("As in “Dr.” or “Ambassador”; may be left empty.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "position_es": forms.TextInput(attrs={"lang": "es"}),
            "position_en": forms.TextInput(attrs={"lang": "en"}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions_for(by)

    @property
    def words(self) -> dict[str, Any]:
        """What was written, as the services take it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}

    def _post_clean(self) -> None:
        """Nothing is written onto the row here: services do, and the page shows what is still true."""


class ContactForm(PersonForm):
    """The person's own contact data: what others need in order to reach them must be there."""

    class Meta(PersonForm.Meta):
        fields = ["name", "honorific", "position_es", "position_en", "email", "phone", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["institution"]
        for name, autocomplete in (("name", "name"), ("email", "email"), ("phone", "tel")):
            self.fields[name].required = True
            self.fields[name].widget.attrs["autocomplete"] = autocomplete

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("position_es") and not cleaned.get("position_en"):
            self.add_error("position_es", _("Give your position in at least one of the two languages."))
        return cleaned


class MandateForm(forms.Form):
    """A function, for whom, and from when to when."""

    function = forms.ChoiceField(label=_("Function"))
    participant = forms.ModelChoiceField(
        Participant.objects.none(),
        label=_("Acts for"),
        required=False,
        empty_label=_("Nobody: of the Secretariat itself"),
    )
    institution = InstitutionChoice(
        Institution.objects.none(),
        label=_("Seat of the institution"),
        required=False,
        empty_label=_("No institution named"),
        help_text=_("Where each institution has a focal point of its own; otherwise it stays empty."),
    )
    start = forms.DateField(label=_("From"), widget=forms.DateInput(**DAY))
    end = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(**DAY), help_text=_("This day included; may be open.")
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = functions_for(by)
        self.fields["participant"].queryset = participants_for(by)
        self.fields["institution"].queryset = institutions_for(by)
        self.fields["start"].initial = timezone.localdate


class NameForm(PersonForm):
    """A focal point names somebody: one of the own people, or somebody new who is written down on the way."""

    function = forms.ChoiceField(label=_("Function"))
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Acts for"), empty_label=None)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who"),
        required=False,
        empty_label=_("Somebody who is not in the directory yet"),
    )
    start = forms.DateField(label=_("From"), widget=forms.DateInput(**DAY))
    end = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(**DAY), help_text=_("This day included; may be open.")
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["function"].choices = functions_for(by)
        self.fields["participant"].queryset = participants_for(by)
        self.fields["person"].queryset = people_of(led_by(by))
        self.fields["start"].initial = timezone.localdate
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("person") and "person" not in self.errors:
            for name in ("name", "email"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Choose somebody above, or say here who it is."))
        return cleaned


class EndForm(forms.Form):
    """Why a mandate ends."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Kept in the journal."))


class InstitutionForm(forms.ModelForm):
    """A ministry, directorate or organisation, named in both languages."""

    class Meta:
        model = Institution
        fields = ["participant", "kind", "name_es", "name_en", "acronym_es", "acronym_en", "website"]
        labels = {
            "name_es": _("Name, in Spanish"),
            "name_en": _("Name, in English"),
            "acronym_es": _("Acronym, in Spanish"),
            "acronym_en": _("Acronym, in English"),
        }
        help_texts = {"participant": _("Empty for the Secretariat itself.")}

    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_es"].required = self.fields["name_en"].required = True

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """Nothing is written onto the row here."""


class HandoverForm(forms.Form):
    """The minute at which a presidency takes over, by the clock of the Secretariat."""

    begins_at = forms.DateTimeField(
        label=_("Minute of the handover"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


class TickForm(forms.Form):
    """Whether a line of the checklist is done, and where that is found."""

    done = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=300)


def functions_for(by: Any) -> list[tuple[str, Any]]:
    """What ``by`` may give to somebody, in the order of the functions."""
    led = next(iter(led_by(by)), None)
    return [(one.value, one.label) for one in Function if can_appoint(by, one, led)]


def participants_for(by: Any) -> QuerySet[Participant]:
    """For whom ``by`` may name somebody: the own country, or whoever takes part today."""
    if led := led_by(by):
        return Participant.objects.filter(pk__in=led)
    taking_part = Standing.objects.in_force(timezone.localdate()).order_by().values("participant")
    return Participant.objects.filter(pk__in=taking_part)


def institutions_for(by: Any) -> QuerySet[Institution]:
    institutions = Institution.objects.select_related("participant")
    led = led_by(by)
    return institutions.filter(participant__in=led) if led else institutions


def people_of(countries: set[int]) -> QuerySet[Person]:
    """Who acts or acted for ``countries``, or belongs to one of their institutions."""
    own = Mandate.objects.filter(participant__in=countries)
    return Person.objects.filter(
        Q(pk__in=own.order_by().values("person")) | Q(institution__participant__in=countries)
    ).order_by("name")
