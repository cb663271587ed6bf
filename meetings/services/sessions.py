"""The sessions of a meeting: added, changed, removed by those who prepare it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from common.journal import record_act
from common.sending import under_own_key
from meetings.models import Meeting, Session
from meetings.services.agenda_lock import (
    StaleWordsError,
    changed_words,
    count_change,
    lock_agenda,
    tell_readers,
    write_words,
)
from meetings.services.meetings import touch_calendar

SESSION_FIELDS = ("kind", "title_es", "title_en", "place_es", "place_en", "starts_at", "ends_at")


@transaction.atomic
def add_session(*, meeting: Meeting, form_key: UUID, values: Mapping[str, Any], by: Any) -> Session:
    """Add a session. The same ``form_key`` posted again gives the session that it made the first time.

    Raises ``PermissionDenied`` for whoever does not prepare the meeting, ``ValidationError`` when it is over or the
    session ends before it begins.
    """
    meeting = lock_agenda(meeting, by=by)
    if made := Session.objects.filter(form_key=form_key, meeting=meeting).first():
        return made
    session = Session(meeting=meeting, form_key=form_key, **_fields(values))
    session.validate_constraints()
    with under_own_key():
        session.save()
    after = {"kind": session.kind, "starts_at": session.starts_at.isoformat(), "revision": count_change(meeting)}
    touch_calendar(meeting)
    record_act("session_added", session, by=by, after=after)
    tell_readers(meeting)
    return session


@transaction.atomic
def edit_session(*, session: Session, values: Mapping[str, Any], seen: int, by: Any) -> Session:
    """Change a session that was read as version ``seen``; nothing is written where nothing changed.

    Raises ``StaleWordsError`` when somebody else changed it since, ``Session.DoesNotExist`` when it was removed.
    """
    meeting = lock_agenda(session.meeting, by=by)
    session = Session.objects.get(pk=session.pk, meeting=meeting)
    if not (changed := changed_words(session, _fields(values))):
        return session
    if session.version != seen:
        raise StaleWordsError(session)
    before, after = write_words(session, changed)
    touch_calendar(meeting)
    record_act("session_edited", session, by=by, before=before, after=after)
    tell_readers(meeting)
    return session


@transaction.atomic
def remove_session(*, session: Session, seen: int, by: Any) -> None:
    """Take a session out of the agenda with its items; adopted versions and the journal keep their words.

    Raises ``StaleWordsError`` when somebody else changed the session since it was read as version ``seen``.
    """
    meeting = lock_agenda(session.meeting, by=by)
    session = Session.objects.get(pk=session.pk, meeting=meeting)
    if session.version != seen:
        raise StaleWordsError(session)
    before = {
        "kind": session.kind,
        "starts_at": session.starts_at.isoformat(),
        "items": list(session.items.order_by("order").values_list("title_es", flat=True)),
    }
    after = {"revision": count_change(meeting)}
    touch_calendar(meeting)
    record_act("session_removed", session, by=by, before=before, after=after)
    session.delete()
    tell_readers(meeting)


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in SESSION_FIELDS if name in values}
