"""The forms of a delegation: a table of people, one person, a file, and the words of a refusal."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import UploadField
from common.uploads.kinds import CSV, XLSX
from meetings.models import Capacity, Delegate
from meetings.places import capacities_for, standings_of
from meetings.queries.delegations import people_of
from meetings.services.delegations import MOST, Entry
from members.models import Participant, Person

ROWS = 5  # lines that a form offers


class DelegateForm(forms.Form):
    """One person of a delegation, picked from the directory or typed in."""

    person = forms.ChoiceField(label=_("From the directory"), required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    institution = forms.CharField(label=_("Institution"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=(("es", _("Spanish")), ("en", _("English"))))
    capacity = forms.ChoiceField(label=_("As"), choices=Capacity.choices)
    enters_closed_session = forms.BooleanField(label=_("Enters the closed session"), required=False)
    needs = forms.CharField(label=_("What the person needs"), max_length=300, required=False)

    def __init__(self, *args: Any, people: dict[str, Person], capacities: list[Capacity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        nobody = [("", _("Nobody: typed in here"))]
        self.fields["person"].choices = nobody + [(pk, person.name) for pk, person in people.items()]  # type: ignore[attr-defined]
        self.fields["capacity"].choices = [(one.value, one.label) for one in capacities]  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]
        if not {Capacity.HEAD, Capacity.SECRETARIAT} & set(capacities):
            del self.fields["enters_closed_session"]
        for name in ("name", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("person") and not cleaned.get("name"):
            self.add_error("name", _("Give a name, or choose a person."))
        return cleaned

    @property
    def entry(self) -> Entry:
        return Entry(**self.cleaned_data | {"person": self.people.get(self.cleaned_data.get("person", ""))})


class DelegateEditForm(DelegateForm):
    """A registration that stands: whose it is stays."""

    def __init__(self, *args: Any, delegate: Delegate, **kwargs: Any) -> None:
        values = {name: getattr(delegate, name) for name in DelegateForm.base_fields}
        capacities = capacities_for(standings_of(delegate.participant_id), delegate.participant_id)
        kept = [*dict.fromkeys([*capacities, Capacity(delegate.capacity)])]
        super().__init__(*args, initial=values, people={}, capacities=kept, **kwargs)


class BaseDelegateFormSet(forms.BaseFormSet):
    """Several people at once; lines that were left empty are nobody."""

    @property
    def entries(self) -> list[Entry]:
        return [form.entry for form in self.filled]

    @property
    def filled(self) -> list[DelegateForm]:
        return [form for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        if not any(self.errors) and not self.filled:
            raise forms.ValidationError(_("Fill in at least one line."))

    def tell(self, lines: dict[int, list[Any]]) -> None:
        """Put what the rules refuse beside its line."""
        for place, refusals in lines.items():
            for refusal in refusals:
                self.filled[place].add_error(None, refusal)


def delegate_formset(
    data: Any, *, participant: Participant | None, user: Any, lines: list[dict[str, str]] | None = None
) -> BaseDelegateFormSet:
    """The table for one delegation, empty, as sent, or filled with ``lines`` that a file holds. At most two queries."""
    pk = participant.pk if participant else None
    capacities = capacities_for(standings_of(pk), pk)
    usual = Capacity.DELEGATE if Capacity.DELEGATE in capacities else capacities[0]
    people = {str(person.pk): person for person in people_of(user, pk).select_related("institution")}
    make = forms.formset_factory(
        DelegateForm, formset=BaseDelegateFormSet, extra=ROWS, max_num=MOST, absolute_max=MOST, validate_max=True
    )
    return make(
        as_sent(lines) if lines is not None else data,
        prefix="people",
        initial=None,
        form_kwargs={
            "people": people,
            "capacities": capacities,
            "initial": {"language": user.language, "capacity": usual.value},
        },
    )


def as_sent(lines: list[dict[str, str]]) -> dict[str, str]:
    """The lines of a file as if they had been typed into the form."""
    sent = {"people-TOTAL_FORMS": str(len(lines)), "people-INITIAL_FORMS": "0"}
    for place, line in enumerate(lines):
        sent |= {f"people-{place}-{name}": words for name, words in line.items()}
    return sent


class KeyForm(forms.Form):
    """That one form, sent twice, does its work once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class TableForm(forms.Form):
    """A delegation as a table."""

    file = UploadField(label=_("Table with the delegation"), kinds=(XLSX, CSV))


class RefusalForm(forms.Form):
    """Why delegates are not accredited, in both languages."""

    reason_es = forms.CharField(label=_("Reason in Spanish"), max_length=300)
    reason_en = forms.CharField(label=_("Reason in English"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_es"].help_text = _(
            "The delegation reads it, and the journal keeps it: please name nobody in it."
        )

    @property
    def reason(self) -> dict[str, str]:
        return {"es": self.cleaned_data["reason_es"], "en": self.cleaned_data["reason_en"]}
