"""How a meeting is called in either language, where it has no name of its own."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """``19`` → ``XIX``; for the ordinals of Vice-Ministerial Meetings (1 and up; forty is XXXX, far away)."""
    digits = ""
    for value, sign in ROMAN:
        while number >= value:
            digits += sign
            number -= value
    return digits


def meeting_title(meeting: Any) -> str:
    """The meeting's name in the active language: "XIX Vice-Ministerial Meeting", "RCGM, San José"."""
    if meeting.name:
        return meeting.name
    place = meeting.city or (str(meeting.country) if meeting.country_id else "")
    return title_without_name(meeting.ordinal, str(meeting.get_kind_display()), place)


def title_without_name(ordinal: int | None, kind: str, place: str, language: str | None = None) -> str:
    """How a meeting without a name of its own is called, by the words for its kind and place.

    ``language`` is the active one: whoever names many meetings asks for it once.
    """
    if ordinal:
        return _numbered(ordinal, language or get_language())
    return f"{kind}, {place}" if place else kind


@lru_cache(maxsize=256)
def _numbered(ordinal: int, _language: str | None) -> str:
    return _("%(ordinal)s Vice-Ministerial Meeting") % {"ordinal": roman(ordinal)}
