"""What is kept for every reader: never older than the request, never what only some may see, never changed."""

import threading
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils.translation import override

from common.kept import LIMIT, ROOM, Room, is_unchangeable, kept_under_revision, read_once, reading
from common.revision import bump_revision, current_revision
from members.models import Participant
from tests.factories import CountryFactory

outside_transactions = pytest.mark.django_db(transaction=True)


@kept_under_revision
def names() -> tuple[str, ...]:
    return tuple(Participant.objects.order_by("pk").values_list("name_es", flat=True))


def asked() -> tuple[str, ...]:
    """As one request would ask."""
    with reading():
        return names()


@outside_transactions
def test_fact_when_kept_is_answered_without_being_read_again(django_assert_num_queries):
    CountryFactory(name_es="Belice")
    with django_assert_num_queries(2):
        assert asked() == ("Belice",)
    with django_assert_num_queries(1):
        assert asked() == ("Belice",)


@outside_transactions
def test_revision_is_read_once_in_a_request_and_not_at_all_where_the_request_has_read_it(django_assert_num_queries):
    asked()
    with django_assert_num_queries(1), reading():
        names(), names()
    with django_assert_num_queries(0), reading(ROOM.revision):
        names()


@outside_transactions
def test_what_is_read_once_is_read_after_the_revision_and_by_requests_that_only_read(django_assert_num_queries):
    def read():
        return read_once("countries", lambda: list(Participant.objects.all()))

    CountryFactory()
    with django_assert_num_queries(2) as asked, reading(only_reads=True), reading():
        assert read() is read()
    assert "siterevision" in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(2), reading():
        assert read() is not read()
    with django_assert_num_queries(2):
        assert read() is not read()


@outside_transactions
def test_fact_after_a_change_is_read_anew():
    country = CountryFactory(name_es="Belize")
    asked()
    Participant.objects.filter(pk=country.pk).update(name_es="Belice")
    bump_revision()
    assert asked() == ("Belice",)


@outside_transactions
def test_request_that_began_before_a_change_keeps_nothing_for_those_after_it():
    country = CountryFactory(name_es="Belize")
    before = current_revision()
    Participant.objects.filter(pk=country.pk).update(name_es="Belice")
    bump_revision()
    asked()
    with reading(before):
        names()
    assert asked() == ("Belice",)


@outside_transactions
def test_fact_read_within_a_transaction_is_not_kept():
    """What was written may yet be taken back, and its revision be given to another change."""
    with reading(), pytest.raises(ZeroDivisionError), transaction.atomic():
        CountryFactory(name_es="never")
        bump_revision()
        assert names() == ("never",)
        raise ZeroDivisionError
    CountryFactory(name_es="Belice")
    bump_revision()
    assert asked() == ("Belice",)


@outside_transactions
def test_fact_asked_for_outside_a_request_is_not_kept(django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            names()
    assert not ROOM.answers


@outside_transactions
def test_languages_and_days_do_not_share():
    @kept_under_revision
    def heard() -> str:
        said.append(1)
        return "x"

    said: list[int] = []
    for language, day in (("es", "2026-01-01"), ("en", "2026-01-01"), ("es", "2026-01-02"), ("es", "2026-01-02")):
        with time_machine.travel(f"{day}T18:00Z"), override(language), reading():
            heard()
    assert len(said) == 3


@pytest.mark.parametrize("reader", [AnonymousUser(), RequestFactory().get("/"), ["public"], {"public"}])
def test_reader_is_refused_for_what_is_kept_is_handed_to_everybody(reader):
    @kept_under_revision
    def papers(user) -> str:
        return "closed paper"

    with pytest.raises(TypeError, match="takes no"), reading():
        papers(reader)
    with pytest.raises(TypeError, match="takes no"), reading():
        papers(user=reader)


@pytest.mark.django_db
@pytest.mark.parametrize("result", [["x"], {"x": 1}, (["x"],), Participant(key="x")])
def test_result_that_somebody_could_change_is_refused(result):
    @kept_under_revision
    def changeable():
        return result

    with pytest.raises(TypeError, match="could change"), reading():
        changeable()


def test_plain_values_and_frozen_things_of_such_cannot_be_changed():
    @dataclass(frozen=True)
    class Frozen:
        what: object

    @dataclass
    class Open:
        what: object

    assert is_unchangeable((1, "x", None, date(2026, 1, 1), Frozen((1,)), frozenset({"a"})))
    assert not is_unchangeable(Open(1)) and not is_unchangeable(Frozen([1])) and not is_unchangeable(Frozen)


def test_room_keeps_within_its_limit_and_one_revision():
    room = Room(limit=3)
    room.get("x", 1)
    for number in range(10):
        room.put(number, number, 1)
    assert list(room.answers) == [7, 8, 9]
    room.put("late", "old", 0)
    assert list(room.answers) == [7, 8, 9]
    room.get("x", 2)
    assert not room.answers and LIMIT < 1000


@pytest.mark.engines
@outside_transactions
def test_nobody_reads_a_stale_fact_while_a_writer_writes():
    country, committed, faults = CountryFactory(name_es="0"), [0], []

    def write():
        try:
            for number in range(1, 60):
                with transaction.atomic():
                    Participant.objects.filter(pk=country.pk).update(name_es=str(number))
                    bump_revision()
                committed[0] = number
        finally:
            connection.close()

    def read():
        try:
            while committed[0] < 59:
                at_least = committed[0]
                (seen,) = asked()
                if int(seen) < at_least:
                    faults.append((seen, at_least))
        finally:
            connection.close()

    threads = [threading.Thread(target=write), *(threading.Thread(target=read) for _ in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert committed[0] == 59 and not faults
