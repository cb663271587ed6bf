"""What the Secretariat does from its desk that belongs to no floor below."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common import outbox
from common.journal import record_act
from common.models import OutboxMessage
from members.access import is_secretariat


@transaction.atomic
def retry_letter(message: OutboxMessage, *, by: Any) -> None:
    """Give a message that was given up five new attempts."""
    if not is_secretariat(by):
        raise PermissionDenied
    record_act("retry_letter", message, by=by, before={"error": message.error, "attempts": message.attempts})
    outbox.retry(message.key)
