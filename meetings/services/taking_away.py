"""Who took closed papers of a meeting away: lines of the journal."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from common.journal import record_act
from meetings.archive import Archive
from meetings.models import Document, Meeting, Statement
from meetings.queries.packs import Pack


@transaction.atomic
def record_archive(archive: Archive, *, by: Any) -> None:
    """Write that ``by`` took an archive away, with the symbols of its papers.

    Nothing is written for what is public.
    """
    symbols = list(dict.fromkeys(one.document.symbol for one in archive.packed))
    if _is_closed(archive.meeting, symbols, {one.statement.pk for one in archive.said}, by):
        after = {"files": archive.count, "symbols": symbols}
        record_act("download_papers", archive.meeting, by=by, after=after)


@transaction.atomic
def record_pack(pack: Pack, *, by: Any) -> None:
    """Write that ``by`` took a pack away; nothing for a visitor, whose pack holds what is everybody's."""
    if by.is_authenticated:
        record_act("download_pack", pack.meeting, by=by)


def _is_closed(meeting: Meeting, symbols: list[str], statements: set[int], by: Any) -> bool:
    if not by.is_authenticated:
        return False
    public = Document.objects.visible_to(AnonymousUser()).filter(meeting=meeting, symbol__in=symbols).count()
    said = Statement.objects.visible_to(AnonymousUser()).filter(pk__in=statements).count() if statements else 0
    return public < len(symbols) or said < len(statements)
