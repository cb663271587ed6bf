"""How the tests of access go through the portal: signed in once, many pages."""

from typing import Any

from django.http import HttpResponseBase
from django.test import Client


def signed_in(user: Any, **options: Any) -> Client:
    """A client of its own for ``user``; a visitor's where nobody can sign in."""
    client = Client(**options)
    if user.is_authenticated:
        client.force_login(user, backend="members.accounts.backend.AccountBackend")
    return client


def words(response: HttpResponseBase) -> str:
    """What an answer says, whether it is sent whole or in parts."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace")
