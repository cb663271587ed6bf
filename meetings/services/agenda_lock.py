"""One change of an agenda at a time: who may make it, under which lock, and who is told that it was quicker."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.access import can_prepare
from meetings.models import Meeting, MeetingState

OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


class StaleWordsError(Exception):
    """Somebody else changed the session or item since it was read; ``current`` is how it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed meanwhile")
        self.current = current


class StaleOrderError(Exception):
    """Sessions or items came, went or moved since the agenda was read; ``meeting`` tells its present revision."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(f"the agenda of {meeting.key} was ordered anew meanwhile")
        self.meeting = meeting


def lock_agenda(meeting: Meeting, *, by: Any) -> Meeting:
    """The meeting, locked: one officer at a time writes in its agenda.

    Raises ``PermissionDenied`` for whoever does not prepare the meeting, ``Refusal`` when it is over.
    """
    if not can_prepare(by, meeting):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state in OVER:
        raise Refusal(_("The meeting is closed or cancelled; its agenda stays as it is."))
    return locked


def count_change(meeting: Meeting) -> int:
    """Sessions or items come, go or move: the new revision of the agenda."""
    meeting.agenda_revision += 1
    meeting.save(update_fields=["agenda_revision"])
    return meeting.agenda_revision


def tell_readers(meeting: Meeting) -> None:
    """Kept pages hear of a change of an agenda that the public reads. Called behind ``record_act``."""
    if meeting.agenda_audience == Audience.PUBLIC:
        bump_revision()


def changed_words(thing: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """Those of ``values`` that say something else than ``thing`` does."""
    return {name: value for name, value in values.items() if (getattr(thing, name) or None) != (value or None)}


def write_words(thing: Any, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write ``values`` and the next version; what each field said before and says now, for the journal.

    Raises ``ValidationError`` where the database would refuse them.
    """
    before = {name: _plain(getattr(thing, name)) for name in values}
    for name, value in values.items():
        setattr(thing, name, value)
    thing.validate_constraints()
    thing.version += 1
    thing.save(update_fields=[*values, "version"])
    return before, {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """As a JSON value."""
    return value if value is None or isinstance(value, str | int) else str(value)
