"""Two questions that machines ask: does the process live, and could it serve now?

The answers name what was asked and nothing else: no versions, no addresses, no reasons. Reasons go to the log.
"""

import os
from collections.abc import Callable

import structlog
from celery import current_app
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from common.public import login_not_required

log = structlog.get_logger(__name__)


def ask_database() -> None:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_queue() -> None:
    """The broker takes a connection; the embedded one is a folder that can be written."""
    with current_app.connection_for_write() as broker:
        folder = broker.transport_options.get("data_folder_out")
        if folder and not os.access(folder, os.W_OK):
            raise PermissionError("the queue's folder cannot be written")
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)


def ask_storage() -> None:
    """A file can be written where the portal keeps its files, or the bucket answers; it leaves no trace."""
    default_storage.probe()


QUESTIONS: dict[str, Callable[[], None]] = {
    "database": ask_database,
    "queue": ask_queue,
    "storage": ask_storage,
}


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return _answer({"status": "live"}, 200)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, queue and storage all serve, else 503 with the names of those that do not."""
    parts = {name: "ready" if serves else "away" for name, serves in parts_ready().items()}
    well = "away" not in parts.values()
    return _answer({"status": "ready" if well else "away", **parts}, 200 if well else 503)


def parts_ready() -> dict[str, bool]:
    """Each part that the portal needs to serve, and whether it serves now."""
    return {name: _serves(name, ask) for name, ask in QUESTIONS.items()}


def _serves(name: str, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception as error:  # whatever is wrong, the answer is that this part is away
        log.warning("not_ready", part=name, error=str(error))
        return False
    return True


def _answer(content: dict[str, str], status: int) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
