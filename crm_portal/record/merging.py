"""The three-way comparison: the file, the database, and what was last loaded."""

from dataclasses import dataclass, field
from typing import Any, Literal

Side = Literal["", "ours", "theirs"]


@dataclass(frozen=True)
class Clash:
    """File and database both changed one field since the last load, and differently."""

    column: str
    record: Any
    database: Any


@dataclass
class Merged:
    """What to write (only what changes), what to remember as last loaded, and what clashes."""

    changes: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def merge(
    *, record: dict[str, Any], database: dict[str, Any], last: dict[str, Any], empty: dict[str, Any], side: Side = ""
) -> Merged:
    """Compare field by field. Nothing that was edited in the database is written over unless ``side`` is "theirs".

    A file that did not change since the last load leaves the database alone; a database that did not change takes
    the file; where both changed to different values it is a clash, settled by ``side``: "theirs" takes the file,
    "ours" keeps the database and remembers the file as seen, so that the same clash does not come again.
    ``empty`` stands for fields that the record did not have at the last load.
    """
    merged = Merged()
    for column, ours in record.items():
        base, there = last.get(column, empty.get(column)), database[column]
        merged.seen[column] = ours
        if there == ours:
            continue
        if ours == base:
            merged.kept.append(column)
        elif there == base or side == "theirs":
            merged.changes[column] = ours
        elif side == "ours":
            merged.kept.append(column)
        else:
            merged.clashes.append(Clash(column, ours, there))
    return merged
