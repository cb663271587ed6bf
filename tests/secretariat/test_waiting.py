"""The queue of which desks are made: counted and read with all others, cut short, told in business days."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils import timezone

from common.models import OutboxMessage
from members.models import Person
from secretariat.queries.queues import MOST, SHOWN, Due, Line, queue_of
from secretariat.queries.waiting import Waiting, queues_of
from tests.factories import PersonFactory

TODAY = timezone.localdate()


def messages():
    return Waiting(
        key="messages",
        title="Messages",
        rows=OutboxMessage.objects.dead(),
        line=lambda row: Line(row.ref, since=row.since, error=row.more),
        columns={"ref": F("key"), "more": F("error"), "since": TruncDate("dead_at")},
        order=("dead_at",),
    )


def people():
    return Waiting(
        key="people",
        title="People",
        rows=Person.objects.filter(name__startswith="Zq"),
        line=lambda row: Line(row.es),
        columns={"es": F("name"), "en": F("name")},
        order=("-name",),
    )


def dead(number, days):
    at = timezone.now() - timedelta(days=days)
    OutboxMessage.objects.create(key=f"zq-{number}", kind="zq", dead_at=at, error="why")


@pytest.mark.django_db
def test_queues_are_counted_and_cut_short_each_in_its_own_order(django_assert_num_queries):
    for number in range(SHOWN + 2):
        dead(number, days=number)
    for name in ("Zq a", "Zq c", "Zq b"):
        PersonFactory(name=name)
    with django_assert_num_queries(2):
        queues, numbers = queues_of([messages(), people()], beside={"all": OutboxMessage.objects.all()}, whole="")
    queue = queues["messages"]
    assert [line.title for line in queue.lines] == [f"zq-{number}" for number in range(SHOWN + 1, 1, -1)]
    assert (queue.number, queue.more, numbers["all"]) == (SHOWN + 2, 2, SHOWN + 2)
    assert queue.oldest == timezone.localdate(timezone.now() - timedelta(days=SHOWN + 1)) and queue.next_due is None
    assert queue.oldest_days == SHOWN + 1 and queue.rest.endswith("?queue=messages#q-messages")
    assert [line.title for line in queues["people"].lines] == ["Zq c", "Zq b", "Zq a"]
    assert queues["people"].oldest is None


@pytest.mark.django_db
def test_queue_asked_for_is_read_whole_and_the_others_are_not():
    for number in range(SHOWN + 2):
        dead(number, days=0)
        PersonFactory(name=f"Zq {number}")
    queues, _numbers = queues_of([messages(), people()], beside={}, whole="people")
    assert len(queues["people"].lines) == SHOWN + 2 and not queues["people"].rest
    assert len(queues["messages"].lines) == SHOWN


@pytest.mark.django_db
def test_queues_in_which_nothing_waits_are_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        queues, _numbers = queues_of([messages(), people()], beside={}, whole="")
    assert all(queue.number == 0 and not queue.lines for queue in queues.values())


def test_queue_of_lines_says_what_is_due_first_and_waits_longest():
    lines = [Line("a", due=Due(TODAY + timedelta(days=9))), Line("b", since=TODAY - timedelta(days=3)), Line("c")]
    queue = queue_of("x", "X", [*lines, Line("d", due=Due(TODAY + timedelta(days=2)))])
    assert queue.next_due.day == TODAY + timedelta(days=2) and queue.oldest_days == 3 and queue.number == 4
    assert len(queue_of("x", "X", [Line("a")] * (MOST + 1), whole="x").lines) == MOST


def test_due_counts_business_days(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 20))  # a Friday
    assert Due(date(2026, 11, 24)).days_left == 2 and not Due(date(2026, 11, 20)).is_overdue
    assert Due(date(2026, 11, 19)).is_overdue
