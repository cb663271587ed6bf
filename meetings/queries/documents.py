"""Papers of a meeting, as lists and downloads show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet

from common.models import StoredFile
from meetings.models import AgendaItem, Document, DocumentFile, DocumentKind, Meeting, SymbolSeries
from meetings.queries.agenda import agenda_once
from meetings.queries.agenda_lines import Line, SessionLines
from meetings.symbols import series_of

KINDS = list(DocumentKind.values)  # working documents, for information, of the session, reports
OF_FILE = {f"file_{name}": F(f"files__{name}") for name in ("pk", "language", "revision", "note", "added_at")}
OF_STORED = {
    f"stored_{name}": F(f"files__file__{name}") for name in ("pk", "name", "content_type", "size", "sha256", "file")
}
LANGUAGES = ("es", "en")  # equal: a paper that lacks one of them is said to lack it


@dataclass(slots=True)
class Paper:
    """A document with the present file of each language, and the earlier ones, the latest first.

    ``successor`` is the document by which it is superseded, where that is among those that were read with it: nobody
    learns of a paper by the one that it supersedes.
    """

    document: Document
    successor: Document | None = None
    present: dict[str, DocumentFile] = field(default_factory=dict)
    earlier: list[DocumentFile] = field(default_factory=list)

    def add(self, one: DocumentFile) -> None:
        """One more file, of which the present ones come first."""
        if one.language in self.present:
            self.earlier.append(one)
        else:
            self.present[one.language] = one

    @property
    def lacking(self) -> list[str]:
        """Of Spanish and English, what it does not have."""
        return [language for language in LANGUAGES if language not in self.present]

    @property
    def chips(self) -> list[tuple[str, DocumentFile | None]]:
        """Spanish, English, and whatever other language there is; without a file where it is missing."""
        others = sorted(set(self.present) - set(LANGUAGES))
        return [(language, self.present.get(language)) for language in (*LANGUAGES, *others)]

    @property
    def revision(self) -> int:
        """The highest of the present files' revisions; 0 without a file."""
        return max((one.revision for one in self.present.values()), default=0)


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that stand together: under one line of the agenda, or all of them where ``line`` is None."""

    line: Line | None
    session: SessionLines | None
    papers: list[Paper]


def papers_of_meeting(meeting: Meeting, user: Any) -> list[Paper]:
    """The papers of ``meeting`` that ``user`` may see, by kind and number. One query, whatever their number."""
    if not getattr(meeting, "has_documents", True):
        return []
    return papers_in(Document.objects.visible_to(user).filter(meeting=meeting))


def papers_in(documents: QuerySet[Document]) -> list[Paper]:
    """The same of any documents; in the order of their symbols, in which 10 comes after 9."""
    papers: dict[int, Paper] = {}
    named = {**OF_FILE, **OF_STORED}
    for row in documents.order_by("pk", "files__language", "-files__revision").annotate(**named):
        paper = papers.setdefault(row.pk, Paper(row))
        if row.file_pk is not None:
            paper.add(_file_of(row, paper.document))
    for paper in papers.values():
        if paper.document.superseded_by_id in papers:
            paper.successor = papers[paper.document.superseded_by_id].document
    return sorted(papers.values(), key=_place)


def by_item(papers: Iterable[Paper], meeting: Meeting, user: Any) -> list[Group]:
    """``papers`` under the agenda items that ``user`` may see, in the order of the agenda. Two queries with the agenda.

    What hangs on an item that the reader may not see stands with what hangs on none, at the end.
    """
    agenda = agenda_once(meeting, user)
    lines = {line.id: (line, session) for session in (agenda.sessions if agenda else ()) for line in session.walk()}
    under: dict[int | None, list[Paper]] = {}
    for paper in papers:
        under.setdefault(paper.document.item_id if paper.document.item_id in lines else None, []).append(paper)
    groups = [Group(line, session, under[pk]) for pk, (line, session) in lines.items() if pk in under]
    return groups + ([Group(None, None, under[None])] if None in under else [])


def symbol_key(symbol: str) -> list[tuple[int, int, str]]:
    """By which symbols are sorted: their parts, numbers as numbers."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in symbol.split("/")]


def numbered_items(meeting: Meeting, user: Any) -> list[tuple[str, AgendaItem]]:
    """The agenda items that ``user`` may see, each with its number ("2.1") in its session. One query."""
    items = AgendaItem.objects.visible_to(user).filter(session__meeting=meeting).select_related("session")
    children: dict[tuple[int, int | None], list[AgendaItem]] = {}
    for item in items.order_by("session__starts_at", "session", "order", "pk"):
        children.setdefault((item.session_id, item.parent_id), []).append(item)

    def walk(session: int, parent: int | None, prefix: str) -> Iterator[tuple[str, AgendaItem]]:
        for place, item in enumerate(children.get((session, parent), ()), 1):
            yield f"{prefix}{place}", item
            yield from walk(session, item.pk, f"{prefix}{place}.")

    return [line for session in dict.fromkeys(key[0] for key in children) for line in walk(session, None, "")]


def next_symbols(meeting: Meeting) -> list[str]:
    """The symbols that the next paper of each kind would get. Three queries; who writes one down locks its series."""
    prefixes = list(series_by_kind(meeting).values())
    last = last_numbers(prefixes)
    return [f"{prefix}{last[prefix] + 1}" for prefix in prefixes]


def last_numbers(prefixes: list[str]) -> dict[str, int]:
    """The highest number that was given in each series, withdrawn papers included; 0 where none was. Two queries."""
    last = dict.fromkeys(prefixes, 0) | dict(
        SymbolSeries.objects.filter(prefix__in=prefixes).values_list("prefix", "last")
    )
    begins = [Q(symbol__startswith=prefix) for prefix in prefixes]
    for symbol in Document.objects.filter(reduce(or_, begins)).values_list("symbol", flat=True):
        prefix = next(one for one in prefixes if symbol.startswith(one))
        number = symbol.removeprefix(prefix).split("/")[0]
        if number.isdecimal():
            last[prefix] = max(last[prefix], int(number))
    return last


def series_by_kind(meeting: Meeting) -> dict[str, str]:
    """The prefixes of the meeting's series, by kind of document."""
    first = series_of(meeting, DocumentKind.WORKING)
    stem = first.removesuffix(f"{DocumentKind.WORKING}/")
    return {kind: f"{stem}{kind}/" for kind in DocumentKind.values}


def _place(paper: Paper) -> tuple[int, int, list[tuple[int, int, str]]]:
    document = paper.document
    return document.order, KINDS.index(document.kind), symbol_key(document.symbol)


def _file_of(row: Any, document: Document) -> DocumentFile:
    """The file that stands beside a document in a row that was read of both."""
    stored = StoredFile(**{name.removeprefix("stored_"): getattr(row, name) for name in OF_STORED})
    told = {name.removeprefix("file_"): getattr(row, name) for name in OF_FILE}
    return DocumentFile(document=document, file=stored, **told)
