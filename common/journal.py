"""The journal of acts: every service that changes something writes one line, in the same transaction."""

from typing import Any

import structlog
from django.db import connection, models, transaction
from django.utils import timezone

from common.chain import ORIGIN, fingerprint, plain, words
from common.models.journal import Act

SYSTEM = "system"
LOCK = 0x6A6F75726E616C  # "journal": the key of PostgreSQL's lock under which the chain grows


def record_act(
    act: str,
    obj: models.Model | None,
    *,
    by: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    concerns: models.Model | None = None,
) -> Act:
    """Write one line, the next link of the chain. The only writer of the journal.

    ``by`` is an account, or a string that names the machine's part ("load_record"). ``obj`` is ``None`` where an act
    has no object, as a sign-in under an unknown name. ``before`` and ``after`` hold only the fields that changed, as
    JSON values. ``concerns`` is another thing in whose history the act is read as well; by default the whole that
    ``obj`` is ``part_of``. The act's words for people stand in ``common/acts.py``.

    One writer at a time holds the end of the chain until its transaction ends: lock rows before this call, and raise
    the site revision after it.
    """
    with transaction.atomic(savepoint=False):
        _wait_for_the_end_of_the_chain()
        number, previous = Act.objects.order_by("-pk").values_list("pk", "hash").first() or (0, ORIGIN)
        link = Act(
            id=number + 1,
            previous=previous,
            at=timezone.now(),
            actor_id=by.pk if isinstance(by, models.Model) else None,
            actor=words(getattr(by, "email", by) or SYSTEM)[:254],
            act=act,
            before=plain(before or {}),
            after=plain(after or {}),
            request_id=words(structlog.contextvars.get_contextvars().get("request_id") or "")[:64],
            **_named(obj, concerns),
        )
        link.hash = fingerprint(link)
        link.save(force_insert=True)
    return link


def _wait_for_the_end_of_the_chain() -> None:
    """Two links can never follow the same one. SQLite's transactions begin as writers, one at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _named(obj: models.Model | None, concerns: models.Model | None) -> dict[str, str]:
    """What the act was done to, and the thing in whose history it is also read."""
    whole, key = (type(concerns), concerns.pk) if concerns else getattr(obj, "part_of", None) or (None, None)
    return {
        "object_type": obj._meta.label_lower if obj else "",
        "object_id": str(obj.pk or "") if obj else "",
        "object_label": words(obj)[:300] if obj else "",
        "part_of": f"{whole._meta.label_lower}:{key}" if whole and key else "",
    }
