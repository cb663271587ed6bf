"""What would become of each file that waits to be a paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetings.models import Document, Meeting, WaitingPaper
from meetings.queries.documents import Paper, papers_in, series_by_kind
from meetings.symbols import NameRead, read_name


@dataclass(frozen=True, slots=True)
class Planned:
    """A waiting file and what would become of it.

    ``paper`` is the document that it would revise, None where a new one would be entered; ``revision`` the number that
    it would get. It ``is_readable`` once symbol and language are known, by its name or by hand.
    """

    waiting: WaitingPaper
    read: NameRead
    symbol: str
    language: str
    paper: Paper | None
    revision: int
    is_second: bool

    @property
    def is_readable(self) -> bool:
        return bool(self.symbol and self.language)

    @property
    def is_the_same(self) -> bool:
        """Whether the present revision has these very bytes."""
        present = self.paper.present.get(self.language) if self.paper else None
        return present is not None and present.file.sha256 == self.waiting.file.sha256


def waiting_of(meeting: Meeting, user: Any) -> list[WaitingPaper]:
    """The files that ``user`` gave for ``meeting`` and has not yet said what they are. One query."""
    given = WaitingPaper.objects.filter(meeting=meeting, file__uploaded_by_id=user.pk)
    return list(given.select_related("file").order_by("pk"))


def plan_of(meeting: Meeting, user: Any, chosen: Mapping[int, tuple[str, str]] | None = None) -> list[Planned]:
    """What would become of each waiting file, by its name, or by the symbol and language in ``chosen`` (by its key).

    At most three queries, whatever their number. Only papers that ``user`` sees are recognised.
    """
    waiting = waiting_of(meeting, user)
    if not waiting:
        return []
    series = series_by_kind(meeting)
    papers = {one.document.symbol: one for one in papers_in(Document.objects.visible_to(user).filter(meeting=meeting))}
    planned, seen = [], set()
    for one in waiting:
        read = read_name(one.file.name, series=series, known=list(papers))
        symbol, language = (chosen or {}).get(one.pk, (read.symbol, read.language))
        paper = papers.get(symbol)
        present = paper.present.get(language) if paper else None
        revision = present.revision + 1 if present else 1
        planned.append(Planned(one, read, symbol, language, paper, revision, (symbol, language) in seen))
        if symbol and language:
            seen.add((symbol, language))
    return planned
