from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from members.access import second_factors
from members.models import User


class AccountBackend(AuthenticationBackend):
    """E-mail and password. Each attempt costs one run of the password hasher, whether the account exists or not.

    The address on the account is the only one that counts; capitals do not matter.
    """

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, with its person, whom every page names, and whether it has a second factor."""
        has_factor = Exists(second_factors().filter(user=OuterRef("pk")))
        user = User.objects.select_related("person").annotate(has_factor=has_factor).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        return self._check_password(user, password)

    def _check_password(self, user: User | None, password: str) -> User | None:
        """An account that is not active answers like a mistyped password."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
