"""What the tests of accounts share: signing in as people do, and the code that a telephone would show."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.factories.members import TOTP_SECRET

PASSWORD = "una clave larga"


def at(name: str, language: str = "es", **kwargs: object) -> str:
    with override(language):
        return reverse(name, kwargs=kwargs)


def code(secret: str = TOTP_SECRET, later: int = 0) -> str:
    """What the app shows; ``later`` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(at("account_login"), {"login": email, "password": password} | more)


def sign_in_whole(client: Client, email: str) -> None:
    """With password and code, on a device that is not trusted."""
    sign_in(client, email)
    client.post(at("mfa_authenticate"), {"code": code()})
    client.post(at("mfa_trust"), {"action": "ask"})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
