"""Letters and a mail server that fails in every way it can: nothing is lost, and nothing is sent twice unseen."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from common import outbox
from common.models import OutboxMessage
from members.mailing import send_letter, sweep_letters, write_letter
from members.mailing.sending import GIVE_UP
from members.models import Letter
from tests.factories import UserFactory
from tests.members.mail_server import mail_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engines]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
        yield server


@pytest.fixture
def letter(db):
    return new_letter("one")


def new_letter(key, **kwargs):
    recipient = kwargs.pop("recipient", None) or UserFactory(email=f"{key}@example.org")
    return write_letter(
        kind="digest", key=key, recipient=recipient, context={"items": [], "day": timezone.now()}, **kwargs
    )


def now(letter):
    letter.refresh_from_db()
    return letter


def message_of(letter):
    return OutboxMessage.objects.get(key=letter.outbox_key)


def last_words(letter):
    return letter.attempts.last().words


def test_letter_when_the_server_takes_it_is_sent_once(server, letter):
    for _ in range(3):
        send_letter(letter.pk)
    assert server.ids == [letter.message_id]
    assert server.addresses == ["one@example.org"]
    assert now(letter).state == "sent" and letter.sent_at and letter.address == "one@example.org"
    assert message_of(letter).done_at


def test_letter_when_the_server_is_down_waits_and_goes_out_later_as_the_same_letter(server, letter, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for _ in range(7):  # more often than the outbox has patience for
        OutboxMessage.objects.update(next_at=timezone.now())
        outbox.relay()
        send_letter(letter.pk)
    message = message_of(letter)
    assert now(letter).state == "queued" and not letter.claimed_until
    assert not message.done_at and not message.dead_at and message.attempts == 1
    assert message.next_at > timezone.now() + timedelta(minutes=55)
    assert "refused" in last_words(letter).lower()
    settings.EMAIL_PORT = port
    send_letter(letter.pk)
    assert server.ids == [letter.message_id]
    assert now(letter).state == "sent"


@pytest.mark.parametrize("fault", ["to_recipient", "to_data"])
def test_letter_when_told_451_waits_with_the_servers_words(server, letter, fault):
    setattr(server, fault, "451 4.7.1 Greylisted, come back in five minutes")
    send_letter(letter.pk)
    assert now(letter).state == "queued"
    assert last_words(letter) == "451 4.7.1 Greylisted, come back in five minutes"
    setattr(server, fault, "")
    send_letter(letter.pk)
    assert server.ids == [letter.message_id]


@pytest.mark.parametrize("fault", ["to_recipient", "to_data"])
def test_letter_when_told_550_has_failed_for_good(server, letter, fault):
    setattr(server, fault, "550 5.1.1 No such mailbox here")
    send_letter(letter.pk)
    assert now(letter).state == "failed"
    assert last_words(letter) == "550 5.1.1 No such mailbox here"
    assert message_of(letter).done_at, "nobody tries again by himself"
    setattr(server, fault, "")
    send_letter(letter.pk)
    assert server.taken == []


def test_letter_when_the_line_drops_after_data_goes_out_again_under_its_message_id(server, letter):
    server.drops = True
    send_letter(letter.pk)
    assert now(letter).state == "queued"
    server.drops = False
    send_letter(letter.pk)
    assert server.ids == [letter.message_id] * 2
    assert str(server.taken[0]["Date"]) == str(server.taken[1]["Date"])
    assert now(letter).state == "sent"


def test_letter_when_the_server_is_too_slow_waits(server, letter, settings):
    settings.EMAIL_TIMEOUT, server.seconds = 0.2, 1
    send_letter(letter.pk)
    assert now(letter).state == "queued"
    assert "timed out" in last_words(letter)


def test_letter_when_two_workers_send_it_at_once_goes_out_once(server, letter):
    server.seconds, start = 0.4, Barrier(2)

    def work():
        start.wait()
        send_letter(letter.pk)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert server.ids == [letter.message_id]
    assert now(letter).state == "sent"
    assert letter.attempts.count() == 1


def test_letter_when_it_could_not_be_sent_for_three_days_has_failed(server, letter):
    server.to_data = "451 Later"
    Letter.objects.update(queued_at=timezone.now() - GIVE_UP - timedelta(minutes=1))
    send_letter(letter.pk)
    assert now(letter).state == "failed"
    assert last_words(letter) == "451 Later"


def test_letter_when_mail_cannot_carry_its_address_has_failed(server, db):
    letter = new_letter("odd", recipient=UserFactory(email="one@two@example.org"))
    send_letter(letter.pk)
    assert now(letter).state == "failed"
    assert last_words(letter)


def test_letter_when_its_message_was_given_up_is_shown_as_failed(letter):
    assert sweep_letters() == 0
    OutboxMessage.objects.update(dead_at=timezone.now(), error="sent five times, never reported done")
    assert sweep_letters() == 1
    assert now(letter).state == "failed"
    assert last_words(letter) == "sent five times, never reported done"


def test_letter_when_its_message_was_lost_gets_another(letter):
    OutboxMessage.objects.all().delete()
    assert sweep_letters() == 1
    assert not message_of(letter).done_at


def database_url() -> str:
    """The test database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"


@pytest.mark.slow
def test_letter_when_its_worker_is_killed_after_data_goes_out_again_under_its_message_id(server, letter):
    server.seconds = 30
    mail = f"smtp://127.0.0.1:{server.port}"
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import django; django.setup()\nfrom members.mailing import send_letter; send_letter({letter.pk})",
        ],
        cwd=ROOT,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "crm_portal.settings", "EMAIL_URL": mail, "DATABASE_URL": database_url()},
    )
    deadline = time.monotonic() + 30
    while not server.taken:
        assert worker.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert now(letter).state == "queued" and letter.claimed_until > timezone.now()
    server.seconds = 0
    send_letter(letter.pk)
    assert len(server.taken) == 1, "the dead worker's claim still holds"
    assert message_of(letter).next_at == letter.claimed_until, "and the outbox comes back when it ends"
    Letter.objects.update(claimed_until=timezone.now())
    send_letter(letter.pk)
    assert server.ids == [letter.message_id] * 2
    assert now(letter).state == "sent"
