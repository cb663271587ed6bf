"""A text as it is read on a page: its latest edition or an older one, with what belongs to it, in few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from common.queries import attach_evidence
from declarations.canonical import CanonicalParagraph, CanonicalText, paragraph_anchor
from declarations.models import (
    Decision,
    Edition,
    Paragraph,
    Rendering,
    RenderingLanguage,
    RenderingState,
    Text,
    TextState,
)
from declarations.queries import freeze
from meetings.models import Body, Meeting, Topic
from members.models import Participant


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that hangs on a text or a decision: a topic, an addressee."""

    key: str
    name_es: str
    name_en: str

    def __str__(self) -> str:
        first, second = (self.name_en, self.name_es) if get_language() == "en" else (self.name_es, self.name_en)
        return first or second or self.key


Marks = dict[str, list[Mark]]
OF_TEXT = 0
# What the page shows, in the two languages that it is shown in and no third column.
COLUMNS = (
    *("symbol", "kind", "nature", "state", "certainty", "adopted_on", "original_language", "title_status_en", "url"),
    *(f"{name}_{language}" for name in ("title", "note", "adopted_by") for language in ("es", "en")),
    *("meeting__key", "meeting__kind", "meeting__ordinal", "meeting__country", "meeting__presidency"),
    *(f"meeting__{name}_{language}" for name in ("name", "city", "country__name") for language in ("es", "en")),
    *("meeting__presidency__year", "meeting__presidency__country"),
    *(f"meeting__presidency__{name}_{language}" for name in ("theme", "country__name") for language in ("es", "en")),
)
OF_DECISION = ("verb_es", "verb_en", "due_es", "due_en", "due_on", "addressed_others_es", "addressed_others_en")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph on the page, with what it decides where it decides something."""

    paragraph: CanonicalParagraph | Paragraph
    decision: Decision | None = None
    marks: Marks | None = None

    @property
    def anchor(self) -> str:
        return paragraph_anchor(str(self.paragraph.uid))

    @property
    def addressees(self) -> list[str]:
        """To whom the decision speaks, in the reader's language."""
        if self.decision is None:
            return []
        named = [str(mark) for kind in ("addressees", "addressed_bodies") for mark in (self.marks or {}).get(kind, [])]
        return [*named, *filter(None, [self.decision.addressed_others])]

    @property
    def topics(self) -> list[Mark]:
        return (self.marks or {}).get("topics", [])


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page of a text shows. ``edition`` and ``content`` are empty where nothing was published."""

    text: Text
    content: CanonicalText | None
    edition: Edition | None
    editions: list[Edition]
    passages: list[Passage]
    topics: list[Mark]

    @property
    def latest(self) -> Edition | None:
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
    def renderings(self) -> list[Rendering]:
        """The PDFs of this edition: Spanish, English, both."""
        made = self.edition.renderings.all() if self.edition else ()
        return sorted(made, key=lambda rendering: RenderingLanguage.values.index(rendering.language))

    @property
    def languages(self) -> list[str]:
        """The languages in which at least one paragraph has words."""
        return [
            language
            for language in ("es", "en")
            if any(getattr(passage.paragraph, f"body_{language}") for passage in self.passages)
        ]

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
    reader may not see, and for an edition that does not exist. At most six queries, however long the text.
    """
    frozen = Edition.objects.filter(text=OuterRef("pk")).order_by("-number")
    if number is not None:
        frozen = frozen.filter(number=number)
    found = _visible(user).annotate(frozen=Subquery(frozen.values("canonical")[:1]))
    text = found.only(*COLUMNS).get(symbol=symbol)
    attach_evidence([text])
    if number is not None and not text.frozen:
        raise Text.DoesNotExist(f"no edition {number} of {symbol}")
    editions = list(text.editions.defer("canonical").order_by("-number").prefetch_related("renderings"))
    if not text.frozen:
        draft = text.paragraphs.order_by("order") if text.state == TextState.DRAFT else ()
        return _reading(text, None, None, editions, draft)
    content = _read(text.frozen)
    edition = next(edition for edition in editions if edition.number == content.edition)
    return _reading(text, content, edition, editions, content.paragraphs)


def read_working_copy(symbol: str, user: Any) -> Reading:
    """The text as its next edition would read; for those who keep working copies. Raises ``Text.DoesNotExist``."""
    text = _visible(user).get(symbol=symbol)
    attach_evidence([text])
    editions = list(text.editions.defer("canonical").order_by("-number"))
    content = freeze(text, number=editions[0].number + 1 if editions else 1)
    return _reading(text, content, None, editions, content.paragraphs)


