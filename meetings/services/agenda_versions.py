"""Adopting an agenda: what stands at work is frozen into a numbered version that is never changed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from meetings.canonical import fingerprint
from meetings.models import AgendaVersion, Meeting
from meetings.queries.agenda import freeze_agenda, latest_version
from meetings.queries.agenda_changes import changes_between
from meetings.services.agenda_lock import StaleOrderError, lock_agenda, tell_readers


@transaction.atomic
def adopt_agenda(*, meeting: Meeting, seen: int, by: Any) -> AgendaVersion:
    """Freeze the agenda as it stands into its next version.

    ``seen`` is the revision of the agenda that was looked at. Raises ``PermissionDenied`` for whoever does not prepare
    the meeting, ``StaleOrderError`` when it was ordered anew meanwhile, ``Refusal`` for an agenda without items, or one
    that stands as it was adopted.
    """
    meeting = lock_agenda(meeting, by=by)
    if meeting.agenda_revision != seen:
        raise StaleOrderError(meeting)
    latest = latest_version(meeting)
    content = freeze_agenda(meeting, latest.number + 1 if latest else 1)
    if not any(session["items"] for session in content["sessions"]):
        raise Refusal(_("The agenda has no item yet."))
    if latest and not changes_between(latest.content, content):
        raise Refusal(_("Nothing changed since the agenda was adopted."))
    version = AgendaVersion.objects.create(
        meeting=meeting, number=content["number"], content=content, sha256=fingerprint(content)
    )
    record_act("agenda_adopted", version, by=by, after={"edition": version.number, "sha256": version.sha256})
    tell_readers(meeting)
    return version
