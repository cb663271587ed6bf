"""The concordance of a text as it stands: what differs between its languages, and what was looked at and accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace

from common.models import Term
from declarations.access import AT_WORK
from declarations.concordance import Acronym, Country, Finding, Terms, approval_of, findings_in
from declarations.models import AcceptedDifference, Paragraph, Text
from members.models import Participant, ParticipantKind

LANGUAGES = ("es", "en")
Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One difference in one paragraph, which has its ``place`` from 1.

    ``accepted`` where somebody said why it is right as it stands.
    """

    paragraph: Paragraph
    finding: Finding
    accepted: AcceptedDifference | None = None


@dataclass(slots=True)
class Marks:
    """What is marked at one paragraph: its open and accepted differences, and how each language was approved."""

    approvals: dict[str, str]
    open: list[Finding] = field(default_factory=list)
    accepted: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Concordance:
    """Every difference of a text, in the order of its paragraphs, and the marks of every paragraph by identity."""

    text: Text
    found: list[Found]
    by_paragraph: dict[str, Marks]

    @property
    def open(self) -> list[Found]:
        return [one for one in self.found if one.accepted is None]

    @property
    def accepted(self) -> list[Found]:
        return [one for one in self.found if one.accepted is not None]

    @property
    def is_clean(self) -> bool:
        return not self.open

    def approved(self, language: str) -> int:
        """How many paragraphs have their words in ``language`` approved, beside the other's words of now."""
        return sum(marks.approvals[language] == "approved" for marks in self.by_paragraph.values())


def concordance_of(text: Text, paragraphs: Iterable[Paragraph] | None = None) -> Concordance:
    """What differs in ``text`` now. Four queries, three where its paragraphs, in order, were read already."""
    rows = list(text.paragraphs.order_by("order") if paragraphs is None else paragraphs)
    findings = findings_in(rows, terms_of_conference())
    accepted = {}
    if findings:
        looked_at = AcceptedDifference.objects.filter(paragraph__text=text).select_related("accepted_by__person")
        accepted = {(one.paragraph_id, one.finding): one for one in looked_at}
    found, marks = [], {}
    for place, row in enumerate(rows, start=1):
        row.text, row.place = text, place
        marked = Marks({language: approval_of(row, language) for language in LANGUAGES})
        for finding in findings.get(str(row.uid), []):
            one = Found(row, finding, accepted.get((row.pk, finding.key)))
            found.append(one)
            if one.accepted:
                marked.accepted.append(one)
            else:
                marked.open.append(finding)
        marks[str(row.uid)] = marked
    return Concordance(text, found, marks)


@dataclass(slots=True)
class StaleText:
    """A text at work with words that were approved and whose other language changed since: paragraphs by language."""

    symbol: str
    title_es: str
    title_en: str
    stale: dict[str, int]


def stale_texts() -> list[StaleText]:
    """The texts at work with such words, those with most of them first. One query."""
    fields = [f"{name}_{language}" for name in ("label", "body", "approved") for language in LANGUAGES]
    titles = ("text__symbol", "text__title_es", "text__title_en")
    approved = Paragraph.objects.filter(text__state__in=AT_WORK).exclude(approved_es="", approved_en="")
    found: dict[str, StaleText] = {}
    for row in approved.order_by("text__symbol").values(*titles, *fields):
        stale = [one for one in LANGUAGES if approval_of(SimpleNamespace(**row), one) == "stale"]
        if stale:
            symbol, title_es, title_en = (row[name] or "" for name in titles)
            text = found.setdefault(symbol, StaleText(symbol, title_es, title_en, dict.fromkeys(LANGUAGES, 0)))
            for language in stale:
                text.stale[language] += 1
    return sorted(found.values(), key=lambda one: -sum(one.stale.values()))


def open_findings(text: Text) -> list[Found]:
    """What stands in the way of tabling and adopting ``text``: differences neither resolved nor accepted."""
    return concordance_of(text).open


def terms_of_conference() -> Terms:
    """Countries by their names and acronyms by the glossary and by the organisations that take part. Two queries."""
    names = [f"{name}_{language}" for language in LANGUAGES for name in ("name", "official_name", "acronym")]
    taking_part = list(Participant.objects.order_by("pk").values("key", "kind", *names))
    glossary = Term.objects.order_by("pk").values(
        *(f"{name}_{code}" for code in LANGUAGES for name in ("acronym", "name"))
    )
    return _terms(tuple(tuple(row.items()) for row in taking_part), tuple(tuple(row.items()) for row in glossary))


@lru_cache(maxsize=8)
def _terms(taking_part: Rows, glossary: Rows) -> Terms:
    """The same rows give the same terms, with which what was found before is known."""
    participants, terms = list(map(dict, taking_part)), list(map(dict, glossary))
    return Terms(tuple(_countries(participants)), tuple(_acronyms([*participants, *terms])))


def _countries(rows: Iterable[dict]) -> Iterator[Country]:
    for row in rows:
        if row["kind"] == ParticipantKind.COUNTRY:
            yield Country(
                row["key"], {code: _said(row, "name", code) + _said(row, "official_name", code) for code in LANGUAGES}
            )


def _acronyms(rows: Iterable[dict]) -> Iterator[Acronym]:
    for row in rows:
        if row["acronym_es"] and row["acronym_en"]:
            yield Acronym(*({code: _said(row, name, code) for code in LANGUAGES} for name in ("acronym", "name")))


def _said(row: dict, name: str, language: str) -> tuple[str, ...]:
    return tuple(filter(None, [row[f"{name}_{language}"]]))
