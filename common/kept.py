"""Public facts kept in the memory of the process: the same for every reader, and never older than the request.

What a function marked ``kept_under_revision`` returned is kept under (site revision, language, day) and answered
again while all three stand. The revision is read once in a request, after the request began and before anything is
made, so that what is kept under it never shows less than the record of that revision (``common/revision.py``).

NEVER for anything that depends on who reads. What is kept here is handed to everybody; closed data must not get in.
A kept function therefore takes plain values only, and no user: what it reads is what every visitor may see.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

LIMIT = 256  # answers; each is a few dozen rows at most
PLAIN = (str, bytes, int, float, bool, date, UUID, type(None))
MISSING = object()
P, R = ParamSpec("P"), TypeVar("R")


class Room:
    """Answers of one site revision, the longest unused put away first."""

    def __init__(self, limit: int) -> None:
        self.limit, self.revision = limit, 0
        self.answers: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, revision: int) -> Any:
        """What is kept, or ``MISSING``. Another revision than the present one empties the room."""
        with self.lock:
            if revision != self.revision:
                self.answers.clear()
                self.revision = revision
            answer = self.answers.get(key, MISSING)
            if answer is not MISSING:
                self.answers.move_to_end(key)
            return answer

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()

    def put(self, key: Hashable, answer: Any, revision: int) -> None:
        """Keep ``answer``, unless the record changed while it was made."""
        with self.lock:
            if revision == self.revision:
                self.answers[key] = answer
                while len(self.answers) > self.limit:
                    self.answers.popitem(last=False)


class Reading:
    """One request's reading of the record: its day, its revision, asked for once at most, and what is read for it."""

    def __init__(self, revision: int | None = None, *, only_reads: bool = False) -> None:
        self._revision, self.only_reads = revision, only_reads
        self.day = timezone.localdate()
        self.noted: dict[str, Any] = {}

    def revision(self) -> int:
        from common.revision import current_revision  # a model's, and doors are declared before there are models

        if self._revision is None:
            self._revision = current_revision()
        return self._revision


ROOM = Room(LIMIT)
_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def today() -> date:
    """The day, the same throughout a request that reads the record."""
    now = _reading.get()
    return timezone.localdate() if now is None else now.day


def read_once(name: str, read: Callable[[], R]) -> R:
    """What ``read`` returns, asked once in a request that only reads, and in every other place anew.

    The revision is read first, so that a kept function may use it: what that keeps is no older than its revision.
    """
    now = _reading.get()
    if now is None or not now.only_reads:
        return read()
    if name not in now.noted:
        if not connection.in_atomic_block:
            now.revision()
        now.noted[name] = read()
    return now.noted[name]


@contextmanager
def reading(revision: int | None = None, *, only_reads: bool = False) -> Iterator[None]:
    """Within, kept answers may be used. ``revision`` is that of the record where this very request has read it.

    A reading within another is the same one. ``only_reads`` says that the request changes nothing.
    """
    token = _reading.set(_reading.get() or Reading(revision, only_reads=only_reads))
    try:
        yield
    finally:
        _reading.reset(token)


def kept_under_revision(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what ``function`` returns for its arguments. NEVER for anything that depends on who reads.

    Raises ``TypeError`` for an argument that is not a plain value (a user, a request), and for a result that somebody
    could change: only plain values, tuples, frozen sets and frozen dataclasses of such are kept. Outside of a
    ``reading``, and within a transaction, where what is read may yet be taken back, nothing is kept or answered.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        for value in (*args, *kwargs.values()):
            if not isinstance(value, PLAIN):
                raise TypeError(f"{name} is kept for every reader and takes no {type(value).__name__}")
        now = _reading.get()
        if now is None or connection.in_atomic_block:
            return made(*args, **kwargs)
        revision = now.revision()
        key = (name, get_language(), now.day, args, tuple(sorted(kwargs.items())))
        answer = ROOM.get(key, revision)
        if answer is MISSING:
            answer = made(*args, **kwargs)
            ROOM.put(key, answer, revision)
        return answer

    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        answer = function(*args, **kwargs)
        if not is_unchangeable(answer):
            raise TypeError(f"{name} returns what somebody could change")
        return answer

    return kept


def is_unchangeable(value: Any) -> bool:
    """Whether nobody can change ``value``, however deep."""
    if isinstance(value, PLAIN):
        return True
    if isinstance(value, tuple | frozenset):
        return all(is_unchangeable(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return all(is_unchangeable(getattr(value, field.name)) for field in fields(value))
    return False
