"""Reads over facts of several kinds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Model

from common.models import Attested, Certainty, Discrepancy, Source
from common.page_addresses import page_address
from common.standing import Standing
from common.templatetags.components import in_either

EVIDENCE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "sources": (Source, ("key", "title_es", "title_en", "language", "order")),
    "discrepancies": (Discrepancy, ("key", "topic_es", "topic_en", "", "order")),
}
Evidence = dict[tuple[type[Attested], int], dict[str, Any]]
Cited = dict[tuple[str, int, str], list[tuple]]


class Listed(tuple):
    """Things that cannot be changed, read on a page as a relation is: ``fact.sources.all``."""

    __slots__ = ()

    def all(self) -> "Listed":
        return self


NOTHING = Listed()


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as a page names it."""

    key: str
    title_es: str
    title_en: str
    language: str
    url: str

    @property
    def title(self) -> str:
        return in_either(self.title_es, self.title_en)

    def get_absolute_url(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question of the record as a page names it."""

    key: str
    topic_es: str
    topic_en: str
    url: str

    def get_absolute_url(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """How sure a fact is and where it comes from: what ``Attested`` holds, read once and never changed."""

    certainty: str = Certainty.FIRM
    note_es: str = ""
    note_en: str = ""
    sources: Listed = NOTHING
    discrepancies: Listed = NOTHING

    @property
    def is_to_be_confirmed(self) -> bool:
        return self.certainty != Certainty.FIRM

    @property
    def note(self) -> str:
        return in_either(self.note_es, self.note_en)


def attach_evidence(facts: Iterable[Attested]) -> None:
    """Give each fact its sources and open questions, in one query for facts of all kinds together.

    Afterwards ``fact.sources.all()`` and ``fact.discrepancies.all()`` ask the database nothing, as after
    ``prefetch_related``; what a source holds beyond its title is read when asked for.
    """
    facts = list(facts)
    by_model: dict[type[Attested], set[int]] = defaultdict(set)
    for fact in facts:
        by_model[type(fact)].add(fact.pk)
    remember_evidence(facts, _asked(by_model))


def remember_evidence(facts: Iterable[Attested], rows: Iterable[tuple]) -> None:
    """The same where ``rows`` were read already, by the questions of ``evidence_links``."""
    cited = _cited(rows)
    for fact in facts:
        for name, (kind, fields) in EVIDENCE.items():
            lines = cited.get((fact._meta.label, fact.pk, name), [])
            _remember(fact, name, kind, [_thing(kind, fields, line) for line in lines])


def evidence_of(facts: dict[type[Attested], Iterable[int]]) -> Evidence:
    """The sources and open questions of facts, named by model and primary key, that were read without their model.

    As ``Attestation`` takes them, with addresses in the reader's language. One query, none for no facts.
    """
    sources, questions = page_address("sources"), page_address("discrepancies")
    keys = {model: set(pks) for model, pks in facts.items()}
    cited = _cited(_asked(keys))
    return {
        (model, pk): {
            "sources": Listed(
                CitedSource(*line[4:8], url=f"{sources}#{line[4]}")
                for line in cited.get((model._meta.label, pk, "sources"), [])
            ),
            "discrepancies": Listed(
                OpenQuestion(*line[4:7], url=f"{questions}#{line[4]}")
                for line in cited.get((model._meta.label, pk, "discrepancies"), [])
            ),
        }
        for model, pks in keys.items()
        for pk in pks
    }


def _asked(facts: dict[type[Attested], set[int]]) -> list[tuple]:
    """The rows of all kinds of evidence of ``facts``, in one question.

    Written out as SQL: the union over all kinds of facts took Django longer to compile than the rest of a page.
    """
    numbers = tuple((model, len(pks)) for model, pks in facts.items() if pks)
    if not numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_question(numbers), [pk for pks in facts.values() for _name in EVIDENCE for pk in pks])
        return cursor.fetchall()


@lru_cache(maxsize=256)
def _question(numbers: tuple[tuple[type[Attested], int], ...]) -> Standing:
    return Standing(" UNION ALL ".join(part for model, number in numbers for part in evidence_links(model, number)))


def _cited(rows: Iterable[tuple]) -> Cited:
    """Rows of (model, fact, "sources" or "discrepancies", id, fields …), by the first three."""
    ordered = sorted(rows, key=lambda row: (row[:3], row[-1] or 0, row[4]))
    return {head: list(lines) for head, lines in groupby(ordered, key=lambda row: row[:3])}


def evidence_links(model: type[Attested], number: int) -> list[str]:
    """The SELECTs of the evidence of so many facts of one kind; each takes their primary keys, in this order."""
    keys = ", ".join(["%s"] * number)
    return [_links(model, name).replace("KEYS", keys) for name in EVIDENCE]


@cache
def _links(model: type[Attested], name: str) -> str:
    """The SELECT of one kind of evidence of one kind of facts, with ``KEYS`` where the facts are listed."""
    kind, fields = EVIDENCE[name]
    through, quote = getattr(model, name).through._meta, connection.ops.quote_name
    owner, end = (quote(through.get_field(one._meta.model_name).column) for one in (model, kind))
    columns = ", ".join(f"thing.{quote(field)}" if field else "''" for field in fields)
    return (  # the names of our own tables; what is looked for is handed over apart
        f"SELECT '{model._meta.label}', link.{owner}, '{name}', link.{end}, {columns} "  # noqa: S608
        f"FROM {quote(through.db_table)} link JOIN {quote(kind._meta.db_table)} thing ON thing.id = link.{end} "
        f"WHERE link.{owner} IN (KEYS)"
    )


def _thing(kind: type[Model], fields: tuple[str, ...], line: tuple[Any, ...]) -> Model:
    known = [(name, value) for name, value in zip(("id", *fields), line[3:], strict=True) if name]
    return kind.from_db("default", [name for name, _ in known], [value for _, value in known])


def _remember(fact: Attested, name: str, kind: type[Model], things: list[Model]) -> None:
    answered = kind._default_manager.all()
    answered._result_cache, answered._prefetch_done = things, True
    fact.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answered
