"""How the tests of access go through the portal: signed in once, many pages."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.test import Client

from common.models import Act


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


def unrefused(
    calls: Iterable[tuple[str, Callable[[], Any]]], by: Any, refusals: tuple[type[Exception], ...] = (PermissionDenied,)
) -> list[str]:
    """What goes wrong where each of ``calls``, by its name, must be refused to ``by``, also by the journal."""
    faults = []
    for name, call in calls:
        before = Act.objects.filter(actor=by.email).count()
        try:
            call()
        except refusals:
            pass
        except Exception as fault:
            faults.append(f"{name} by {by}: {type(fault).__name__} {fault}")
        else:
            faults.append(f"{name} by {by} is done")
        if Act.objects.filter(actor=by.email).count() != before:
            faults.append(f"{name} by {by} is in the journal")
    return faults
