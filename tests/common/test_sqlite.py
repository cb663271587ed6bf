"""The places for values in a question to SQLite are rewritten once, and rightly."""

import pytest
from django.db import connection

from common.sqlite.base import rewritten

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite alone")


@on_sqlite
@pytest.mark.parametrize(
    ("question", "given", "answer"),
    [
        ("SELECT %s, '100 %%'", ["a"], ("a", "100 %")),
        ("SELECT %(one)s || %(two)s", {"one": "a", "two": "b"}, ("ab",)),
        ("SELECT '%s'", None, ("%s",)),
    ],
)
def test_questions_are_asked_as_django_asks_them(question, given, answer):
    with connection.cursor() as cursor:
        for _time in range(2):
            cursor.execute(question, given)
            assert cursor.fetchone() == answer


@on_sqlite
def test_a_question_is_rewritten_once():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s + 1", [1])
        known = rewritten.cache_info()
        cursor.execute("SELECT %s + 1", [2])
        assert cursor.fetchone() == (3,)
    assert (rewritten.cache_info().misses, rewritten.cache_info().hits) == (known.misses, known.hits + 1)
