from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from common.access import Audience
from declarations.models import Text
from declarations.services.publishing import PublishingError, publish_text
from declarations.services.texts import choose_audience


class Command(BaseCommand):
    help = "Publish the working copy of a text as its next edition, and ask for its PDFs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol")
        parser.add_argument("--audience", choices=Audience.values, metavar="AUDIENCE",
                            help="for whom: " + ", ".join(Audience.values))  # fmt: skip
        parser.add_argument("--reason", default="", help="what this edition corrects; asked for from the second on")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = Text.objects.get(symbol=options["symbol"])
            if options["audience"]:
                text = choose_audience(text, audience=options["audience"], opens_on=text.opens_on, by="publish_text")
            edition = publish_text(text, by="publish_text", reason=options["reason"])
        except Text.DoesNotExist as error:
            raise CommandError(_("There is no text “%(symbol)s”.") % {"symbol": options["symbol"]}) from error
        except PublishingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Published: %(symbol)s, edition %(number)s, code %(code)s.")
            % {"symbol": text.symbol, "number": edition.number, "code": edition.code}
        )
