"""What the tests of papers share: a meeting with its sessions, and files to give."""

from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from common.uploads import check_upload
from meetings.models import AgendaItem, Session
from tests.factories import MeetingFactory

START = datetime(2026, 12, 1, 15, tzinfo=UTC)


def vice_ministerial(**fields):
    return MeetingFactory(key="crm-19", kind="vice_ministerial", ordinal=19, start="2026-12-01", **fields)


def session_of(meeting, kind="plenary", hours=0):
    starts = START + timedelta(hours=hours)
    return Session.objects.create(
        meeting=meeting,
        kind=kind,
        title_es=f"Sesión {kind}",
        title_en=f"Session {kind}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
    )


def item_of(session, title="Asunto", order=0, parent=None):
    return AgendaItem.objects.create(
        session=session, parent=parent, order=order, title_es=title, title_en=f"{title} (en)"
    )


def given(name="paper.txt", words="Palabras"):
    """A file as a form gives it, looked through."""
    return check_upload(SimpleUploadedFile(name, words.encode()))
