"""An edition laid out for paper: what each page element says, in which language, before any typography."""

import re
import textwrap
from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import override

from common.models import Certainty
from common.periods import PartialDate
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.models import Edition, Nature, ParagraphKind, RenderingLanguage, TextKind
from declarations.rendering.adoption_rows import adoption_rows
from declarations.rendering.pieces import SHORT, Cell, Row

HEADINGS = {ParagraphKind.TITLE, ParagraphKind.HEADING, ParagraphKind.ANNEX}
RUNNING_TITLE = 58  # characters that fit beside the symbol in a running header


@dataclass(frozen=True, slots=True)
class Words:
    """Words and the language they are in, which is not always the language of the page."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that the paper says in one language beside the paragraphs."""

    language: str
    kind: str
    title: Words
    running_title: str
    is_own_translation: bool
    meeting: str
    place: str
    adopted_on: str
    adopted_by: str
    certainty: str
    published_on: str
    sources: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An edition on paper, in one language or in both side by side. ``language`` is that of the whole file."""

    language: str
    faces: tuple[Face, ...]
    rows: tuple[Row, ...]
    hang: str
    symbol: str
    number: int
    reason: str
    code: str
    sha256: str
    address: str
    is_summary: bool
    published_at: str

    @property
    def is_parallel(self) -> bool:
        return len(self.faces) > 1

    @property
    def title(self) -> str:
        """The title of the file, in each of its languages."""
        return " · ".join(dict.fromkeys(face.title.text for face in self.faces))


def document_of(edition: Edition, language: str) -> Document:
    """Lay out ``edition`` in ``es``, ``en`` or ``both``. Nothing but the edition itself is read."""
    content = edition.content()
    languages = ("es", "en") if language == RenderingLanguage.BOTH else (language,)
    rows, hang = laid_out(content, languages)
    return Document(
        language=content.original_language if content.original_language in languages else languages[0],
        faces=tuple(_face(edition, content, code) for code in languages),
        rows=(*rows, *adoption_rows(content, languages)),
        hang=hang,
        symbol=content.symbol,
        number=edition.number,
        reason=edition.reason,
        code=edition.code,
        sha256=edition.sha256,
        address=f"{settings.SITE_URL}/v/{edition.code}",
        is_summary=content.nature == Nature.SUMMARY,
        published_at=edition.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def laid_out(content: CanonicalText, languages: tuple[str, ...]) -> tuple[tuple[Row, ...], str]:
    """The paragraphs of ``content`` as rows in ``languages``, and how far their labels hang."""
    rows = _rows(content, languages)
    return rows, _hang(rows)


def _face(edition: Edition, content: CanonicalText, language: str) -> Face:
    title = _words(content, "title", language)
    with override(language):
        return Face(
            language=language,
            kind=str(TextKind(content.kind).label),
            title=title,
            running_title=textwrap.shorten(title.text, RUNNING_TITLE, placeholder=" …"),
            is_own_translation=language == "en" and content.title_status_en == "own_translation",
            meeting=getattr(content, f"meeting_{language}"),
            place=getattr(content, f"place_{language}"),
            adopted_on=str(PartialDate(content.adopted_on)) if content.adopted_on else "",
            adopted_by=getattr(content, f"adopted_by_{language}"),
            certainty="" if content.certainty == Certainty.FIRM else str(Certainty(content.certainty).label),
            published_on=str(PartialDate(localtime(edition.published_at).date().isoformat())),
            sources=tuple(_words(source, "title", language) for source in content.sources),
        )


def _words(obj: object, field: str, language: str) -> Words:
    """A label in ``language``, or else in the other one, and then said to be so."""
    other = "en" if language == "es" else "es"
    own = getattr(obj, f"{field}_{language}")
    return Words(own, language) if own else Words(getattr(obj, f"{field}_{other}"), other)


def _rows(content: CanonicalText, languages: tuple[str, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    rank = 1
    for paragraph in content.paragraphs:
        if _repeats_title(content, paragraph, languages):
            continue
        cells = tuple(_cell(paragraph, language) for language in languages)
        own_rank = 0
        if paragraph.kind in HEADINGS:
            own_rank = rank = min(paragraph.level + 2, rank + 1, 6)
        rows.append(
            Row(
                uid=paragraph.uid,
                kind=paragraph.kind,
                level=paragraph.level,
                rank=own_rank,
                cells=cells,
                bookmark=_bookmark(cells) if own_rank else "",
                is_short=all(len(cell.words) < SHORT for cell in cells),
            )
        )
    return tuple(rows)


def _cell(paragraph: CanonicalParagraph, language: str) -> Cell:
    words = getattr(paragraph, f"body_{language}")
    has_words = bool(paragraph.body_es.strip() or paragraph.body_en.strip())
    return Cell(language, getattr(paragraph, f"label_{language}"), words, has_words and not words.strip())


def _repeats_title(content: CanonicalText, paragraph: CanonicalParagraph, languages: tuple[str, ...]) -> bool:
    """The text's own first line, where it says again what the title block says in every language of the paper."""
    return paragraph.kind == ParagraphKind.TITLE and all(
        _folded(getattr(paragraph, f"body_{language}")) == _folded(getattr(content, f"title_{language}"))
        for language in languages
    )


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _bookmark(cells: tuple[Cell, ...]) -> str:
    names = (f"{cell.label} {cell.words}".strip() for cell in cells if cell.words.strip())
    return " · ".join(dict.fromkeys(textwrap.shorten(name, 90, placeholder=" …") for name in names))


def _hang(rows: tuple[Row, ...]) -> str:
    """How far labels hang to the left of the words, by the longest of those that do hang."""
    longest = max((len(cell.label) for row in rows if not row.rank for cell in row.cells), default=0)
    return "none" if not longest else "narrow" if longest <= 4 else "medium" if longest <= 7 else "long"
