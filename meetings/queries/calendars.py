"""What calendars show: the meetings whose days are known, their sessions, and whose the address of a calendar is."""

from typing import Any
from uuid import UUID

from django.core import signing

from meetings.models import Body, CalendarAddress, Meeting, Session
from meetings.queries.meetings import has_exact_days
from members.access import mandates_of
from members.models import User

SIGNER = signing.Signer(salt="meetings.calendars.own")


class CalendarRevoked(Exception):
    """The address was right once, and was revoked: it will never work again."""


def meetings_for_calendar(user: Any, body: Body | None = None) -> list[Meeting]:
    """The meetings that ``user`` may see now and whose days are known to the day, the earliest first. One query.

    With ``body`` those of this body alone.
    """
    meetings = Meeting.objects.visible_to(user).select_related("country").order_by("start", "key")
    return [one for one in (meetings.filter(bodies=body) if body else meetings) if has_exact_days(one)]


def sessions_for_calendar(user: Any, meeting: Meeting | None = None) -> list[Session]:
    """The sessions with their hours that ``user`` may see now, of ``meeting`` or of all meetings. One query."""
    sessions = Session.objects.visible_to(user).select_related("meeting__country").order_by("starts_at", "pk")
    return list(sessions.filter(meeting=meeting) if meeting else sessions)


def open_address(user: Any) -> CalendarAddress | None:
    """The address of the calendar of ``user`` that works now."""
    return CalendarAddress.objects.filter(account=user.pk, revoked_at=None).first()


def token_of(address: CalendarAddress) -> str:
    """The secret part of the address: the key with its signature."""
    return SIGNER.sign(address.key.hex)


def reader_of(token: str) -> User | None:
    """The account whose calendar ``token`` opens, as long as it is open and holds a mandate; None where it does not.

    Raises ``CalendarRevoked`` for one that was revoked. Asked anew at each reading, so what ended is closed at once.
    """
    try:
        key = UUID(hex=SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    address = CalendarAddress.objects.select_related("account__person").filter(key=key).first()
    if address is None:
        return None
    if address.revoked_at is not None:
        raise CalendarRevoked
    return address.account if address.account.is_active and mandates_of(address.account) else None
