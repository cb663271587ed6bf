"""Questions that stand: PostgreSQL plans them once for each connection, and they are answered as ever."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from common.access import Audience
from common.lists import columns
from common.prepared import prepared
from common.standing import Standing
from meetings.models import Meeting
from tests.factories import MeetingFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps plans by itself")
VISITOR = AnonymousUser()


@prepared
def meetings_of_kind(user, *, kind, above=0):
    return columns(Meeting.objects.visible_to(user).filter(kind=kind, pk__gt=above).order_by("key"), "key")


def ask(question, values=None):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def planned():
    """The questions of this connection that are planned, in the words of the database."""
    return [words for (words,) in ask("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")]


@pytest.fixture(autouse=True)
def no_plans():
    """As over a new connection."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        connection.plans.kinds.clear()
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")


def test_answers_are_those_of_the_moment_every_time():
    first = MeetingFactory(key="one", kind="grcm", audience=Audience.PUBLIC)
    for _time in range(8):
        assert [row.key for row in meetings_of_kind(VISITOR, kind="grcm")] == ["one"]
        assert meetings_of_kind(VISITOR, kind="technical") == []
        assert meetings_of_kind(VISITOR, kind="grcm", above=first.pk) == []
    MeetingFactory(key="two", kind="grcm", audience=Audience.PUBLIC)
    assert [row.key for row in meetings_of_kind(VISITOR, kind="grcm")] == ["one", "two"]
    Meeting.objects.filter(pk=first.pk).update(audience=Audience.MEMBER)
    assert [row.key for row in meetings_of_kind(VISITOR, kind="grcm")] == ["two"]


@pytest.mark.parametrize("sign", ["'", "%", "%s", "\\", "$1", "»"])
def test_signs_in_words_and_in_what_is_looked_for_stand_for_themselves(sign):
    SourceFactory(key="a", title_es=sign)
    literal = sign.replace("'", "''").replace("%", "%%")
    question = Standing(f"SELECT key, '{literal}' FROM common_source WHERE title_es = %s")
    for _time in range(3):
        assert ask(question, [sign]) == [("a", sign)]


@on_postgresql
def test_question_is_planned_when_it_is_asked_again():
    for times, plans in ((1, 0), (2, 1), (5, 1)):
        for _time in range(times):
            meetings_of_kind(VISITOR, kind="grcm")
        assert len(planned()) == plans
    (words,) = planned()
    assert "$1" in words
    assert "'public'" in words  # what every visitor is asked with belongs to the question: an index may know it


@on_postgresql
def test_question_that_is_the_same_word_for_word_has_one_plan():
    for question in [Standing("SELECT 1 + %s") for _time in range(3)]:
        for value in range(3):
            assert ask(question, [value]) == [(1 + value,)]
    assert len(planned()) == 1


@on_postgresql
def test_question_is_planned_with_the_values_that_belong_to_it():
    for own in ("a", "b"):
        values = [own, 1]
        question = Standing("SELECT %s || %s::text", (1,), values)
        for value in range(3):
            assert ask(question, [own, value]) == [(f"{own}{value}",)]
    assert len(planned()) == 2


@on_postgresql
def test_value_of_another_kind_is_asked_for_without_the_plan():
    question = Standing("SELECT %s::text")
    for value in (1, 2, 3, "a", 2**70, "b", 4):
        assert ask(question, [value]) == [(str(value),)]
    assert len(planned()) == 1


@on_postgresql
@pytest.mark.parametrize("number", [2**15, 2**31, 2**63, -(2**63) - 1, 10**30])
def test_number_that_no_column_holds_is_looked_for_in_vain(number):
    for _time in range(3):
        assert meetings_of_kind(VISITOR, kind="grcm", above=5) == []
        assert meetings_of_kind(VISITOR, kind="grcm", above=number) == []


@on_postgresql
def test_plans_are_few_the_longest_unused_goes_first(monkeypatch):
    monkeypatch.setattr("common.postgresql.base.LIMIT", 2)
    questions = [Standing(f"SELECT {number}") for number in range(3)]
    for number, question in enumerate([*questions, questions[0]]):
        for _time in range(2):
            assert ask(question) == [(number % 3,)]
    assert [words.rsplit(maxsplit=1)[1] for words in planned()] == ["2", "0"]


@on_postgresql
def test_nothing_is_planned_through_a_pooler(monkeypatch):
    monkeypatch.setattr(connection.plans, "are_kept", False)
    for _time in range(3):
        meetings_of_kind(VISITOR, kind="grcm")
    assert planned() == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["ALTER TABLE kept_plan ALTER words TYPE varchar(9)", "DEALLOCATE ALL"])
def test_plan_that_is_refused_ends_planning_and_the_question_is_asked_as_it_is(change):
    question = Standing("SELECT words FROM kept_plan WHERE words = %s")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_plan AS SELECT 'a'::varchar(5) AS words")
    try:
        for _time in range(2):
            assert ask(question, ["a"]) == [("a",)]
        with connection.cursor() as cursor:
            cursor.execute(change)
        for _time in range(3):
            assert ask(question, ["a"]) == [("a",)]
        assert not connection.plans.are_kept
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kept_plan")
        connection.close()
