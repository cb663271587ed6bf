"""The concept note of an activity: written by whoever convenes it, approved before it takes place."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from common.refusals import Refusal
from common.states import NotNow
from meetings.access_plans import can_write_concept_note
from meetings.models import ACTIVITIES, ConceptNote, ConceptNoteState, Meeting
from meetings.workflow_plans import CONCEPT_NOTE, PARTS

WORDS = tuple(f"{part}_{language}" for part in PARTS for language in ("es", "en"))
OPEN = (ConceptNoteState.DRAFT, ConceptNoteState.RETURNED)


class StaleNote(NotNow):
    """Somebody else changed the concept note since it was read."""


@transaction.atomic
def write_concept_note(meeting: Meeting, *, values: Mapping[str, Any], seen: int, by: Any) -> ConceptNote:
    """Write the note of an activity, read as version ``seen`` (0 where there was none yet).

    ``values`` hold words by part and language, and ``indicators``. Raises ``PermissionDenied``, ``StaleNote`` where
    somebody was quicker, ``Refusal`` for a meeting that is no activity or a note that is submitted or approved.
    """
    if not can_write_concept_note(by, meeting):
        raise PermissionDenied
    if meeting.kind not in ACTIVITIES:
        raise Refusal(_("Only workshops, seminars, trainings and online events have a concept note."))
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)  # two may begin the same note
    note = ConceptNote.objects.filter(meeting=meeting).first() or ConceptNote(meeting=meeting, version=0)
    if note.state not in OPEN:
        raise Refusal(_("The concept note is submitted or approved; it is no longer changed."))
    if note.version != seen:
        raise StaleNote(_("Somebody else has changed this concept note meanwhile."))
    before = {name: getattr(note, name) or "" for name in WORDS}
    for name in WORDS:
        setattr(note, name, values.get(name, before[name]))
    note.version += 1
    note.save()
    after = {name: getattr(note, name) for name in WORDS if getattr(note, name) != before[name]}
    if "indicators" in values:
        note.indicators.set(values["indicators"])
        after["indicators"] = sorted(item.key for item in values["indicators"])
    record_act(
        "write_concept_note", note, by=by, before={name: before[name] for name in WORDS if name in after}, after=after
    )
    meeting.concept_note = note
    return note


@transaction.atomic
def submit_concept_note(note: ConceptNote, *, by: Any) -> None:
    """Submit it to the Secretariat and the presidency. Raises ``ValidationError`` with what is still missing."""
    CONCEPT_NOTE.move(note, "submit_concept_note", by=by)


@transaction.atomic
def approve_concept_note(note: ConceptNote, *, by: Any) -> None:
    """Approve it: the activity may then be entered as held."""
    CONCEPT_NOTE.move(note, "approve_concept_note", by=by, approved_at=timezone.now())


@transaction.atomic
def return_concept_note(note: ConceptNote, *, reason: dict[str, str], by: Any) -> None:
    """Give it back to whoever wrote it, with the reason in both languages."""
    CONCEPT_NOTE.move(note, "return_concept_note", by=by, reason=reason)
