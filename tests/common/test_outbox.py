"""The outbox keeps its promise: what was written happens, whatever the queue does."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from common import outbox
from common.models import OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engines]


@pytest.fixture
def sent(monkeypatch):
    """What reached the queue; the queue itself is the broker's business and is tested with real workers."""
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, kwargs, **_: names.append((name, kwargs)))
    return names


@pytest.fixture
def broker_away(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionError("broker away")

    monkeypatch.setattr(current_app, "send_task", refuse)


def test_message_is_sent_after_the_commit_and_never_before(sent):
    with transaction.atomic():
        outbox.post("some.task", "key-1", number=7)
        assert sent == []
    assert sent == [("some.task", {"number": 7})]


def test_message_of_a_rolled_back_cause_is_never_sent(sent):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.post("some.task", "key-1")
        raise RuntimeError
    assert sent == []
    assert not OutboxMessage.objects.exists()


def test_key_posted_twice_is_one_message(sent):
    for _ in range(2):
        with transaction.atomic():
            outbox.post("some.task", "key-1")
    assert len(sent) == 1


def test_message_waits_while_the_broker_is_away_and_costs_no_attempt(broker_away):
    with transaction.atomic():
        outbox.post("some.task", "key-1")
    message = OutboxMessage.objects.get()
    assert message.attempts == 0
    assert message.done_at is None
    assert message.next_at <= timezone.now() + timedelta(seconds=5)


def test_relay_sends_again_what_was_sent_and_never_reported_done(sent):
    with transaction.atomic():
        outbox.post("some.task", "key-1")
    assert outbox.relay() == 0, "its patience is not over"
    OutboxMessage.objects.update(next_at=timezone.now())
    assert outbox.relay() == 1
    assert len(sent) == 2


def test_relay_leaves_alone_what_is_done(sent):
    with transaction.atomic():
        outbox.post("some.task", "key-1")
    outbox.done("key-1")
    OutboxMessage.objects.update(next_at=timezone.now())
    assert outbox.relay() == 0


def test_message_becomes_a_dead_letter_after_five_attempts_and_can_be_retried(sent):
    with transaction.atomic():
        outbox.post("some.task", "key-1")
    for _ in range(outbox.ATTEMPTS):
        OutboxMessage.objects.update(next_at=timezone.now())
        outbox.relay()
    assert len(sent) == outbox.ATTEMPTS
    assert OutboxMessage.objects.dead().count() == 1
    with transaction.atomic():
        outbox.retry("key-1")
    assert len(sent) == outbox.ATTEMPTS + 1
    assert OutboxMessage.objects.dead().count() == 0


def test_failed_for_good_is_not_sent_again(sent):
    with transaction.atomic():
        outbox.post("some.task", "key-1")
    outbox.failed("key-1", "no such file", final=True)
    OutboxMessage.objects.update(next_at=timezone.now())
    assert outbox.relay() == 0
    assert OutboxMessage.objects.dead().get().error == "no such file"
