"""The database as the record sees it: rows found by key, values made plain, changes written in bulk."""

from collections import defaultdict
from typing import Any

from django.db import models
from django.db.models import F

from common.models import RecordEntry
from crm_portal.record.entities import BY_NAME, ENTITIES, Entity
from crm_portal.record.entries import Entry, Record
from crm_portal.record.fields import Column, all_columns

FAR = 1_000_000  # beyond any place in a list: where rows wait while their places are exchanged


class Rows:
    """All rows that the record may touch, read once; later questions are answered from memory."""

    def __init__(self, record: Record) -> None:
        self.loaded = {(entry.entity, entry.key): entry for entry in RecordEntry.objects.all()}
        self.instances: dict[str, dict[int, models.Model]] = {}
        self.keys: dict[type[models.Model], dict[int, str]] = {}
        self.ids: dict[type[models.Model], dict[str, int]] = {}
        self.many: dict[tuple[str, str], dict[int, list[int]]] = {}
        self.created: dict[str, list[models.Model]] = {}
        self.updated: dict[str, list[models.Model]] = {}
        for entity in ENTITIES:
            self._read(entity, record[entity.name])

    def _read(self, entity: Entity, entries: dict[str, Entry]) -> None:
        rows = {row.pk: row for row in entity.model._base_manager.all()}
        self.instances[entity.name] = rows
        by_identity = {str(getattr(row, entity.identity)): pk for pk, row in rows.items()} if entity.identity else {}
        ids: dict[str, int] = {}
        for key in entries:
            remembered = self.loaded.get((entity.name, key))
            pk = remembered.row if remembered and remembered.row in rows else by_identity.get(entity.to_identity(key))
            if pk is not None:
                ids[key] = pk
        self.ids[entity.model] = ids
        self.keys[entity.model] = {pk: identity for identity, pk in by_identity.items()} | {
            pk: key for key, pk in ids.items()
        }
        for column in all_columns(entity).values():
            if column.is_many:
                self.many[entity.name, column.name] = _read_many(column)

    def row_of(self, entry: Entry) -> models.Model | None:
        pk = self.ids[entry.entity.model].get(entry.key)
        return self.instances[entry.entity.name].get(pk) if pk is not None else None

    def values_of(self, entity: Entity, row: models.Model) -> dict[str, Any]:
        """The plain values of a row, as ``Entry.values`` has them."""
        values: dict[str, Any] = {}
        for name, column in all_columns(entity).items():
            if column.is_many:
                keys = self.keys[column.field.related_model]
                values[name] = sorted(keys[pk] for pk in self.many[entity.name, name].get(row.pk, ()))
            elif column.target:
                pk = getattr(row, column.field.attname)
                values[name] = None if pk is None else self.keys[column.field.related_model].get(pk, f"#{pk}")
            else:
                values[name] = column.from_database(getattr(row, name))
        return values

    def missing_for(self, entry: Entry) -> str:
        """What ``entry`` must point to but is no longer in the database; empty when it can be written."""
        for name, column in all_columns(entry.entity).items():
            key = entry.values[name]
            if column.is_many or column.target in (None, entry.entity) or key is None:
                continue
            if key not in self.ids[column.field.related_model]:
                return f"{column.target.name} {key}"
        return ""

    def create(self, entity: Entity, entries: list[Entry]) -> None:
        """Insert one row per entry; relations to rows of the same kind are written afterwards (``relate``)."""
        rows = [self._instance(entity, entry) for entry in entries]
        self.created[entity.name] = rows
        for entry, row in zip(entries, entity.model._base_manager.bulk_create(rows), strict=True):
            self.instances[entity.name][row.pk] = row
            self.ids[entity.model][entry.key] = row.pk
            self.keys[entity.model][row.pk] = entry.key

    def _instance(self, entity: Entity, entry: Entry) -> models.Model:
        values: dict[str, Any] = {name: made() for name, made in entity.born.items()}
        if entity.identity:
            values[entity.identity] = entity.to_identity(entry.key)
        for name, column in all_columns(entity).items():
            if not column.is_many and column.target is not entity:
                self._put(values, column, entry.values[name])
        return entity.model(**values)

    def _put(self, values: dict[str, Any], column: Column, value: Any) -> None:
        if column.target:
            values[column.field.attname] = self.ids[column.field.related_model].get(value)
        else:
            values[column.name] = value

    def update(self, entity: Entity, changes: dict[int, dict[str, Any]]) -> None:
        """Write changed columns of existing rows. Rows that change places step aside first, as places are unique."""
        moving = [pk for pk, columns in changes.items() if entity.position in columns]
        if moving and entity.name == "paragraph":
            entity.model._base_manager.filter(pk__in=moving).update(**{entity.position: F(entity.position) + FAR})
        for pk, columns in changes.items():
            row = self.instances[entity.name][pk]
            values: dict[str, Any] = {}
            for name, value in columns.items():
                column = all_columns(entity)[name]
                if not column.is_many and column.target is not entity:
                    self._put(values, column, value)
            for name, value in values.items():
                setattr(row, name, value)
            if values:
                getattr(row, "save_without_historical_record", row.save)()
        self.updated[entity.name] = [self.instances[entity.name][pk] for pk in changes]

    def relate(self, entity: Entity, changes: dict[int, dict[str, Any]]) -> None:
        """Write the relations that need every row of their kind: to the same kind, and those to many."""
        for name, column in all_columns(entity).items():
            wanted = {pk: columns[name] for pk, columns in changes.items() if name in columns}
            if column.is_many:
                self._relate_many(column, wanted)
            elif column.target is entity:
                self._relate_one(entity, column, wanted)

    def _relate_one(self, entity: Entity, column: Column, wanted: dict[int, str | None]) -> None:
        rows = [self.instances[entity.name][pk] for pk in wanted]
        for row in rows:
            key = wanted[row.pk]
            setattr(row, column.field.attname, self.ids[entity.model].get(key))
        entity.model._base_manager.bulk_update(rows, [column.name])

    def _relate_many(self, column: Column, wanted: dict[int, list[str]]) -> None:
        through, source, target = _through(column)
        ids = self.ids[column.field.related_model]
        through._base_manager.filter(**{f"{source}__in": list(wanted)}).delete()
        through._base_manager.bulk_create(
            through(**{source: pk, target: ids[key]}) for pk, keys in wanted.items() for key in keys if key in ids
        )

    def keep_history(self, by: Any) -> None:
        """One version of each row that was created or updated, as it stands now that it is wholly written."""
        for rows, is_update in ((self.created, False), (self.updated, True)):
            for name, written in rows.items():
                if history := getattr(BY_NAME[name].model, "history", None):
                    who = {"default_user": by} if isinstance(by, models.Model) else {"default_change_reason": str(by)}
                    history.bulk_history_create(written, update=is_update, **who)

    def remember(self, seen: dict[tuple[str, str], dict[str, Any]], models_of: dict[str, type[models.Model]]) -> None:
        """Keep what was loaded, and in which row, for the next comparison."""
        new, changed = [], []
        for (entity, key), values in seen.items():
            row = self.ids[models_of[entity]].get(key)
            entry = self.loaded.get((entity, key))
            if entry is None:
                new.append(RecordEntry(entity=entity, key=key, values=values, row=row))
            elif entry.values != values or (row is not None and entry.row != row):
                entry.values, entry.row = values, row if row is not None else entry.row
                changed.append(entry)
        RecordEntry.objects.bulk_create(new)
        RecordEntry.objects.bulk_update(changed, ["values", "row"], batch_size=200)


def _through(column: Column) -> tuple[type[models.Model], str, str]:
    """The table of a relation to many, its column for this side and for the other."""
    through = column.field.remote_field.through
    source = through._meta.get_field(column.field.m2m_field_name()).attname
    return through, source, through._meta.get_field(column.field.m2m_reverse_field_name()).attname


def _read_many(column: Column) -> dict[int, list[int]]:
    through, source, target = _through(column)
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in through._base_manager.values_list(source, target):
        found[one].append(other)
    return found
