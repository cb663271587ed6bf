"""The form of seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import OF_A_BODY, Mandate


class SeatForm(forms.Form):
    """Whom to seat: liaison officers and coordinators whose mandate is in force."""

    mandate = forms.ModelChoiceField(
        label=_("Liaison officer or coordinator"), queryset=Mandate.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Mandate.objects.in_force().filter(function__in=OF_A_BODY).select_related("person", "participant")
        field = self.fields["mandate"]
        field.queryset = held.order_by("person__name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.person} · {one.get_function_display()}, {one.participant}"  # type: ignore[attr-defined]
