"""Loading the record: one transaction, nothing written over that staff edited, a second load changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import translation

from common.journal import record_act
from common.revision import bump_revision
from crm_portal.record.entities import ENTITIES, Entity
from crm_portal.record.entries import BadRecord, Entry, Problem, Record
from crm_portal.record.fields import all_columns
from crm_portal.record.merging import Merged, Side, merge
from crm_portal.record.publishing import publish_loaded
from crm_portal.record.reading import read_record
from crm_portal.record.rows import Rows

LOADER = "load_record"


@dataclass
class Count:
    """What happened to the entries of one kind."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0


@dataclass
class Report:
    """What a load did. ``kept`` names edits of staff that were left alone, ``gone`` entries that left the files."""

    counts: dict[str, Count] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    editions: int = 0

    @property
    def changed(self) -> bool:
        return any(count.created or count.updated for count in self.counts.values()) or bool(self.editions)


class Conflicts(Exception):
    """File and database changed the same fields; nothing was written. ``report`` names them."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(report.conflicts))
        self.report = report


def load(
    directory: Path, *, side: Side = "", by: Any = LOADER, progress: Callable[[str, Count], None] | None = None
) -> Report:
    """Bring the database to what the files in ``directory`` say, and return what was done.

    Raises ``BadRecord`` (every problem with file and line) or ``Conflicts``, and then nothing was written. ``side``
    settles conflicts: "theirs" takes the files, "ours" keeps the database. Entries that left the files stay in the
    database and are named in the report. New and changed summaries are published. ``progress`` is called after each
    kind of entry.
    """
    record = read_record(directory)
    with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE), transaction.atomic():
        loading = Loading(record, side)
        for entity in ENTITIES:
            loading.load(entity)
            if progress:
                progress(entity.name, loading.report.counts[entity.name])
        if loading.report.conflicts:
            raise Conflicts(loading.report)
        loading.finish(by)
    return loading.report


class Loading:
    """One load in progress."""

    def __init__(self, record: Record, side: Side) -> None:
        self.record = record
        self.side = side
        self.rows = Rows(record)
        self.report = Report(gone=sorted(self._gone()))
        self.seen: dict[tuple[str, str], dict[str, Any]] = {}
        self.touched: dict[str, dict[int, dict[str, Any]]] = {}

    def _gone(self) -> list[str]:
        return [f"{entity} {key}" for entity, key in self.rows.loaded if key not in self.record.get(entity, {})]

    def load(self, entity: Entity) -> None:
        """Compare every entry of one kind, then write what is new and what changed."""
        count = self.report.counts.setdefault(entity.name, Count())
        new: list[Entry] = []
        changes: dict[int, dict[str, Any]] = {}
        for entry in self.record[entity.name].values():
            row = self.rows.row_of(entry)
            if row is None:
                if self._is_wanted(entry, count):
                    new.append(entry)
            else:
                self._compare(entry, row, count, changes)
        self._write(entity, new, changes)
        count.created, count.updated = len(new), len(changes)

    def _is_wanted(self, entry: Entry, count: Count) -> bool:
        """A row that was loaded before and is gone was deleted by staff: that is an edit, and is respected."""
        last = self.rows.loaded.get((entry.entity.name, entry.key))
        if missing := self.rows.missing_for(entry):
            self.report.kept.append(f"{entry.name}: not loaded, as {missing} was deleted from the database")
            return False
        self.seen[entry.entity.name, entry.key] = entry.values
        if last is None or self.side == "theirs":
            return True
        if last.values == entry.values or self.side == "ours":
            self.report.kept.append(f"{entry.name}: deleted from the database")
            count.unchanged += 1
        else:
            self.report.conflicts.append(f"{entry.name}: changed in the record, deleted from the database")
            count.conflicts += 1
        return False

    def _compare(self, entry: Entry, row: models.Model, count: Count, changes: dict[int, dict[str, Any]]) -> None:
        last = self.rows.loaded.get((entry.entity.name, entry.key))
        merged = merge(
            record=entry.values,
            database=self.rows.values_of(entry.entity, row),
            last=last.values if last else {},
            empty={name: column.empty for name, column in all_columns(entry.entity).items()},
            side=self.side,
        )
        self._note(entry, merged)
        self.seen[entry.entity.name, entry.key] = merged.seen
        if merged.changes:
            changes[row.pk] = merged.changes
        count.conflicts += bool(merged.clashes)
        count.unchanged += not merged.changes and not merged.clashes

    def _note(self, entry: Entry, merged: Merged) -> None:
        self.report.conflicts += [
            f"{entry.name} {clash.column}: record says {clash.record!r}, database says {clash.database!r}"
            for clash in merged.clashes
        ]
        self.report.kept += [f"{entry.name} {column}" for column in merged.kept]

    def _write(self, entity: Entity, new: list[Entry], changes: dict[int, dict[str, Any]]) -> None:
        if self.report.conflicts:
            return
        try:
            self.rows.update(entity, changes)
            self.rows.create(entity, new)
        except IntegrityError as error:
            raise BadRecord(
                [Problem(", ".join(entity.files) or entity.name, 0, f"the database refuses: {error}")]
            ) from error
        created = {self.rows.ids[entity.model][entry.key]: entry.values for entry in new}
        self.rows.relate(entity, created | changes)
        self.touched[entity.name] = created | changes

    def finish(self, by: Any) -> None:
        """Publish, remember what was loaded, and tell the site and the journal, if anything changed."""
        self.rows.remember(self.seen, {entity.name: entity.model for entity in ENTITIES})
        self.rows.keep_history(by)
        self.report.editions = publish_loaded(self.rows, self.touched, by=by)
        if self.report.changed:
            counts = {name: vars(count) for name, count in self.report.counts.items()}
            record_act("load_record", None, by=by, after=counts)
            bump_revision()
