"""In and out. Password only, until accounts get their second factor."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.decorators import method_decorator

from common.public import login_not_required
from members.forms import SignInForm
from members.models import User
from members.services.demo_accounts import demo_password


class SignIn(LoginView):
    """Django's own sign-in with our form: the session is renewed, and ``next`` leads only to this site."""

    form_class = SignInForm
    template_name = "members/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            demo_accounts=demo_accounts(), demo_password=demo_password() if settings.DEBUG else "", **kwargs
        )


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Leaves the session behind; asked by POST alone."""


def demo_accounts() -> list[User]:
    """The accounts of the demonstration, with their mandates; none but with ``DEBUG``."""
    if not settings.DEBUG:
        return []
    return list(
        User.objects.filter(email__endswith="@demo.invalid")
        .order_by("pk")
        .prefetch_related("person__mandates__participant")
    )
