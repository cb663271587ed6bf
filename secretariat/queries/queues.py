"""The queue: the one component of which all desks are made. What waits, for how long, until when, what can be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from common.business_days import business_days_until
from members.queries.needs import Need

SHOWN = 5  # lines of a queue on a desk; its number counts them all
MOST = 200  # lines of a queue that was asked for whole


@dataclass(frozen=True, slots=True)
class RowAct:
    """What can be done from a row: a link, or where there are ``fields`` (none is enough) a small form that posts."""

    words: str
    url: str
    fields: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is due, with the business days (Monday to Friday alone) that are left until then."""

    day: date

    @property
    def is_overdue(self) -> bool:
        return self.day < timezone.localdate()

    @property
    def days_left(self) -> int:
        return business_days_until(self.day, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits. ``language`` is that of the title where it is not the reader's; ``error`` a machine's."""

    title: str
    url: str = ""
    language: str = ""
    about: Sequence[str] = ()
    since: date | None = None
    due: Due | None = None
    error: str = ""
    acts: Sequence[RowAct] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: the first lines, and of all of them how many, since when the oldest, by when the next is due.

    ``page`` is the page that keeps such things, where there is one; ``rest`` where the queue is read whole.
    """

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    number: int = 0
    oldest: date | None = None
    next_due: Due | None = None
    page: str = ""
    rest: str = ""

    @property
    def more(self) -> int:
        return self.number - len(self.lines)

    @property
    def oldest_days(self) -> int:
        """Days for which the oldest has waited; 0 without a day."""
        return (timezone.localdate() - self.oldest).days if self.oldest else 0


def rest_of(key: str, whole: str) -> str:
    """Where the queue ``key`` is read whole; nowhere else where it is ``whole`` already, that was asked for."""
    return "" if key == whole else f"{reverse('secretariat:desk')}?queue={key}#q-{key}"


def queue_of(key: str, title: str, lines: Iterable[Line], *, whole: str = "", page: str = "") -> Queue:
    """A queue of lines that were all read, in their order; cut short unless it is ``whole`` that was asked for."""
    every = list(lines)
    waited, due = [one.since for one in every if one.since], [one.due.day for one in every if one.due]
    return Queue(
        key=key,
        title=title,
        lines=every[: MOST if key == whole else SHOWN],
        number=len(every),
        oldest=min(waited, default=None),
        next_due=Due(min(due)) if due else None,
        page=page,
        rest=rest_of(key, whole),
    )


def queue_of_needs(title: str, needs: Iterable[Need]) -> Queue:
    """What waits for one person, by urgency; never cut short."""
    return queue_of("needs", title, map(_need, needs), whole="needs")


def _need(need: Need) -> Line:
    acts = (RowAct(need.act, need.url),) if need.act else ()
    return Line(need.title, need.url, due=Due(need.due) if need.due else None, acts=acts)


def named(es: str | None, en: str | None) -> dict[str, str]:
    """Title and language of a line: in the reader's language, or else in the other, marked as such."""
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    words = {"es": es or "", "en": en or ""}
    return {"title": words[here]} if words[here] else {"title": words[there], "language": there}
