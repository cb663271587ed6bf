"""Why something that a person gave is not taken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Refusal(ValidationError):
    """Something is not taken, and nothing was written. ``str()`` is one clear sentence in the active language.

    ``reason`` is a lazy translation with named placeholders, ``values`` fill them. As a ``ValidationError`` it can be
    raised from a form's field and added to a form as it is. ``status`` is what an answer without a form would say.
    """

    status = 422

    def __init__(self, reason: Any, **values: Any) -> None:
        super().__init__(reason, code="refused", params=values or None)
        self.reason = reason
        self.values = values

    def __str__(self) -> str:
        return str(self.reason) % self.values if self.values else str(self.reason)


class TooLarge(Refusal):
    """More bytes than are taken."""

    status = 413


class NoRoom(Refusal):
    """The portal cannot keep it now: its disk is full."""

    status = 507


def check_size(name: str, size: int, limit: int) -> None:
    """Refuses an empty or enormous file by its size in bytes alone, before it is read."""
    if size == 0:
        raise Refusal(_("%(name)s is empty."), name=name)
    if size > limit:
        raise TooLarge(
            _("%(name)s is too large: %(size)s MB, where at most %(limit)s MB are taken."),
            name=name,
            size=f"{size / 2**20:.1f}",
            limit=limit // 2**20,
        )
