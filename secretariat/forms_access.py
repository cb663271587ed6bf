"""The form of exceptional access to one object."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User


class GrantForm(forms.Form):
    """To whom, until when and why."""

    to = forms.ModelChoiceField(
        label=_("Account"),
        queryset=User.objects.filter(is_active=True, person__isnull=False)
        .select_related("person")
        .order_by("person__name"),
        empty_label=_("Choose an account"),
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("The last day on which it can be seen."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + timedelta(days=30),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
