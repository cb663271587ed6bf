"""Entries of the record as read, what can be wrong with them, and what one says for another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from crm_portal.record.entities import Entity
from crm_portal.record.fields import all_columns


@dataclass(frozen=True, order=True)
class Problem:
    """Why a record is refused, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadRecord(Exception):
    """The files cannot be loaded; ``problems`` are all that was found, in the order of files and lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = sorted(problems)


@dataclass
class Entry:
    """One thing of the record: its values by column, as ``fields.py`` defines them."""

    entity: Entity
    key: str
    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    around: "Entry | None" = None

    @property
    def name(self) -> str:
        """How messages call it: ``meeting crm-19``."""
        return f"{self.entity.name} {self.key}"

    @property
    def outermost(self) -> "Entry":
        return self.around.outermost if self.around else self


Record = dict[str, dict[str, Entry]]  # by the name of the entity, then by key; in the order of the files


def contradictions(record: Record) -> list[Problem]:
    """What no field alone can show: dates in the wrong order, values that only one entry may have."""
    problems = []
    seen: dict[tuple[Any, ...], Entry] = {}
    for entry in (entry for entries in record.values() for entry in entries.values()):
        start, end = entry.values.get("start"), entry.values.get("end")
        if start and end and end < start[: len(end)]:
            problems.append(Problem(entry.file, entry.line, f"{entry.name} ends before it starts"))
        for names, values in _unique_values(entry):
            first = seen.setdefault((entry.entity.name, names, values), entry)
            if first is not entry:
                reason = f"{entry.name} has the same {' and '.join(names)} as {first.key}"
                problems.append(Problem(entry.file, entry.line, reason))
    return problems


def _unique_values(entry: Entry) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """The values of ``entry`` that the database lets only one row have."""
    for constraint in entry.entity.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            values = tuple(entry.values.get(name) for name in constraint.fields)
            if None not in values:
                yield constraint.fields, values


def mirror(record: Record) -> None:
    """Where a relation goes both ways ("held together with"), what one entry says holds for the other."""
    for entry in (entry for entries in record.values() for entry in entries.values()):
        for column in all_columns(entry.entity).values():
            if column.is_many and getattr(column.field.remote_field, "symmetrical", False):
                for other in entry.values[column.name]:
                    values = record[entry.entity.name][other].values
                    values[column.name] = sorted({*values[column.name], entry.key})
