"""A text as it is read on a page: its latest edition or an older one, with what belongs to it, in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import get_language

from common.lists import columns
from common.page_addresses import page_address
from common.prepared import prepared
from common.standing import Standing
from declarations.access import CONFIRMED
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.marks import OF_TEXT, Mark, Marks, hanging_on
from declarations.models import (
    Decision,
    Edition,
    Paragraph,
    RenderingLanguage,
    RenderingState,
    Text,
    TextState,
)
from declarations.queries import freeze
from meetings.models import Meeting

# What the page shows, in the two languages that it is shown in and no third column.
COLUMNS = (
    *("symbol", "kind", "nature", "state", "certainty", "adopted_on", "original_language", "title_status_en", "url"),
    *(f"{name}_{language}" for name in ("title", "note", "adopted_by") for language in ("es", "en")),
    *("meeting__key", "meeting__kind", "meeting__ordinal", "meeting__country", "meeting__presidency"),
    *(f"meeting__{name}_{language}" for name in ("name", "city", "country__name") for language in ("es", "en")),
    *("meeting__presidency__year", "meeting__presidency__country"),
    *(f"meeting__presidency__{name}_{language}" for name in ("theme", "country__name") for language in ("es", "en")),
)
LATEST = """
    SELECT canonical FROM declarations_edition edition WHERE text_id IN (KEYS) AND NOT EXISTS
    (SELECT 1 FROM declarations_edition newer WHERE newer.text_id = edition.text_id AND newer.number > edition.number)
"""
OF_EDITION = ("pk", "number", "code", "sha256", "reason", "published_at")
OF_PDF = ("language", "state", "size", "pages", "sha256")
OF_DECISION = ("key", "verb_es", "verb_en", "due_es", "due_en", "due_on", "addressed_others_es", "addressed_others_en")


@dataclass(frozen=True, slots=True)
class Passage:
    """What one paragraph on the page decides."""

    decision: Decision
    marks: Marks

    @property
    def addressees(self) -> list[str]:
        """To whom the decision speaks, in the reader's language."""
        named = [str(mark) for kind in ("addressees", "addressed_bodies") for mark in self.marks.get(kind, [])]
        return [*named, *filter(None, [self.decision.addressed_others])]

    @property
    def topics(self) -> list[Mark]:
        return self.marks.get("topics", [])


@dataclass(frozen=True, slots=True)
class MadeEdition:
    """An edition as its page names it, without its words."""

    pk: int
    number: int
    code: str
    sha256: str
    reason: str
    published_at: datetime
    symbol: str

    def get_absolute_url(self) -> str:
        return page_address("declarations:edition-detail", symbol=self.symbol, number=self.number)


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A PDF of an edition, as its page names it: how far it is; size in bytes."""

    language: str
    state: str
    size: int
    pages: int
    sha256: str
    code: str

    def get_absolute_url(self) -> str:
        return page_address("rendering-file", code=self.code, language=self.language)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page of a text shows. ``edition`` and ``content`` are empty where nothing was published.

    ``passages`` are the paragraphs that decide something, by their place. ``renderings`` are the PDFs of the edition:
    Spanish, English, both. ``languages`` are those in which at least one paragraph has words.
    """

    text: Text
    content: CanonicalText | None
    edition: MadeEdition | None
    editions: list[MadeEdition]
    paragraphs: Sequence[CanonicalParagraph | Paragraph]
    passages: dict[int, Passage]
    topics: list[Mark]
    renderings: list[MadePdf]
    languages: tuple[str, ...]

    @property
    def latest(self) -> MadeEdition | None:
        return self.editions[0] if self.editions else None

    @property
    def is_superseded(self) -> bool:
        return self.edition is not None and self.edition != self.latest

    @property
    def is_working_copy(self) -> bool:
        return self.content is not None and self.edition is None

    @property
    def is_rendering(self) -> bool:
        """A PDF of this edition is still being made."""
        return any(rendering.state == RenderingState.PENDING for rendering in self.renderings)

    @property
    def other_title(self) -> str:
        """The title in the language that the page is not in, where it has both and they differ."""
        es, en = self.title_in("es"), self.title_in("en")
        here, there = (en, es) if get_language() == "en" else (es, en)
        return there if here and there != here else ""

    def title_in(self, language: str) -> str:
        """The title in exactly that language, as frozen where it is; empty where it has none."""
        return getattr(self.content or self.text, f"title_{language}") or ""


def read_text(symbol: str, user: Any, *, number: int | None = None) -> Reading:
    """The text ``symbol`` as ``user`` may read it: its edition ``number``, or the latest one.

    The Secretariat reads the working copy of what was never published. Raises ``Text.DoesNotExist`` for what the
    reader may not see, and for an edition that does not exist. At most five queries, however long the text.
    """
    text = next(iter(_found(user, symbol=symbol)), None)
    if text is None:
        raise Text.DoesNotExist(f"no text {symbol}")
    editions, pdfs = _editions(text)
    if not editions and number is None:
        draft = list(text.paragraphs.order_by("order")) if text.state != TextState.PUBLISHED else []
        return _reading(text, None, None, editions, draft, [])
    edition = next((edition for edition in editions if number in (None, edition.number)), None)
    if edition is None:
        raise Text.DoesNotExist(f"no edition {number} of {symbol}")
    content = content_of(edition.pk, edition.sha256)
    return _reading(text, content, edition, editions, content.paragraphs, pdfs[edition.pk])


