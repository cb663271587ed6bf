from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.models import Edition, RenderingLanguage
from declarations.rendering import RenderingError, sealed_paper


class Command(BaseCommand):
    help = "Make the PDF of a published text without the queue: the same bytes as the worker makes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol", help="the symbol of the text")
        parser.add_argument("--language", choices=RenderingLanguage.values, required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write the PDF to")
        parser.add_argument("--edition", type=int, help="number of the edition; the latest if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = self._edition(options["symbol"], options["edition"])
        language = options["language"]
        if language != RenderingLanguage.BOTH and language not in edition.content().languages:
            raise CommandError(f"Edition {edition.number} of {options['symbol']} has no words in this language.")
        try:
            paper = sealed_paper(edition, language)
            options["out"].mkdir(parents=True, exist_ok=True)
            path = options["out"] / f"{options['symbol']}-{edition.number}-{language}.pdf"
            path.write_bytes(paper.content)
        except (RenderingError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}  {paper.pages} pages  {len(paper.content)} bytes  SHA-256 {paper.sha256}")

    def _edition(self, symbol: str, number: int | None) -> Edition:
        editions = Edition.objects.filter(text__symbol=symbol).order_by("-number")
        edition = editions.filter(number=number).first() if number else editions.first()
        if edition is None:
            which = f"edition {number}" if number else "edition"
            raise CommandError(f"There is no published {which} of a text with the symbol {symbol!r}.")
        return edition
