"""In and out."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import TrustView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import TemplateView

from common.public import login_not_required
from members.accounts import journal
from members.accounts.demo import enter_as
from members.models import User
from members.services.demo_accounts import DEMO, demo_password


class SignIn(LoginView):
    """The session is renewed, and ``next`` leads only to this site. With ``DEBUG`` the demonstration's accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = {"demo_accounts": demo_accounts(), "demo_password": demo_password()} if settings.DEBUG else {}
        return super().get_context_data(providers=settings.OIDC_PROVIDERS, **demo, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A form that goes to a single sign-on is answered by a redirect there, which the browser must be allowed."""
        response = super().render_to_response(context, **kwargs)
        if houses := {"{0.scheme}://{0.netloc}".format(urlsplit(each["server_url"])) for each in context["providers"]}:
            response._csp_update = {"form-action": sorted(houses)}
        return response


class SignOut(LogoutView):
    """Leaves the session behind; asked by POST alone."""

    http_method_names = ["post"]


class PasskeySignIn(LoginWebAuthnView):
    """With a passkey alone. One that is forged, or of nobody, is noted like a mistyped password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        journal.note_failure(self.request, "")
        return super().form_invalid(form)


class Trust(TrustView):
    """The question, after a second factor, whether this device is to be asked again."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request._login_stage.login.user
        if self.request.POST.get("action") == "trust":
            journal.note("device_trusted", user, self.request)
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class OutsideCancelled(TemplateView):
    """Somebody turned back at the single sign-on of their institution."""

    template_name = "socialaccount/login_cancelled.html"


@method_decorator(login_not_required, name="dispatch")
class DemoSignIn(View):
    """The demonstration's switcher: in at once, as the holder of one role. It is not there without ``DEBUG``."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        enter_as(request, get_object_or_404(User, pk=pk, email__endswith=DEMO, is_active=True))
        return redirect(settings.LOGIN_REDIRECT_URL)


def demo_accounts() -> list[User]:
    """The accounts of the demonstration, with their mandates."""
    accounts = User.objects.filter(email__endswith=DEMO, is_active=True).order_by("pk").select_related("person")
    return list(accounts.prefetch_related("person__mandates__participant"))
