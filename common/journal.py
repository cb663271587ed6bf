"""The journal of acts: every service that changes something writes one line, in the same transaction."""

from typing import Any

import structlog
from django.db import models

from common.models.journal import Act

SYSTEM = "system"


def record_act(
    act: str, obj: models.Model, *, by: Any, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> Act:
    """Write one line. ``by`` is an account, or a string that names the machine's part ("load_record").

    ``before`` and ``after`` hold only the fields that changed, as JSON values.
    """
    is_account = isinstance(by, models.Model)
    return Act.objects.create(
        actor_id=by.pk if is_account else None,
        actor=str(getattr(by, "email", by) or SYSTEM),
        act=act,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:300],
        before=before or {},
        after=after or {},
        request_id=structlog.contextvars.get_contextvars().get("request_id") or "",
    )
