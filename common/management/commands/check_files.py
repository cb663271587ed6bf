from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from common.stocktaking import files_of, rows_with_files, sha256_of


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
