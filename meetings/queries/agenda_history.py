"""What others did to an agenda since somebody read it."""

from typing import Any

from django.db.models import QuerySet

from common.models import Act
from meetings.models import AgendaItem, Meeting, Session

ORDERING = (
    *("session_added", "session_removed", "agenda_item_added", "agenda_item_removed"),
    *("agenda_item_moved", "minimum_items_added"),
)


def ordered_since(meeting: Meeting, seen: int) -> QuerySet[Act]:
    """The lines of the journal by which the agenda came from revision ``seen`` to the present one, the first first."""
    whole = f"{meeting._meta.label_lower}:{meeting.pk}"
    return Act.objects.filter(part_of=whole, act__in=ORDERING, after__revision__gt=seen).order_by("pk")


def as_read(thing: Session | AgendaItem, version: int) -> Any:
    """``thing`` as it stood in its version ``version``, from the field history; None where that is not kept."""
    kept = thing.history.filter(version=version).order_by("-history_id").first()  # type: ignore[union-attr]
    return kept.instance if kept else None
