"""The letter that says who of a delegation was accredited, and who was not and why. It counts, and names nobody."""

from collections import Counter
from typing import Any

from meetings.access_delegates import registers_for
from meetings.models import Capacity, Delegate, Meeting
from members.mailing import write_letter
from members.models import Mandate, User


def write_accreditation_letters(meeting: Meeting, delegates: list[Delegate], *, reason: Any, key: str) -> int:
    """Tell of ``delegates`` of one delegation, registered by one account; how many letters. No reason: accredited.

    The letter goes to whoever registered them, while that account still acts for the delegation; else to its focal
    points of today. The letter holds no names, which would outlive the erasure of the registrations.
    """
    counts = Counter(Capacity(delegate.capacity) for delegate in delegates)
    context = {
        "meeting": meeting,
        "participant": delegates[0].participant,
        "counts": [(capacity.label, counts[capacity]) for capacity in Capacity if counts[capacity]],
        "reason_es": reason.get("es", ""),
        "reason_en": reason.get("en", ""),
    }
    readers = readers_for(delegates[0])
    for reader in readers:
        write_letter(
            kind="delegates_refused" if reason else "delegates_accredited",
            key=f"accreditation:{key}:{reader.pk}",
            recipient=reader,
            about=meeting,
            context=context,
        )
    return len(readers)


def readers_for(delegate: Delegate) -> list[User]:
    """Whoever registered ``delegate`` and still acts for the delegation, or else its focal points; none for nobody."""
    if delegate.participant_id is None:
        return []
    who = delegate.registered_by
    if who is not None and who.is_active and delegate.participant_id in registers_for(who):
        return [who]
    held = Mandate.objects.in_force().filter(function="focal_point", participant=delegate.participant_id)
    return list(User.objects.filter(is_active=True, person__in=held.order_by().values("person")).order_by("pk"))
