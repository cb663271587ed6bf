"""Several officers work on papers at once: each paper has a symbol of its own, each revision a number of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from meetings.models import Document, DocumentFile
from meetings.services.documents import add_document, add_revision
from members.models import User
from tests.factories import DocumentFactory
from tests.meetings.papers import given, vice_ministerial

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]


def at_once(work, number):
    def do(turn):
        try:
            work(turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as officers:
        list(officers.map(do, range(number)))


def test_papers_when_entered_at_once_get_the_symbols_in_a_row(personas):
    meeting, officer = vice_ministerial(), personas["secretariat"].pk

    def enter(turn):
        values = {"kind": "DOC", "audience": "member", "title_es": f"P{turn}", "title_en": f"P{turn}"}
        add_document(meeting=meeting, values=values, by=User.objects.get(pk=officer))

    at_once(enter, 6)
    assert sorted(Document.objects.values_list("symbol", flat=True)) == [f"CRM/XIX/DOC/{n}" for n in range(1, 7)]


def test_revisions_when_added_at_once_get_the_numbers_in_a_row(personas):
    document, officer = DocumentFactory(), personas["secretariat"].pk

    def add(turn):
        user = User.objects.get(pk=officer)
        add_revision(document, language="es", upload=given(words=f"Palabras {turn}"), by=user)

    at_once(add, 6)
    assert sorted(DocumentFile.objects.values_list("revision", flat=True)) == [1, 2, 3, 4, 5, 6]
