import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db.models import FileField, Model


class Command(BaseCommand):
    help = "Compare stored files with the rows that name them, both ways, and their SHA-256 where a row keeps it."

    def handle(self, *args: Any, **options: Any) -> None:
        stored = set(files_of(default_storage))  # before the rows: a file is always written before its row
        named: set[str] = set()
        faults = 0
        for row, name in rows_with_files():
            named.add(name)
            if fault := self._fault(row, name, stored):
                faults += 1
                self.stdout.write(f"{fault}: {name}  ({row._meta.label} {row.pk})")
        for name in sorted(stored - named):
            faults += 1
            self.stdout.write(f"file without row: {name}")
        if faults:
            raise CommandError(f"{faults} faults in {len(named)} rows and {len(stored)} files")
        self.stdout.write(f"{len(named)} rows, {len(stored)} files, no fault")

    def _fault(self, row: Model, name: str, stored: set[str]) -> str:
        if name not in stored:
            return "row without file"
        expected = getattr(row, "sha256", "")
        if expected and sha256_of(name) != expected:
            return "file changed since it was stored"
        return ""


def files_of(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in ``storage``, half-written ones included."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in files)
    for name in folders:
        yield from files_of(storage, prefix + name)


def rows_with_files() -> Iterator[tuple[Model, str]]:
    """Every row of every model that names a stored file, with that name."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                for row in model._default_manager.exclude(**{field.name: ""}).iterator():
                    yield row, getattr(row, field.name).name


def sha256_of(name: str) -> str:
    """The SHA-256 of a stored file, in hexadecimal."""
    with default_storage.open(name, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
