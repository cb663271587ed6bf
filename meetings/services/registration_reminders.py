"""Who has registered nobody yet for a meeting of all members is reminded, by whoever prepares the meeting."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.journal import record_act
from meetings.access import can_prepare
from meetings.models import Meeting, MeetingState
from meetings.queries.registrations import countries_to_register, register_by
from members.access import DELEGATION
from members.mailing import write_letter
from members.models import Letter, Mandate, User


@transaction.atomic
def remind_of_registration(meeting: Meeting, *, by: Any) -> int:
    """Write to the focal points and deputies of the members that have registered nobody yet; how many letters are new.

    Once a day for each account and meeting, whoever asks; nobody is reminded of a meeting that does not stand
    convened. A letter is withheld from whoever may not see the meeting when it is sent. Raises ``PermissionDenied``
    for whoever does not prepare the meeting.
    """
    if not can_prepare(by, meeting):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != MeetingState.CONVENED:
        return 0
    today = timezone.localdate().isoformat()
    asked = {f"registration:{locked.pk}:{today}:{account.pk}": account for account in _accounts(locked)}
    known = set(Letter.objects.filter(key__in=asked).values_list("key", flat=True))
    context = {"meeting": locked, "register_by": register_by(locked)}
    new = {key: account for key, account in asked.items() if key not in known}
    for key, account in new.items():
        write_letter(kind="registration_reminder", key=key, recipient=account, about=locked, context=context)
    if new:
        record_act("remind_of_registration", locked, by=by, after={"letters": len(new)})
    return len(new)


def _accounts(meeting: Meeting) -> list[User]:
    speaking = [function for function in DELEGATION if function != "head_of_delegation"]
    held = Mandate.objects.in_force().filter(function__in=speaking, participant__in=countries_to_register(meeting))
    return list(User.objects.filter(is_active=True, person__in=held.order_by().values("person")).order_by("pk"))