def read_working_copy(symbol: str, user: Any) -> Reading:
    """The text as its next edition would read; for those who keep working copies. Raises ``Text.DoesNotExist``."""
    text = _visible(user).get(symbol=symbol)
    editions, _pdfs = _editions(text)
    content = freeze(text, number=editions[0].number + 1 if editions else 1)
    return _reading(text, content, None, editions, content.paragraphs, [])


@prepared
def _found(user: Any, *, symbol: str) -> QuerySet[Text]:
    return _visible(user).filter(symbol=symbol).only(*COLUMNS)


def _editions(text: Text) -> tuple[list[MadeEdition], dict[int, list[MadePdf]]]:
    """Every edition of ``text`` without its words, the latest first, and by edition its PDFs. One query."""
    editions: dict[int, MadeEdition] = {}
    pdfs: dict[int, list[MadePdf]] = defaultdict(list)
    for row in _editions_of(text=text.pk):
        own, of_pdf = row[: len(OF_EDITION)], row[len(OF_EDITION) :]
        edition = editions.setdefault(row.pk, MadeEdition(*own, symbol=text.symbol))
        if row.renderings__language:
            pdfs[row.pk].append(MadePdf(*of_pdf, code=edition.code))
    return list(editions.values()), pdfs


@prepared
def _editions_of(*, text: int) -> QuerySet[Edition]:
    of_pdfs = (f"renderings__{name}" for name in OF_PDF)
    return columns(Edition.objects.filter(text=text).order_by("-number"), *OF_EDITION, *of_pdfs)


def words_of(decisions: Iterable[Decision]) -> dict[str, CanonicalParagraph]:
    """By identity, the paragraphs of the texts of ``decisions`` as last published. One query.

    A decision of a draft has no words yet.
    """
    return words_in({decision.paragraph.text_id for decision in decisions})


def words_in(texts: set[int]) -> dict[str, CanonicalParagraph]:
    """The same of ``texts`` (primary keys)."""
    if not texts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_latest_of(len(texts)), [*texts])
        return {paragraph.uid: paragraph for (words,) in cursor.fetchall() for paragraph in _read(words).paragraphs}


@lru_cache(maxsize=64)
def _latest_of(texts: int) -> Standing:
    return Standing(LATEST.replace("KEYS", ", ".join(["%s"] * texts)))


@lru_cache(maxsize=128)
def content_of(edition: int, sha256: str) -> CanonicalText:
    """What the edition of that primary key and hash says, read and parsed once: its words never change.

    To be asked only with what the reader was allowed to read from the database.
    """
    (row,) = _words_of_edition(edition=edition)
    return _read(row.canonical)


@prepared
def _words_of_edition(*, edition: int) -> QuerySet[Edition]:
    return columns(Edition.objects.filter(pk=edition).order_by(), "canonical")


@lru_cache(maxsize=64)
def _read(canonical: str) -> CanonicalText:
    """What these very bytes say: to be asked only with what the reader was allowed to read from the database."""
    return CanonicalText.from_json(canonical)


def _visible(user: Any) -> QuerySet[Text]:
    meeting = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))
    return (
        Text.objects.visible_to(user)
        .select_related("meeting__country", "meeting__presidency__country")
        .annotate(meeting_is_visible=Exists(meeting))
    )


def _reading(
    text: Text,
    content: CanonicalText | None,
    edition: MadeEdition | None,
    editions: list[MadeEdition],
    paragraphs: Sequence[CanonicalParagraph | Paragraph],
    pdfs: list[MadePdf],
) -> Reading:
    decisions = {str(decision.paragraph_uid): decision for decision in _decisions_in(text=text.pk)}
    marks = hanging_on(text, [decision.pk for decision in decisions.values()])
    passages = {
        place: Passage(decision, marks[decision.pk])
        for place, paragraph in enumerate(paragraphs if decisions else ())
        if (decision := decisions.get(str(paragraph.uid)))
    }
    renderings = sorted(pdfs, key=lambda pdf: RenderingLanguage.values.index(pdf.language))
    languages = tuple(code for code in ("es", "en") if any(getattr(one, f"body_{code}") for one in paragraphs))
    topics = marks[OF_TEXT]["topics"]
    return Reading(text, content, edition, editions, paragraphs, passages, topics, renderings, languages)


@prepared
def _decisions_in(*, text: int) -> QuerySet[Decision]:
    """What is decided in the text, each with the identity of its paragraph and how far what follows from it is.

    What nobody has confirmed yet is shown on no page of the text.
    """
    decisions = Decision.objects.filter(CONFIRMED, paragraph__text=text)
    decisions = decisions.annotate(paragraph_uid=F("paragraph__uid"), state=F("commitment__state"))
    return decisions.only(*OF_DECISION).order_by()
