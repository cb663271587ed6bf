from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from common.refusals import Refusal, check_size
from declarations.importing.gate import MAX_FILE, SourceFile
from declarations.importing.report import ImportReport
from declarations.models import Text, TextKind
from declarations.services.importing import import_text, prepare_import
from meetings.models import Meeting


class Command(BaseCommand):
    help = "Import a text in Spanish, English or both from DOCX, Markdown or plain text, as a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--meeting", required=True, help="key of the meeting that adopted it")
        parser.add_argument("--kind", required=True, choices=TextKind.values, metavar="KIND",
                            help=", ".join(TextKind.values))  # fmt: skip
        parser.add_argument("--spanish", metavar="FILE", help=".docx, .md or .txt")
        parser.add_argument("--english", metavar="FILE", help=".docx, .md or .txt")
        parser.add_argument("--symbol", help="by default the header's, else <meeting>-<kind>")
        parser.add_argument("--replace", action="store_true", help="replace the words of a draft that exists")
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            what = {
                "meeting": Meeting.objects.get(key=options["meeting"]),
                "kind": options["kind"],
                "symbol": options["symbol"],
                "replace": options["replace"],
                "spanish": read_source(options["spanish"]),
                "english": read_source(options["english"]),
            }
            if options["dry_run"]:
                ready = prepare_import(**what)
                self.show(ready.report.lines(), _("Nothing was written (%(symbol)s).") % {"symbol": ready.symbol})
                return
            text = import_text(by="import_text", **what)
        except Meeting.DoesNotExist as error:
            raise CommandError(_("There is no meeting “%(key)s”.") % {"key": options["meeting"]}) from error
        except Refusal as error:
            raise CommandError(str(error)) from error
        self.show(report_lines(text), _("Imported as %(symbol)s.") % {"symbol": text.symbol})

    def show(self, lines: list[str], last: str) -> None:
        for line in [*lines, last]:
            self.stdout.write(line)


def report_lines(text: Text) -> list[str]:
    return ImportReport.from_json(text.import_report).lines()


def read_source(name: str | None) -> SourceFile | None:
    """A file of the operator's, never more of it than is taken. Raises ``Refusal``."""
    if name is None:
        return None
    path = Path(name)
    if not path.is_file():
        raise Refusal(_("There is no file %(name)s."), name=name)
    check_size(path.name, path.stat().st_size, MAX_FILE)
    try:
        with path.open("rb") as file:
            return SourceFile(path.name, file.read(MAX_FILE + 1))
    except OSError as error:
        raise Refusal(_("%(name)s cannot be read: %(reason)s."), name=name, reason=error.strerror) from error
