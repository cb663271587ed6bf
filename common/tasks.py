from celery import shared_task

from common import papers, stocktaking
from common.outbox import relay


@shared_task
def relay_outbox() -> int:
    """Send due outbox messages to the queue. Rung by the clock every five seconds; may run anywhere, at any time."""
    return relay()


@shared_task
def sweep_uploads() -> int:
    """Remove uploads that no row names and return how many. Rung by the clock once a day; may run at any time."""
    return stocktaking.sweep_uploads()


@shared_task
def sweep_papers() -> int:
    """Remove papers that were asked for more than a day ago; how many. Rung by the clock every hour."""
    return papers.sweep()
