from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crm_portal.record.entries import BadRecord
from crm_portal.record.loading import Conflicts, Count, Report, load


class Command(BaseCommand):
    help = "Load the historical record of the conference. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=settings.BASE_DIR / "record")
        side = parser.add_mutually_exclusive_group()
        side.add_argument(
            "--theirs",
            dest="side",
            action="store_const",
            const="theirs",
            default="",
            help="in a conflict, take the files",
        )
        side.add_argument(
            "--ours", dest="side", action="store_const", const="ours", help="in a conflict, keep the database"
        )

    def handle(self, *args: Any, directory: Path, side: str, **options: Any) -> None:
        try:
            report = load(directory, side=side, progress=self._progress)
        except BadRecord as error:
            raise CommandError(f"{error}\nThe record was refused; nothing was written.") from error
        except Conflicts as error:
            lines = "\n".join(error.report.conflicts)
            raise CommandError(
                f"{lines}\n{len(error.report.conflicts)} conflicts; nothing was written. "
                "--theirs takes the files, --ours keeps the database."
            ) from error
        self._close(report)

    def _progress(self, name: str, count: Count) -> None:
        self.stdout.write(
            f"{name:<16} {count.created:>5} created {count.updated:>5} updated {count.unchanged:>5} unchanged"
            f" {count.conflicts:>5} conflicts"
        )

    def _close(self, report: Report) -> None:
        for entry in report.kept:
            self.stdout.write(f"kept as edited: {entry}")
        for entry in report.gone:
            self.stdout.write(f"gone from the record, kept in the database: {entry}")
        if report.editions:
            self.stdout.write(f"{report.editions} editions published")
        self.stdout.write(self.style.SUCCESS("Loaded." if report.changed else "Nothing has changed."))
