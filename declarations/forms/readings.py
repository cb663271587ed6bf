"""How a paragraph is read: the fields that an officer confirms, in a row of the page of readings or alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from declarations.models import Commitment, DueKind, VerbClass
from declarations.queries_readings import Names, Waiting
from declarations.services.commitments import MANY_OF_COMMITMENT, MANY_OF_DECISION, OF_COMMITMENT, OF_DECISION

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NAMES = (*OF_DECISION, *OF_COMMITMENT, *MANY_OF_DECISION, *MANY_OF_COMMITMENT)


class ReadingForm(forms.Form):
    """What it does, whom it asks of those without a name, and until when; ``seen`` is the version that was read."""

    verb_class = forms.ChoiceField(label=_("What it does"), choices=[("", "—"), *VerbClass.choices], required=False)
    to_secretariat = forms.BooleanField(label=_("Secretariat"), required=False)
    to_presidency = forms.BooleanField(label=_("Presidency"), required=False)
    to_members = forms.BooleanField(label=_("All member countries"), required=False)
    due_kind = forms.ChoiceField(label=_("Due"), choices=DueKind.choices)
    due_on = forms.DateField(label=_("Next due on"), required=False, widget=DAY)
    every_months = forms.IntegerField(label=_("Every … months"), required=False, min_value=1, max_value=120)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in NAMES}


class RowForm(ReadingForm):
    """One row of the page: whom it names is chosen among those found in either language, by their keys.

    Its fields stand in the cells of a table, and belong to a form that stands in the last one.
    """

    addressees = forms.MultipleChoiceField(label=_("Named"), required=False, widget=forms.CheckboxSelectMultiple)
    addressed_bodies = forms.MultipleChoiceField(label=_("Bodies"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, waiting: Waiting, names: Names, **kwargs: Any) -> None:
        commitment = waiting.commitment
        super().__init__(*args, prefix=f"r{commitment.pk}", initial=initial_by_key(commitment), **kwargs)
        self.names, self.waiting = names, waiting
        found = [one for one in (waiting.reading.addressees.es, waiting.reading.addressees.en) if one]
        fields: Any = self.fields
        for name, kind, things in (
            ("addressees", "participants", names.participants),
            ("addressed_bodies", "bodies", names.bodies),
        ):
            keys = {key for one in found for key in getattr(one, kind)} | set(self.initial[name])
            fields[name].choices = [(key, str(things[key])) for key in sorted(keys) if key in things]
        for field in fields.values():
            field.widget.attrs["form"] = f"{self.form_id}-form"

    @property
    def form_id(self) -> str:
        return f"reading-{self.waiting.commitment.pk}"

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        values["addressees"] = self.names.participants_by_key(values["addressees"])
        values["addressed_bodies"] = self.names.bodies_by_key(values["addressed_bodies"])
        return values


def initial_of(commitment: Commitment) -> dict[str, Any]:
    """How it is read now, as fields show it, without those whom it names. No query."""
    plain = {name: getattr(commitment, name) for name in OF_COMMITMENT if name != "recommendation"}
    return plain | {"seen": commitment.version}


def initial_by_key(commitment: Commitment) -> dict[str, Any]:
    """The same, with participants and bodies by their keys. What was prefetched is not asked for again."""
    decision = commitment.decision
    chosen = {name: [one.key for one in getattr(decision, name).all()] for name in ("addressees", "addressed_bodies")}
    return initial_of(commitment) | chosen
