"""The forms of the account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.throttle import forget, is_too_often
from members.models import MailFrequency

TRIES, SECONDS = 10, 300  # per address and computer


class SignInForm(AuthenticationForm):
    """E-mail and password. What is wrong is never told apart: unknown, inactive and mistyped look the same."""

    error_messages = {
        "invalid_login": _("This e-mail address and password do not go together. Both may be mistyped."),
        "inactive": _("This e-mail address and password do not go together. Both may be mistyped."),
        "too_often": _("Too many attempts. Wait five minutes and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = forms.EmailField(
            label=_("E-mail address"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse more than ten attempts in five minutes from one computer at one address, right or wrong."""
        address = str(self.cleaned_data.get("username") or "").lower()
        who = (address, str(self.request.META.get("REMOTE_ADDR", "")) if self.request else "")
        if is_too_often("sign-in", *who, limit=TRIES, seconds=SECONDS):
            raise ValidationError(self.error_messages["too_often"], code="too_often")
        cleaned = super().clean()
        forget("sign-in", *who)
        return cleaned


class MailFrequencyForm(forms.Form):
    """How often notices come by mail."""

    frequency = forms.ChoiceField(label=_("Notices by mail"), choices=MailFrequency.choices, widget=forms.RadioSelect)
