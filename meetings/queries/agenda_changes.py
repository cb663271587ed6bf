"""What changed between two states of an agenda: added, removed, moved, changed, word by word."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "kind": _("kind"),
    "title_es": _("title in Spanish"),
    "title_en": _("title in English"),
    "place_es": _("room in Spanish"),
    "place_en": _("room in English"),
    "starts_at": _("begins"),
    "ends_at": _("ends"),
    "notes_es": _("notes in Spanish"),
    "notes_en": _("notes in English"),
    "presenter_es": _("presented by, in Spanish"),
    "presenter_en": _("presented by, in English"),
    "minutes": _("minutes"),
    "minimum": _("item that every plenary has"),
    "presenting_es": _("delegation in Spanish"),
    "presenting_en": _("delegation in English"),
    "axis_es": _("axis or pillar in Spanish"),
    "axis_en": _("axis or pillar in English"),
    "topic_es": _("topic in Spanish"),
    "topic_en": _("topic in English"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a session or item: what it said and says."""

    name: str
    before: Any
    after: Any

    @property
    def label(self) -> str:
        return str(LABELS.get(self.name, self.name))

    @property
    def lang(self) -> str:
        """The language of its words, where they have one."""
        return self.name[-2:] if self.name.endswith(("_es", "_en")) else ""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one session or item: ``kind`` is added, removed, moved or changed.

    ``thing`` holds its words (as they are now; of what was removed, as they were), ``number`` and ``was`` its numbers
    in the newer and the older agenda.
    """

    kind: str
    is_session: bool
    thing: dict[str, Any]
    number: str = ""
    was: str = ""
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A session or item with its place: ``above`` is the key of what it stands under."""

    thing: dict[str, Any]
    above: tuple[str, int] | None
    number: str


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What must be done to make the agenda ``before`` (``meetings.canonical``) into ``after``; empty when they agree.

    Items keep their identity by their id. One that only shifted because others came or went did not move.
    """
    old, new = _entries(before), _entries(after)
    moved = _moved(old, new)
    changes = [change for key, entry in new.items() for change in _of(key, entry, old.get(key), key in moved)]
    gone = [(key, entry) for key, entry in old.items() if key not in new]
    return changes + [Change("removed", key[0] == "session", one.thing, was=one.number) for key, one in gone]


def _of(key: tuple[str, int], now: _Entry, was: _Entry | None, is_moved: bool) -> Iterator[Change]:
    is_session = key[0] == "session"
    if was is None:
        yield Change("added", is_session, now.thing, number=now.number)
        return
    if is_moved:
        yield Change("moved", is_session, now.thing, number=now.number, was=was.number)
    fields = [
        FieldChange(name, was.thing.get(name), now.thing[name])
        for name in LABELS
        if name in now.thing and was.thing.get(name) != now.thing[name]
    ]
    if fields:
        yield Change("changed", is_session, now.thing, now.number, was.number, fields)


def _entries(content: dict[str, Any]) -> dict[tuple[str, int], _Entry]:
    entries = {}
    for session in content["sessions"]:
        key = ("session", session["id"])
        entries[key] = _Entry(session, None, "")
        entries.update(_items(session["items"], key, ""))
    return entries


def _items(items: list[dict[str, Any]], above: tuple[str, int], prefix: str) -> dict[tuple[str, int], _Entry]:
    entries = {}
    for place, item in enumerate(items, 1):
        key, number = ("item", item["id"]), f"{prefix}{place}"
        entries[key] = _Entry(item, above, number)
        entries.update(_items(item["items"], key, f"{number}."))
    return entries


def _moved(old: dict, new: dict) -> set[tuple[str, int]]:
    """Items that stand under something else now, or changed places with those beside them.

    Sessions stand in the order of their hours; they do not move.
    """
    moved = {key for key, entry in new.items() if key in old and old[key].above != entry.above}
    place = {key: number for number, key in enumerate(old)}
    beside: dict[Any, list[tuple[str, int]]] = {}
    for key, entry in new.items():
        if entry.above is not None and key in old and key not in moved:
            beside.setdefault(entry.above, []).append(key)
    for keys in beside.values():
        stayed = _longest_rising([place[key] for key in keys])
        moved |= {key for key in keys if place[key] not in stayed}
    return moved


def _longest_rising(numbers: list[int]) -> set[int]:
    """The most of ``numbers`` (all different) that stand in rising order: those that stayed where they were."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        place = bisect_left(ends, number)
        chain = [*(chains[place - 1] if place else []), number]
        ends[place : place + 1] = [number]
        chains[place : place + 1] = [chain]
    return set(chains[-1]) if chains else set()
