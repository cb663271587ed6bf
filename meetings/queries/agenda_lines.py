"""The agenda as pages show it: sessions by day, items with their numbers and running times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from common.zones import in_zone, zone_name
from meetings.attending import who_attends
from meetings.models import SessionKind

DEEPEST = 3  # "2.1.1"


@dataclass(frozen=True, slots=True)
class Line:
    """An item in its place. ``starts_at`` is None behind an item of which nobody said how long it takes.

    ``minutes`` is how long it takes with what stands under it; ``words`` are those of ``meetings.canonical``.
    """

    id: int
    number: str
    depth: int
    starts_at: datetime | None
    minutes: int | None
    words: dict[str, Any]
    lines: tuple["Line", ...]
    is_first: bool
    is_last: bool

    def __getattr__(self, name: str) -> Any:
        try:
            return self.words[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def height(self) -> int:
        """How many levels it has, itself counted."""
        return 1 + max((line.height for line in self.lines), default=0)

    @property
    def can_go_in(self) -> bool:
        """Whether it can become the last line under the one before it."""
        return not self.is_first and self.depth + self.height <= DEEPEST

    @property
    def is_overfull(self) -> bool:
        """What stands under it takes longer than it does itself."""
        own = self.words["minutes"]
        return own is not None and own < sum(line.minutes or 0 for line in self.lines)

    def walk(self) -> Iterator["Line"]:
        """Itself and everything under it, in reading order."""
        yield self
        for line in self.lines:
            yield from line.walk()


@dataclass(frozen=True, slots=True)
class SessionLines:
    """A session with its lines; ``is_shown`` is False where its title and hours are all that the reader may know."""

    id: int
    kind: str
    title_es: str
    title_en: str
    place_es: str
    place_en: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    meeting_kind: str
    is_shown: bool
    lines: tuple[Line, ...]

    @property
    def kind_label(self) -> str:
        return str(SessionKind(self.kind).label)

    @property
    def attended_by(self) -> str:
        """Who attends, in a sentence."""
        return who_attends(self.meeting_kind, self.kind)

    @property
    def begins(self) -> datetime:
        return in_zone(self.starts_at, self.zone)

    @property
    def ends(self) -> datetime:
        return in_zone(self.ends_at, self.zone)

    @property
    def zone_name(self) -> str:
        """The meeting's zone as it is on that day."""
        return zone_name(self.zone or "UTC", self.starts_at)

    @property
    def minutes_over(self) -> int:
        """By how many minutes the items take longer than the session; 0 where they fit."""
        lasts = int((self.ends_at - self.starts_at).total_seconds()) // 60
        return max(0, sum(line.minutes or 0 for line in self.lines) - lasts)

    def walk(self) -> Iterator[Line]:
        for line in self.lines:
            yield from line.walk()


def session_lines(content: dict[str, Any], *, zone: str, meeting_kind: str, is_shown: bool) -> SessionLines:
    """A session of ``meetings.canonical`` with numbers and times; without its lines and room where not shown."""
    starts_at = datetime.fromisoformat(content["starts_at"])
    place = {name: content[name] if is_shown else "" for name in ("place_es", "place_en")}
    return SessionLines(
        *(content[name] for name in ("id", "kind", "title_es", "title_en")),
        **place,
        starts_at=starts_at,
        ends_at=datetime.fromisoformat(content["ends_at"]),
        zone=zone,
        meeting_kind=meeting_kind,
        is_shown=is_shown,
        lines=_lines(content["items"], starts_at) if is_shown else (),
    )


def by_day(sessions: list[SessionLines]) -> list[tuple[date, list[SessionLines]]]:
    """The sessions under the day, in their zone, on which each begins."""
    return [(day, list(those)) for day, those in groupby(sessions, lambda one: one.begins.date())]


def _lines(items: list[dict[str, Any]], starts_at: datetime | None, prefix: str = "", depth: int = 1) -> tuple:
    """Items one behind the other: each begins when the one before it ends, the first one when its whole begins."""
    lines: list[Line] = []
    for place, item in enumerate(items, 1):
        number = f"{prefix}{place}"
        under = _lines(item["items"], starts_at, f"{number}.", depth + 1)
        minutes = _lasts(item["minutes"], under)
        ends = {"is_first": place == 1, "is_last": place == len(items)}
        lines.append(Line(item["id"], number, depth, starts_at, minutes, item, under, **ends))
        starts_at = starts_at + timedelta(minutes=minutes) if starts_at and minutes is not None else None
    return tuple(lines)


def _lasts(own: int | None, under: tuple[Line, ...]) -> int | None:
    """Its own minutes, or else those of what stands under it, where all of them are known."""
    parts = [line.minutes for line in under]
    if own is not None or not parts or None in parts:
        return own
    return sum(part for part in parts if part is not None)
