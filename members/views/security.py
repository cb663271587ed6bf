"""Account and security: with what one signs in, from where one is signed in, and what can be changed."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from common.addresses import client_address
from common.public import login_not_required
from common.refusals import Refusal
from members.access import needs_second_factor
from members.forms import EmailForm, SessionsForm
from members.services.accounts import ask_for_email, confirm_email, email_of, forget_devices


class Security(TemplateView):
    """Everything about one's own account on one page."""

    template_name = "members/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, kinds = self.request.user, Authenticator.Type
        factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        codes = next((factor for factor in factors if factor.type == kinds.RECOVERY_CODES), None)
        return super().get_context_data(
            app=next((factor for factor in factors if factor.type == kinds.TOTP), None),
            passkeys=[factor.wrap() for factor in factors if factor.type == kinds.WEBAUTHN],
            codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
            sessions=UserSession.objects.filter(user=user).count(),
            outside=SocialAccount.objects.filter(user=user),
            is_obliged=needs_second_factor(user),
            **kwargs,
        )


class Sessions(ListUserSessionsView):
    """Where one is signed in; each can be ended, or all but this one."""

    form_class = SessionsForm


@method_decorator(reauthentication_required(app="allauth.account"), name="dispatch")
class EmailChange(FormView):
    """Another address for the account. The answer is the same whether or not the address is taken."""

    template_name = "members/email_change.html"
    form_class = EmailForm

    def form_valid(self, form: EmailForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        try:
            ask_for_email(user=self.request.user, email=email, address=client_address(self.request))
        except Refusal as refusal:
            form.add_error("email", refusal)
            return self.form_invalid(form)
        words = _("A letter with a link goes to %(email)s. The address counts once it is confirmed there.")
        messages.success(self.request, words % {"email": email})
        return redirect("members:security")


@method_decorator(login_not_required, name="dispatch")
class EmailConfirm(View):
    """The link in the letter to the new address. Opening it changes nothing: mail scanners open links."""

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponseBase:
        self.token, self.found = token, email_of(token)
        if self.found is None:
            return self.over()
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "members/email_confirm.html", {"email": self.found[1]})

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            confirm_email(token=self.token, address=client_address(request))
        except Refusal:
            return self.over()
        messages.success(request, _("From now on you sign in with this e-mail address."))
        return redirect("members:security")

    def over(self) -> HttpResponse:
        return render(self.request, "members/link_over.html", status=404)


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class DevicesForget(View):
    """No device is trusted any more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        forget_devices(user=request.user, address=client_address(request))
        messages.success(request, _("No device is trusted any more. Each will ask for your second factor again."))
        return redirect("members:security")
