"""Papers and statements in the tests of access: their addresses, what changes them, and what those stand for.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.uploads import check_upload
from meetings.models import SpeakingInvitation
from meetings.services.waiting_papers import give_papers
from tests.factories import (
    DocumentFactory,
    DocumentFileFactory,
    MeetingFactory,
    SessionFactory,
    StatementFactory,
)

IN, GONE, SIGN_IN, NOT_GET = 200, 404, 302, 405
REST = "the rest"
EVERYONE = {REST: IN}
PREPARING = {"secretariat": IN, "presidency": IN, "visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
OF_THE_DELEGATION = {"member": IN, "deputy": IN, "visitor": SIGN_IN, REST: GONE}
SPEAKERS = ("member", "neighbour", "deputy", "presidency", "troika")
GUESTS = ("observer_country", "observer_organisation", "civil_society")
SPEAKING = dict.fromkeys((*SPEAKERS, *GUESTS), IN) | {"visitor": SIGN_IN, REST: GONE}

MEETING, DOCUMENT = {"key": "meeting-of-papers"}, {"pk": "DOCUMENT"}
DRAFT, INVITATION = {"pk": "DRAFT-STATEMENT"}, {"pk": "SPEAKER"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "meetings:document-archive": (EVERYONE, MEETING),
    "meetings:meeting-pack": (EVERYONE, MEETING),
    "meetings:document-manage": (PREPARING, MEETING),
    "meetings:document-add": (PREPARING, MEETING),
    "meetings:document-upload": (PREPARING, MEETING),
    "meetings:document-confirm": (ACTS, MEETING),
    "meetings:document-detail": (PREPARING, DOCUMENT),
    "meetings:document-edit": (PREPARING, DOCUMENT),
    "meetings:document-revise": (ACTS, DOCUMENT),
    "meetings:document-withdraw": (PREPARING, DOCUMENT),
    "meetings:document-restore": (ACTS, DOCUMENT),
    "meetings:statement-list": (SPEAKING | {"secretariat": IN}, MEETING),
    "meetings:statement-write": (SPEAKING, MEETING),
    "meetings:statement-detail": (EVERYONE, {"pk": "STATEMENT"}),
    "meetings:statement-edit": (OF_THE_DELEGATION, DRAFT),
    "meetings:statement-act": (OF_THE_DELEGATION, DRAFT | {"act": "submit_statement"}),
    "meetings:speaker-invite": (ACTS, MEETING),
    "meetings:speaker-take-back": (ACTS, INVITATION),
}


def words_of_document(target: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "DOC", "symbol": "CRM/ZQ/1", "title_es": "zq", "title_en": "zq", "audience": "public", "seen": 1}


def file_of_document(target: dict[str, Any]) -> dict[str, Any]:
    return {"language": "en", "file": SimpleUploadedFile("zq.txt", b"Palabras")}


def waiting(target: dict[str, Any]) -> dict[str, Any]:
    row = {"take": "on", "symbol": "CRM/ZQ/2", "language": "es", "title_es": "zq", "title_en": "zq"}
    return {"audience": "public"} | {f"w{pk}-{name}": value for pk in target["WAITING"] for name, value in row.items()}


def words_of_statement(target: dict[str, Any]) -> dict[str, Any]:
    told = {"session": target["SPEAKING-SESSION"], "words_es": "zq nuevas", "seen": 1}
    return told | {"participant": target["COSTA-RICA"], "form_key": str(uuid4())}


def speaker(target: dict[str, Any]) -> dict[str, Any]:
    return {"session": target["SPEAKING-SESSION"], "participant": target["OBSERVER"]}


Data = Callable[[dict[str, Any]], dict[str, Any]]
PREPARERS = ("secretariat", "presidency")


def nothing(target: dict[str, Any]) -> dict[str, Any]:
    return {}


CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, str]]] = {
    "meetings:document-add": (PREPARERS, words_of_document, MEETING),
    "meetings:document-edit": (PREPARERS, words_of_document, DOCUMENT),
    "meetings:document-revise": (PREPARERS, file_of_document, DOCUMENT),
    "meetings:document-withdraw": (PREPARERS, nothing, DOCUMENT),
    "meetings:document-restore": (("secretariat",), nothing, {"pk": "WITHDRAWN"}),
    "meetings:document-upload": (
        PREPARERS, lambda _: {"files": [SimpleUploadedFile("zq.txt", b"Palabras")]}, MEETING
    ),
    "meetings:document-confirm": (PREPARERS, waiting, MEETING),
    "meetings:statement-write": (("member", "deputy"), words_of_statement, MEETING),
    "meetings:statement-edit": (("member", "deputy"), words_of_statement, DRAFT),
    "meetings:statement-act": (("member", "deputy"), nothing, DRAFT | {"act": "submit_statement"}),
    "meetings:speaker-invite": (PREPARERS, speaker, MEETING),
    "meetings:speaker-take-back": (PREPARERS, nothing, INVITATION),
}  # fmt: skip


def make_papers(personas: dict[str, Any]) -> dict[str, Any]:
    """A meeting with a public paper, one withdrawn, one waiting; a published statement and a draft of Costa Rica."""
    today = timezone.localdate().isoformat()
    meeting = MeetingFactory(
        key="meeting-of-papers", kind="vice_ministerial", start=today, end=today, agenda_audience="member"
    )
    document = DocumentFactory(meeting=meeting)
    DocumentFileFactory(document=document)
    withdrawn = DocumentFactory(meeting=meeting, withdrawn_at=timezone.now())
    waits = []
    for persona in PREPARERS:  # what waits is entered by whoever gave it
        file = check_upload(SimpleUploadedFile("zq waiting.txt", b"Palabras"))
        waits += give_papers(meeting=meeting, uploads=[file], by=personas[persona])
    session = SessionFactory(meeting=meeting)
    costa_rica = personas["member"].mandates.get().participant
    observer = personas["observer_organisation"].mandates.get().participant
    guest = personas["observer_country"].mandates.get().participant
    said = {"meeting": meeting, "session": session, "participant": costa_rica}
    return {
        "DOCUMENT": document.pk,
        "WITHDRAWN": withdrawn.pk,
        "WAITING": [paper.pk for paper in waits],
        "STATEMENT": StatementFactory(**said).pk,
        "DRAFT-STATEMENT": StatementFactory(**said, state="draft").pk,
        "SPEAKING-SESSION": session.pk,
        "COSTA-RICA": costa_rica.pk,
        "OBSERVER": observer.pk,
        "SPEAKER": SpeakingInvitation.objects.create(session=session, participant=guest).pk,
    }
