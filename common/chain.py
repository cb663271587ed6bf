"""The chain of the journal: each link is hashed together with the hash of the link before it.

Whoever changes, takes out or exchanges a link leaves a hash that does not fit, unless every later link is written
anew as well. A head that was noted down elsewhere proves that this did not happen either.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import Enum, StrEnum
from math import isfinite
from typing import Any

from common.models.journal import Act

ORIGIN = "0" * 64  # what the first link follows
AS_WRITTEN = (1e-4, 1e15)  # floats between these are written without exponent, and read back as they were by any engine


class Fault(StrEnum):
    """What is wrong with a link."""

    ALTERED = "altered"
    MISSING = "missing"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk along the chain found: how many links hold, the last good hash, and where it breaks, if it does."""

    links: int
    head: str
    fault: Fault | None = None
    at: int = 0
    knows_expected: bool = True


def walk(expected: str = "") -> Walk:
    """Follow the chain from its first link, in constant memory, to its head or to its first broken link.

    ``expected`` is a hash noted down earlier; ``knows_expected`` says whether a good link bears it.
    """
    links, head, known = 0, ORIGIN, expected in ("", ORIGIN)
    for act in Act.objects.order_by("pk").iterator(chunk_size=1000):
        if fault := _fault(act, links + 1, head):
            at = links + 1 if fault == Fault.MISSING else act.pk
            return Walk(links, head, fault, at, known)
        links, head = links + 1, act.hash
        known = known or act.hash == expected
    return Walk(links, head, knows_expected=known)


def _fault(act: Act, number: int, head: str) -> Fault | None:
    intact = fingerprint(act) == act.hash
    if act.previous == head:
        if not intact:
            return Fault.ALTERED
        return None if act.pk == number else Fault.MISSING
    if Act.objects.filter(hash=act.previous).exists():
        return Fault.ORDER
    return Fault.MISSING if intact else Fault.ALTERED


def fingerprint(act: Act) -> str:
    """SHA-256 of the canonical JSON of a link, in lower-case hexadecimal: all that it says, and the hash before it."""
    says = {
        "id": act.pk,
        "previous": act.previous,
        "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": act.actor_id,
        "actor": act.actor,
        "act": act.act,
        "object_type": act.object_type,
        "object_id": act.object_id,
        "object_label": act.object_label,
        "part_of": act.part_of,
        "before": act.before,
        "after": act.after,
        "request_id": act.request_id,
    }
    return hashlib.sha256(
        json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def plain(value: Any) -> Any:
    """``value`` as JSON that every engine gives back as it got it; what JSON does not know becomes words.

    PostgreSQL keeps numbers as decimals (``1e22`` comes back as a whole number, ``-0.0`` as zero) and refuses the
    null sign; a set has no order.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {words(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return words(getattr(value, "iso", value))


def _number(value: float) -> float | int | str:
    smallest, largest = AS_WRITTEN
    if isfinite(value) and value == int(value) and abs(value) < largest:
        return int(value)
    return value if smallest <= abs(value) < largest else repr(value)


def words(value: Any) -> str:
    """``value`` as text that can be stored and hashed: no null sign, no half of a pair."""
    return str(value).encode(errors="replace").decode().replace("\0", "\ufffd")
