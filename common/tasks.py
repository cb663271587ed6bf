from celery import shared_task

from common.outbox import relay


@shared_task
def relay_outbox() -> int:
    """Send due outbox messages to the queue. Rung by the clock every five seconds; may run anywhere, at any time."""
    return relay()
