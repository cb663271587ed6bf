from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, except where the house of a single sign-on is trusted to have asked for its own."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if came_from_a_trusted_house(request, self.login.user):
            return False
        return super()._should_handle(request)


def came_from_a_trusted_house(request: HttpRequest, user: object) -> bool:
    """Signed in by single sign-on in this session, and ``OIDC_TRUSTS_MFA`` is set."""
    if not settings.OIDC_TRUSTS_MFA:
        return False
    return any(record["method"] == "socialaccount" for record in get_authentication_records(request, user))
