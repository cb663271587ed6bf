"""All papers and statements of a meeting that somebody may see, as one archive with a list of its contents."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from common.language_names import language_name
from common.streamed_zip import Member
from common.uploads.names import clean_name
from meetings.models import Document, DocumentFile, Meeting, Statement
from meetings.queries.documents import LANGUAGES, Paper, papers_of_meeting
from meetings.queries.statements import given_files, statements_to_take
from meetings.symbols import as_file_name

EARLIER = "anteriores-earlier"
STATEMENTS = "intervenciones-statements"


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of the archive, as the list of contents tells it."""

    name: str
    document: Document
    file: DocumentFile
    is_earlier: bool
    successor: Document | None

    @property
    def language_name(self) -> str:
        """In the active language's own words: "español"."""
        return language_name(self.file.language)


@dataclass(frozen=True, slots=True)
class PackedStatement:
    """A statement in one language: the file that was given, or the words that were typed (``stored`` is None then)."""

    name: str
    statement: Statement
    language: str
    stored: Any
    words: bytes = b""

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def size(self) -> int:
        return self.stored.size if self.stored else len(self.words)

    @property
    def sha256(self) -> str:
        return self.stored.sha256 if self.stored else hashlib.sha256(self.words).hexdigest()

    @property
    def member(self) -> Member:
        at = self.statement.published_at or self.statement.created_at
        opener = _opener(self.stored) if self.stored else lambda: io.BytesIO(self.words)
        return Member(self.name, timezone.localtime(at), self.size, opener)


@dataclass(frozen=True, slots=True)
class Archive:
    """What somebody may take away of a meeting, at the moment of asking."""

    meeting: Meeting
    papers: list[Paper]
    packed: list[Packed]
    said: list[PackedStatement]
    at: datetime

    @property
    def count(self) -> int:
        """How many files it holds, besides the list of contents."""
        return len(self.packed) + len(self.said)

    @property
    def size(self) -> int:
        """Bytes of the papers and statements; the archive is a little larger."""
        return sum(one.file.file.size for one in self.packed) + sum(one.size for one in self.said)

    @property
    def name(self) -> str:
        return f"{self.meeting.key}-{timezone.localdate(self.at).isoformat()}.zip"


def archive_for(meeting: Meeting, user: Any) -> Archive:
    """Exactly the files of ``meeting`` that ``user`` may see now, earlier revisions in a folder of their own.

    The published statements that ``user`` may read stand in another. Four queries. Superseded papers are there and are
    said to be superseded.
    """
    return archive_of(meeting, papers_of_meeting(meeting, user), statements_to_take(meeting, user))


def archive_of(meeting: Meeting, papers: list[Paper], statements: list[Statement]) -> Archive:
    """The same of papers and statements that were read already."""
    taken: set[str] = set()
    packed = []
    for paper in papers:
        files = [(one, False) for one in paper.present.values()] + [(one, True) for one in paper.earlier]
        for one, is_earlier in files:
            name = _unique(_name(paper.document, one, is_earlier=is_earlier), taken)
            packed.append(Packed(name, paper.document, one, is_earlier, paper.successor))
    said = [line for statement in statements for line in _pack_statement(statement, taken)]
    return Archive(meeting, papers, packed, said, timezone.now())


def _pack_statement(statement: Statement, taken: set[str]) -> Iterator[PackedStatement]:
    """One file for each language in which something was said: what was given as a file, else what was typed."""
    stem = f"{STATEMENTS}/{as_file_name(statement.participant.key)}"
    files = {one.language: one.file for one in given_files(statement)}
    for language in dict.fromkeys((*LANGUAGES, *sorted(files))):
        words = (getattr(statement, f"words_{language}", "") or "").strip()
        if (stored := files.get(language)) is not None:
            suffix = PurePosixPath(clean_name(stored.name)).suffix.lower()
            name = _unique(f"{stem}_{as_file_name(language)}{suffix}", taken)
            yield PackedStatement(name, statement, language, stored)
        elif words:
            name = _unique(f"{stem}_{language}.txt", taken)
            yield PackedStatement(name, statement, language, None, f"{words}\n".encode())


def members_of(archive: Archive) -> Iterator[Member]:
    """The list of contents in both languages, for people and as a page, and then the papers."""
    at = timezone.localtime(archive.at)
    for name, template in (("INDEX.txt", "meetings/archive_index.txt"), ("INDEX.html", "meetings/archive_index.html")):
        words = _index(archive, template).encode()
        yield Member(name, at, len(words), lambda words=words: io.BytesIO(words))
    for one in archive.packed:
        stored = one.file.file
        yield Member(one.name, timezone.localtime(one.file.added_at), stored.size, _opener(stored))
    for line in archive.said:
        yield line.member


def _opener(stored: Any) -> Any:
    return lambda: stored.file.storage.open(stored.file.name, "rb")


def _index(archive: Archive, template: str) -> str:
    """Spanish first, English after it, whatever the reader's language: an archive is handed on."""
    context = {"archive": archive, "meeting": archive.meeting, "site_url": settings.SITE_URL}
    if template.endswith(".html"):
        with override("es"):
            return render_to_string(template, context)
    parts = []
    for language in ("es", "en"):
        with override(language):
            parts.append(render_to_string(template, context))
    return "\n\n".join(parts)


def _name(document: Document, one: DocumentFile, *, is_earlier: bool) -> str:
    """``es/CRM-XIX-DOC-3_es.docx``; revisions after the first say which: nothing of it was typed as a path."""
    suffix = PurePosixPath(clean_name(one.file.name)).suffix.lower()
    revision = f"_rev{one.revision}" if one.revision > 1 or is_earlier else ""
    folder = EARLIER if is_earlier else as_file_name(one.language)
    return f"{folder}/{as_file_name(document.symbol)}_{as_file_name(one.language)}{revision}{suffix}"


def _unique(name: str, taken: set[str]) -> str:
    """Two symbols may differ in signs that no file name carries."""
    path, number, unique = PurePosixPath(name), 2, name
    while unique.lower() in taken:
        unique, number = f"{path.parent}/{path.stem}-{number}{path.suffix}", number + 1
    taken.add(unique.lower())
    return unique