def words_of(decisions: Iterable[Decision]) -> dict[str, CanonicalParagraph]:
    """By identity, the paragraphs of the texts of ``decisions`` as last published. One query.

    A decision of a draft has no words yet.
    """
    return words_in({decision.paragraph.text_id for decision in decisions})


def words_in(texts: set[int]) -> dict[str, CanonicalParagraph]:
    """The same of ``texts`` (primary keys)."""
    newer = Edition.objects.filter(text=OuterRef("text"), number__gt=OuterRef("number"))
    latest = Edition.objects.filter(~Exists(newer), text__in=texts).order_by()
    return {
        paragraph.uid: paragraph
        for canonical in latest.values_list("canonical", flat=True)
        for paragraph in _read(canonical).paragraphs
    }


@lru_cache(maxsize=64)
def _read(canonical: str) -> CanonicalText:
    """What these very bytes say: to be asked only with what the reader was allowed to read from the database."""
    return CanonicalText.from_json(canonical)


def passages_of(decisions: Iterable[Decision], *, marked: bool = True) -> list[Passage]:
    """``decisions``, in their order, with the words of their paragraphs as last published, and what hangs on them.

    One query, two if ``marked``: only then are addressees and topics known. A decision without published words is
    left out.
    """
    decisions = list(decisions)
    words = words_of(decisions)
    marks = marks_of([decision.pk for decision in decisions]) if marked else {}
    return [
        Passage(words[uid], decision, marks.get(decision.pk))
        for decision in decisions
        if (uid := str(decision.paragraph.uid)) in words
    ]


def marks_of(decisions: list[int], text: Text | None = None) -> dict[int, Marks]:
    """By decision (primary key), to whom it speaks and on what; under ``OF_TEXT`` the topics of ``text``.

    One query, none for nothing. Written out as SQL: Django takes longer to compile this union than to read the text.
    """
    ends = ((Decision, "topics", Topic), (Decision, "addressees", Participant), (Decision, "addressed_bodies", Body))
    parts, keys = [], []
    if text is not None:
        parts, keys = [_link(Text, "topics", Topic).replace("KEYS", "%s")], [text.pk]
    if decisions:
        parts += [_link(*end).replace("KEYS", ", ".join(["%s"] * len(decisions))) for end in ends]
        keys += decisions * len(ends)
    if not parts:
        return _sorted([])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), keys)
        return _sorted(cursor.fetchall())


@cache
def _link(model: type[Model], kind: str, thing: type[Model]) -> str:
    """The SELECT of one kind of marks, with ``KEYS`` where those that bear them are listed."""
    through, quote = getattr(model, kind).through._meta, connection.ops.quote_name
    owner, end = (quote(through.get_field(one._meta.model_name).column) for one in (model, thing))
    bearer = OF_TEXT if model is Text else f"link.{owner}"
    return (  # the names of our own tables; what is looked for is handed over apart
        f"SELECT {bearer}, '{kind}', thing.key, thing.name_es, thing.name_en "  # noqa: S608
        f"FROM {quote(through.db_table)} link JOIN {quote(thing._meta.db_table)} thing ON thing.id = link.{end} "
        f"WHERE link.{owner} IN (KEYS)"
    )


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
    edition: Edition | None,
    editions: list[Edition],
    paragraphs: Iterable[CanonicalParagraph | Paragraph],
) -> Reading:
    decisions = {
        str(decision.paragraph_uid): decision
        for decision in Decision.objects.filter(paragraph__text=text)
        .annotate(paragraph_uid=F("paragraph__uid"))
        .only(*OF_DECISION)
        .order_by()
    }
    marks = marks_of([decision.pk for decision in decisions.values()], text)
    passages = []
    for paragraph in paragraphs:
        decision = decisions.get(str(paragraph.uid))
        passages.append(Passage(paragraph, decision, marks[decision.pk] if decision else None))
    return Reading(text, content, edition, editions, passages, marks[OF_TEXT]["topics"])


def _sorted(rows: Iterable[tuple]) -> dict[int, Marks]:
    marks: dict[int, Marks] = defaultdict(lambda: defaultdict(list))
    for owner, kind, key, name_es, name_en in sorted(rows):
        marks[owner][kind].append(Mark(key, name_es or "", name_en or ""))
    return marks
