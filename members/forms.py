"""The forms of accounts, and of how often mail comes. What allauth's forms check is theirs; the words are ours."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.addresses import client_address
from members.models import MailFrequency, User
from members.services.accounts import ask_for_new_password

HINT = _("At least twelve characters. A sentence that only you know is easy to remember and hard to guess.")


def password_field(label: Any, *, is_new: bool = False, hint: Any = "") -> forms.CharField:
    kind = "new-password" if is_new else "current-password"
    return forms.CharField(
        label=label, strip=False, help_text=hint, widget=forms.PasswordInput(attrs={"autocomplete": kind})
    )


def email_field(label: Any = "", **attrs: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username"} | attrs)
    return forms.EmailField(label=label or _("E-mail address"), max_length=254, widget=widget)


def code_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True})
    return forms.CharField(label=_("Code"), max_length=20, widget=widget)


class SignInForm(account.LoginForm):
    """E-mail and password. What is wrong is never told apart: unknown, inactive and mistyped look the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field(autofocus=True)
        self.fields["password"] = password_field(_("Password"))


class IdentityForm(account.ReauthenticateForm):
    password = password_field(_("Password"))


class PasswordForgottenForm(forms.Form):
    """The address to which the link goes, where it has an account. What follows is the same for every address."""

    email = email_field()

    def save(self, request: HttpRequest) -> None:
        ask_for_new_password(
            email=self.cleaned_data["email"], language=get_language() or "es", address=client_address(request)
        )


class TwicePassword(forms.Form):
    """A new password, typed twice, held against Django's validators and what is known of its owner."""

    password1 = password_field(_("New password"), is_new=True, hint=HINT)
    password2 = password_field(_("New password, once more"), is_new=True)
    user: User | None = None

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", _("The two passwords are not the same."))
        return cleaned


class NewPasswordForm(TwicePassword):
    """After a link from a letter."""

    def __init__(self, *args: Any, user: User | None = None, temp_key: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    save = account.ResetPasswordKeyForm.save


class FirstPasswordForm(TwicePassword):
    """For an account that signs in from elsewhere and has no password yet."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    save = account.SetPasswordForm.save


class PasswordForm(FirstPasswordForm):
    """Another password instead of the present one."""

    oldpassword = password_field(_("Present password"))
    field_order = ["oldpassword", "password1", "password2"]
    clean_oldpassword = account.ChangePasswordForm.clean_oldpassword


class InvitedForm(TwicePassword):
    """The password with which an invited person opens the account."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password, once more")


class EmailForm(forms.Form):
    """Another address for the account; it counts once it is confirmed from there."""

    email = email_field(_("New e-mail address"), autocomplete="email")


class CodeForm(codes.AuthenticateForm):
    code = code_field()


class CodeAgainForm(codes.ReauthenticateForm):
    code = code_field()


class AppForm(ActivateTOTPForm):
    code = code_field()


class PasskeyForm(AddWebAuthnForm):
    """A passkey is made to sign in by itself, unless it is to be a second factor alone."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False, help_text=_("So that you know it again."))
    passwordless = forms.BooleanField(
        label=_("Sign in with it, without a password"),
        required=False,
        initial=True,
        help_text=_("The device asks for its own code, a finger or a face. Older security keys cannot do this."),
    )


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)


class SessionsForm(forms.Form):
    """End one session of one's own, or all but this one."""

    session = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_session(self) -> UserSession | None:
        key = self.cleaned_data["session"]
        if key is None:
            return None
        session = UserSession.objects.filter(user=self.request.user, pk=key).first()
        if session is None:
            raise ValidationError(_("This session has ended already."))
        return session

    def save(self, request: HttpRequest) -> None:
        session = self.cleaned_data["session"]
        if session is None:
            end_other_sessions(request, request.user)
        else:
            end_sessions(request, [session])


class MailFrequencyForm(forms.Form):
    """How often notices come by mail."""

    frequency = forms.ChoiceField(label=_("Notices by mail"), choices=MailFrequency.choices, widget=forms.RadioSelect)
