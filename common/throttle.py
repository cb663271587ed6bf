"""A limit on how often a thing may be tried, counted in the shared cache."""

import hashlib

from django.core.cache import cache


def is_too_often(what: str, *who: str, limit: int, seconds: int) -> bool:
    """Count one more try of ``what`` by ``who``; true when it was tried more than ``limit`` times in ``seconds``.

    The stretch begins with the first try. Nothing readable of ``who`` is kept.
    """
    sign = hashlib.sha256("\0".join(who).encode()).hexdigest()
    key = f"throttle:{what}:{sign}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > limit
    except ValueError:  # the stretch ended between the two lines
        cache.add(key, 1, seconds)
        return False


def forget(what: str, *who: str) -> None:
    """Begin anew: what was counted for ``who`` no longer counts."""
    cache.delete(f"throttle:{what}:{hashlib.sha256(chr(0).join(who).encode()).hexdigest()}")
