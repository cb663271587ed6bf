"""Forms about the calendars of business days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms_people import DAY
from members.models import CalendarDay, Participant
from members.models.calendars import OFFICE

YEARS_BACK, YEARS_AHEAD = 2, 3


class CalendarForm(forms.Form):
    """Whose calendar, in which year."""

    calendar = forms.ChoiceField(label=_("Calendar"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)

    def __init__(self, *args: Any, participants: list[Participant], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = (OFFICE, _("The Secretariat's own office"))
        self.fields["calendar"].choices = [office, *((one.key, one.name) for one in participants)]
        years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
        self.fields["year"].choices = [(year, str(year)) for year in years]


class CalendarDayForm(forms.ModelForm):
    """What a decree makes of one day, named in both languages."""

    class Meta:
        model = CalendarDay
        fields = ["participant", "day", "kind", "name_es", "name_en", "source"]
        labels = {
            "participant": _("Calendar"),
            "name_es": _("Name, in Spanish"),
            "name_en": _("Name, in English"),
        }
        help_texts = {
            "kind": _("A half day off is shown and counts as a business day. Worked: the national holiday counts too."),
            "source": _("As in “Decreto Ejecutivo 45-2026”: where others find it."),
        }
        widgets = {
            "day": forms.DateInput(**DAY),
            "name_es": forms.TextInput(attrs={"lang": "es"}),
            "name_en": forms.TextInput(attrs={"lang": "en"}),
        }

    def __init__(self, *args: Any, participants: list[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_es"].required = self.fields["name_en"].required = True
        self.fields["participant"].empty_label = _("The Secretariat's own office")
        offered = {one.pk for one in participants} | {self.instance.participant_id}
        self.fields["participant"].queryset = Participant.objects.filter(pk__in=offered - {None})

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """Nothing is written onto the row here."""
