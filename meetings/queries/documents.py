"""Papers of a meeting, as lists and downloads show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Prefetch, QuerySet

from meetings.models import AgendaItem, Document, DocumentFile, DocumentKind, Meeting, SymbolSeries
from meetings.symbols import series_of

KINDS = list(DocumentKind.values)  # working documents, for information, of the session, reports
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
    """Papers that stand together: of one agenda item, or all of them where ``item`` is None."""

    item: AgendaItem | None
    number: str
    papers: list[Paper]


def papers_of_meeting(meeting: Meeting, user: Any) -> list[Paper]:
    """The papers of ``meeting`` that ``user`` may see, by kind and number. Two queries, whatever their number."""
    documents = Document.objects.visible_to(user).filter(meeting=meeting)
    return papers_in(documents)


def papers_in(documents: QuerySet[Document]) -> list[Paper]:
    """The same of any documents; in the order of their symbols, in which 10 comes after 9."""
    files = DocumentFile.objects.select_related("file").order_by("language", "-revision")
    papers = [_paper(one) for one in documents.order_by("order", "symbol").prefetch_related(Prefetch("files", files))]
    known = {paper.document.pk: paper.document for paper in papers}
    for paper in papers:
        paper.successor = known.get(paper.document.superseded_by_id)
    return sorted(papers, key=_place)


def symbol_key(symbol: str) -> list[tuple[int, int, str]]:
    """By which symbols are sorted: their parts, numbers as numbers."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in symbol.split("/")]


def by_item(papers: Iterable[Paper], meeting: Meeting, user: Any) -> list[Group]:
    """``papers`` under the agenda items that ``user`` may see, in the order of the agenda. One query more.

    What hangs on an item that the reader may not see stands with what hangs on none, at the end.
    """
    lines = {item.pk: (number, item) for number, item in numbered_items(meeting, user)}
    under: dict[int | None, list[Paper]] = {}
    for paper in papers:
        under.setdefault(paper.document.item_id if paper.document.item_id in lines else None, []).append(paper)
    groups = [Group(item, number, under[pk]) for pk, (number, item) in lines.items() if pk in under]
    return groups + ([Group(None, "", under[None])] if None in under else [])


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


def next_symbol(meeting: Meeting, kind: str) -> str:
    """The symbol that the next paper of this kind would get. Three queries; who writes it down locks the series."""
    prefix = series_of(meeting, kind)
    return f"{prefix}{last_number(prefix) + 1}"


def last_number(prefix: str) -> int:
    """The highest number that was given in a series, withdrawn papers included; 0 where none was."""
    given = SymbolSeries.objects.filter(prefix=prefix).aggregate(last=Max("last"))["last"] or 0
    symbols = Document.objects.filter(symbol__startswith=prefix).values_list("symbol", flat=True)
    return max([given, *(int(rest) for one in symbols if (rest := one[len(prefix) :].split("/")[0]).isdecimal())])


def series_by_kind(meeting: Meeting) -> dict[str, str]:
    """The prefixes of the meeting's series, by kind of document."""
    first = series_of(meeting, DocumentKind.WORKING)
    stem = first.removesuffix(f"{DocumentKind.WORKING}/")
    return {kind: f"{stem}{kind}/" for kind in DocumentKind.values}


def _place(paper: Paper) -> tuple[int, int, list[tuple[int, int, str]]]:
    document = paper.document
    return document.order, KINDS.index(document.kind), symbol_key(document.symbol)


def _paper(document: Document) -> Paper:
    paper = Paper(document)
    for one in document.files.all():
        if one.language in paper.present:
            paper.earlier.append(one)
        else:
            paper.present[one.language] = one
    return paper
