"""Several officers in one text at once: no acknowledged edit is lost, and the order stays an order."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.models import Act
from declarations.importing.gate import SourceFile
from declarations.services.importing import import_text
from declarations.services.paragraphs import StaleParagraphError, add_paragraph, edit_paragraph, fingerprint
from tests.factories import text_with_paragraphs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]
OFFICERS = 6


def at_once(act):
    def one(number):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(OFFICERS) as officers:
        return list(officers.map(one, range(OFFICERS)))


def test_one_of_those_who_edit_a_paragraph_at_once_is_taken_and_the_others_are_asked():
    paragraph = text_with_paragraphs(1).paragraphs.get()
    seen = fingerprint(paragraph)

    def edit(number):
        try:
            edit_paragraph(paragraph, words={"body_en": f"Words of {number}."}, seen=seen, by=f"officer-{number}")
        except StaleParagraphError:
            return None
        return f"Words of {number}."

    taken = [words for words in at_once(edit) if words]
    paragraph.refresh_from_db()
    assert taken == [paragraph.body_en]
    assert Act.objects.filter(act="edit_paragraph").count() == 1


def test_all_of_those_who_add_a_paragraph_at_once_find_their_place():
    text = text_with_paragraphs(2)
    first = text.paragraphs.get(order=1)
    words = {"kind": "prose", "level": 0, "label_es": "", "label_en": "", "body_es": ""}
    at_once(lambda number: add_paragraph(text, after=first, by="officer", words=words | {"body_en": f"New {number}."}))
    orders = list(text.paragraphs.order_by("order").values_list("order", flat=True))
    assert orders == list(range(1, OFFICERS + 3))
    assert set(text.paragraphs.filter(body_en__startswith="New").values_list("body_en", flat=True)) == {
        f"New {number}." for number in range(OFFICERS)
    }


def test_import_of_one_language_loses_no_edit_of_the_other():
    """The words that an import keeps are read under the lock under which they are written back."""
    text = text_with_paragraphs(1, state="draft", kind="declaration")
    with CaptureQueriesContext(connection) as asked:
        spanish = SourceFile("prueba.md", b"Palabras.")
        import_text(meeting=text.meeting, kind=text.kind, symbol=text.symbol, spanish=spanish, replace=True, by="test")
    statements = [query["sql"] for query in asked]
    locked = next(place for place, sql in enumerate(statements) if "FOR UPDATE" in sql)
    kept = next(place for place, sql in enumerate(statements) if 'FROM "declarations_paragraph"' in sql)
    assert locked < kept
