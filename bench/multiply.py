"""Run inside a scratch portal: a hundred times the record. What grows with the years is copied with all that hangs on
it: sources, meetings, texts with their paragraphs, decisions, editions and PDFs. Members and presidencies do not grow
so: there are eleven countries, and one presidency a year.
"""

import os
import re
from typing import Any
from uuid import UUID, uuid5

TIMES = 100
UID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
GROWING = (
    "common.Source",
    "common.Discrepancy",
    "meetings.Meeting",
    "declarations.Text",
    "declarations.Paragraph",
    "declarations.Decision",
    "declarations.Commitment",
    "declarations.Edition",
    "declarations.Rendering",
)


class Copies:
    """Copies of one generation know each other: a copied paragraph hangs on the copied text."""

    def __init__(self) -> None:
        from django.apps import apps

        self.models = [apps.get_model(name) for name in GROWING]
        self.rows = {model: list(model._base_manager.order_by("pk")) for model in self.models}
        self.links = {
            through: list(through.objects.order_by("pk")) for model in self.models for through in links_of(model)
        }
        self.next = {model: last_key(model) + 1 for model in [*self.models, *self.links]}

    def make(self, generation: int) -> None:
        """Add one more record to the database."""
        keys: dict[Any, dict[int, int]] = {model: {} for model in self.models}
        for model in self.models:
            for row in self.rows[model]:
                keys[model][row.pk] = self.next[model]
                self.next[model] += 1
        for model in [*self.models, *self.links]:
            rows = [copied(row, generation, keys) for row in self.rows.get(model, self.links.get(model, []))]
            if model in self.links:
                for row in rows:
                    row.pk = self.next[model]
                    self.next[model] += 1
            model._base_manager.bulk_create(rows, batch_size=500)


def links_of(model: Any) -> list[Any]:
    return [field.remote_field.through for field in model._meta.local_many_to_many]


def last_key(model: Any) -> int:
    from django.db.models import Max

    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def copied(row: Any, generation: int, keys: dict[Any, dict[int, int]]) -> Any:
    """A copy of ``row`` under keys of its own, pointing to the copies of what it points to."""
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key:
            value = keys[type(row)][value] if type(row) in keys else None
        elif field.is_relation:
            value = keys.get(field.related_model, {}).get(value, value)
        elif field.unique and value is not None:
            is_uid = field.get_internal_type() == "UUIDField"
            value = uuid5(value, str(generation)) if is_uid else renamed(value, generation, field)
        elif field.name == "canonical":  # an edition names the paragraphs of its text
            value = UID.sub(lambda uid: str(uuid5(UUID(uid.group()), str(generation))), value)
        elif field.name == "ordinal":
            value = None
        values[field.attname] = value
    return type(row)(**values)


def renamed(value: str, generation: int, field: Any) -> str:
    mark = f"-{generation}"
    return f"{value[: field.max_length - len(mark)]}{mark}"


def multiply() -> None:
    from django.db import connection, transaction

    from common.revision import bump_revision

    with transaction.atomic():
        copies = Copies()
        for generation in range(2, TIMES + 1):
            copies.make(generation)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for model in copies.next:
                    table = model._meta.db_table
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}", [table])
        bump_revision()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    multiply()
