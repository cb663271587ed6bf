"""The outbox: what must happen is a row in the transaction of its cause; the queue only hurries it.

A message is sent to the queue, and sent again with growing patience until its task reports it done. A task may
therefore run twice, and is written so that the second run changes nothing. Five attempts, then a dead letter that
the Secretariat sees and can send again.
"""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import structlog
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from common.models.outbox import OutboxMessage

log = structlog.get_logger(__name__)
ATTEMPTS = 5
AWAY = 5  # seconds in which this process does not ask again for a broker that it found away
_away = {"until": 0.0}
PATIENCE = (60, 120, 300, 900, 1800)  # seconds until a message that was sent and not reported done is sent again


def post(kind: str, key: str, **payload: Any) -> None:
    """Write the message ``key`` for the task ``kind`` (a Celery task's name), once, and send it after the commit.

    ``payload`` becomes the task's keyword arguments and must be JSON. A key that was posted before is left alone.
    """
    message, is_new = OutboxMessage.objects.get_or_create(key=key, defaults={"kind": kind, "payload": payload})
    if is_new:
        transaction.on_commit(lambda: send_now(message.pk), robust=True)


def send_now(pk: int) -> None:
    """Hurry one message to the queue; a broker that is away is no error, the relay will come round."""
    relay(OutboxMessage.objects.filter(pk=pk))


def relay(messages: Any = None, limit: int = 100) -> int:
    """Send what is due to the queue and return how many messages were sent. Safe to run in several places at once."""
    sent = 0
    chosen = OutboxMessage.objects.all() if messages is None else messages
    with transaction.atomic():
        due = chosen.due().order_by("next_at")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        for message in due[:limit]:
            if message.attempts >= ATTEMPTS:
                message.dead_at = timezone.now()
                message.error = message.error or "sent five times, never reported done"
                message.save(update_fields=["dead_at", "error"])
                continue
            message.next_at = timezone.now() + timedelta(seconds=PATIENCE[message.attempts])
            message.attempts += 1
            message.save(update_fields=["attempts", "next_at"])
            transaction.on_commit(lambda m=message: _send(m), robust=True)
            sent += 1
    return sent


def _send(message: OutboxMessage) -> None:
    """Send one message, or put it back; for a while after the broker was found away nobody waits for it again."""
    if monotonic() >= _away["until"]:
        try:
            current_app.send_task(message.kind, kwargs=message.payload, retry=False)
            return
        except Exception as error:  # any broker, any fault: the row stays and the relay sends it again
            _away["until"] = monotonic() + AWAY
            log.warning("outbox_not_sent", key=message.key, error=str(error))
    OutboxMessage.objects.filter(pk=message.pk, attempts__gt=0).update(
        attempts=message.attempts - 1, next_at=timezone.now() + timedelta(seconds=5)
    )


def done(key: str) -> None:
    """Report the work of ``key`` done; call it in the transaction of the effect."""
    OutboxMessage.objects.filter(key=key, done_at__isnull=True).update(done_at=timezone.now(), error="")


def failed(key: str, error: str, *, final: bool = False) -> None:
    """Report an attempt failed. ``final`` gives up at once: the same input would fail again."""
    changes: dict[str, Any] = {"error": error[:2000]}
    if final:
        changes["dead_at"] = timezone.now()
    OutboxMessage.objects.filter(key=key, done_at__isnull=True).update(**changes)


def postpone(key: str, *, until: datetime, error: str = "", afresh: bool = False) -> None:
    """Come back to ``key`` at ``until``, sooner or later than usual; ``afresh`` forgets the attempts made so far.

    For work that waits for something outside, such as a mail server that is down, and sets its own limit.
    """
    changes: dict[str, Any] = {"next_at": until, "error": error[:2000]}
    if afresh:
        changes["attempts"] = 1
    OutboxMessage.objects.filter(key=key, done_at__isnull=True, dead_at__isnull=True).update(**changes)


def reopen(key: str) -> None:
    """Do again what was done: the message ``key`` gets five new attempts, from now."""
    OutboxMessage.objects.filter(key=key).update(done_at=None)
    retry(key)


def retry(key: str) -> None:
    """Give a dead letter five new attempts, from now."""
    OutboxMessage.objects.filter(key=key, done_at__isnull=True).update(
        attempts=0, dead_at=None, error="", next_at=timezone.now()
    )
    transaction.on_commit(relay, robust=True)
