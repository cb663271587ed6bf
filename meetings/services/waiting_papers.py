"""Many papers at once: files wait, their giver says what each is, and then all become papers or none does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.uploads import CheckedUpload, discard_file, store_upload
from meetings.models import Document, Meeting, WaitingPaper
from meetings.services.documents import add_document, add_revision, only_preparers
from meetings.symbols import kind_in

WAITS = timedelta(days=2)
MACHINE = "sweep_waiting_papers"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a waiting file is to be: of which symbol, in which language; the titles for a paper that is new."""

    waiting: WaitingPaper
    symbol: str
    language: str
    title_es: str = ""
    title_en: str = ""


class RowsRefused(Exception):
    """Nothing was written. ``rows`` has, by the key of each waiting file that is not taken, the sentences why."""

    def __init__(self, rows: dict[int, list[str]]) -> None:
        super().__init__(f"{len(rows)} files are not taken")
        self.rows = rows


@transaction.atomic
def give_papers(*, meeting: Meeting, uploads: Iterable[CheckedUpload], by: Any) -> list[WaitingPaper]:
    """Keep files until whoever gave them says what they are; after two days they are discarded.

    All are kept or none is. Raises ``PermissionDenied``, and ``Refusal`` as uploads do.
    """
    only_preparers(by, meeting)
    given = [WaitingPaper.objects.create(meeting=meeting, file=store_upload(one, by=by)) for one in uploads]
    record_act("give_papers", meeting, by=by, after={"files": [one.file.name for one in given]})
    return given


@transaction.atomic
def confirm_papers(
    *, meeting: Meeting, chosen: Iterable[Chosen], left_out: Iterable[WaitingPaper], values: Mapping[str, Any], by: Any
) -> int:
    """Make papers of the waiting files, in one transaction, and discard those left out; returns how many were taken.

    A symbol that the meeting has gets the next revision, another one a new paper with ``values`` (audience, session,
    item, day of opening). Raises ``RowsRefused`` with what is wrong with each; then nothing was written.
    """
    only_preparers(by, meeting)
    rows, taken = list(chosen), set()
    refused: dict[int, list[str]] = {}
    for row in rows:
        _must_wait(row.waiting, meeting, by)
        try:
            if (row.symbol, row.language) in taken:
                raise Refusal(_("Another of these files is the same language of the same paper."))
            taken.add((row.symbol, row.language))
            with transaction.atomic():
                _take(meeting, row, values, by)
        except ValidationError as error:
            refused[row.waiting.pk] = error.messages
    if refused:
        raise RowsRefused(refused)
    for one in left_out:
        _must_wait(one, meeting, by)
        _discard(one, by=by)
    return len(rows)


def sweep_waiting_papers(now: datetime) -> int:
    """Discard what was given two days before ``now`` and never confirmed; returns how many."""
    swept = 0
    for one in WaitingPaper.objects.filter(given_at__lt=now - WAITS).order_by("pk"):
        with transaction.atomic():
            locked = WaitingPaper.objects.select_for_update().filter(pk=one.pk).first()
            if locked is not None:
                _discard(locked, by=MACHINE)
                swept += 1
    return swept


def _take(meeting: Meeting, row: Chosen, values: Mapping[str, Any], by: Any) -> None:
    document = Document.objects.filter(symbol=row.symbol).first()
    if document is None:
        _needs_titles(row)
        named = {"symbol": row.symbol, "title_es": row.title_es, "title_en": row.title_en}
        document = add_document(meeting=meeting, values={**values, **named, "kind": kind_in(row.symbol)}, by=by)
    elif document.meeting_id != meeting.pk or not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise Refusal(_("The symbol %(symbol)s is taken already."), symbol=row.symbol)
    WaitingPaper.objects.filter(pk=row.waiting.pk).delete()  # the row in hand keeps its key, by which it is refused
    add_revision(document, language=row.language, upload=row.waiting.file, by=by)


def _needs_titles(row: Chosen) -> None:
    if not row.symbol:
        raise Refusal(_("Say which symbol it has."))
    if not (row.title_es.strip() and row.title_en.strip()):
        raise Refusal(_("A new paper needs its title in both languages."))


def _must_wait(waiting: WaitingPaper, meeting: Meeting, by: Any) -> None:
    """Locks the row: of two confirmations at once the second is told."""
    own = WaitingPaper.objects.select_for_update(of=("self",)).filter(pk=waiting.pk, meeting=meeting)
    if not own.filter(file__uploaded_by_id=by.pk).exists():
        raise Refusal(_("This file does not wait any more."))


def _discard(waiting: WaitingPaper, *, by: Any) -> None:
    stored = waiting.file
    waiting.delete()
    discard_file(stored, by=by)
