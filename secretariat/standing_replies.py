"""What the replies of a step come to: consensus, or what stands in its way. Pure; nothing is counted.

Decisions are taken by consensus (report of 20 years, "decision making"). What it means that a member does not reply is
a choice of each consultation, for the sources do not say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a member stands in a step: its last ``reply``, or none, and by when it replies.

    ``consulted`` is the row of the member in the step.
    """

    consulted: Any
    reply: Any | None

    @property
    def name(self) -> str:
        return str(self.consulted.participant)

    @property
    def answer(self) -> str:
        """``agree``, ``comment``, ``object``, ``time``, or empty for no reply."""
        return self.reply.answer if self.reply else ""

    @property
    def due_at(self) -> datetime:
        return self.consulted.due_at


def against_consensus(stands: Iterable[Stand], silence: str) -> Iterator[Refusal]:
    """Why there is no consensus, each reason with the members that it names; none where there is one.

    An objection stands in its way, and so does a request for time that was not met. A comment is no objection. Where
    consent must be expressed, neither silence nor a comment expresses it.
    """
    found = list(stands)
    if names := _named(found, "object"):
        yield Refusal(_("There is no consensus: %(names)s object."), names=names)
    if names := _named(found, "time"):
        yield Refusal(_("Still asking for more time: %(names)s."), names=names)
    if silence == "express" and (names := _named(found, "", "comment")):
        yield Refusal(_("Consent must be expressed, and these have not expressed it: %(names)s."), names=names)


def _named(stands: list[Stand], *answers: str) -> str:
    return ", ".join(sorted(stand.name for stand in stands if stand.answer in answers))
