from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.chain import Fault, walk

WHAT_IS_WRONG = {
    Fault.ALTERED: "link {at} is altered: it no longer says what was hashed",
    Fault.MISSING: "link {at} is missing: what follows it is there, it is not",
    Fault.ORDER: "link {at} is out of order: it follows another link than the one before it",
}


class Command(BaseCommand):
    """Prove the chain of the journal.

    A chain proves its own inside: a link that was altered, taken out or exchanged is named. It cannot prove its end:
    a journal from which the last links were cut, or that was written anew from some link on, is a good chain too.
    Against that, note the head's hash down elsewhere from time to time, and ask for it with ``--expect``.
    """

    help = "Prove that no entry of the journal was changed, taken out or exchanged; exits with 1 where one was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", metavar="HASH", default="", help="a head noted down earlier")

    def handle(self, *args: Any, expect: str, **options: Any) -> None:
        expected = expect.strip().lower()
        found = walk(expected)
        if found.fault:
            reason = WHAT_IS_WRONG[found.fault].format(at=found.at)
            raise CommandError(f"The chain is broken: {reason}. {found.links} links before it hold.")
        if not found.knows_expected:
            raise CommandError(
                f"No link of the {found.links} bears the hash {expected}: the end of the journal was cut off "
                "or written anew since that head was noted down."
            )
        if expected:
            self.stdout.write(f"The expected head is in the chain: {expected}")
        self.stdout.write(self.style.SUCCESS(f"The chain holds: {found.links} links, head {found.head}"))
