"""Reads over facts of several kinds."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Model, QuerySet, Value

from common.models import Attested, Discrepancy, Source

EVIDENCE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "sources": (Source, ("key", "title_es", "title_en", "language", "order")),
    "discrepancies": (Discrepancy, ("key", "topic_es", "topic_en", "", "order")),
}


def attach_evidence(facts: Iterable[Attested]) -> None:
    """Give each fact its sources and open questions, in one query for facts of all kinds together.

    Afterwards ``fact.sources.all()`` and ``fact.discrepancies.all()`` ask the database nothing, as after
    ``prefetch_related``; what a source holds beyond its title is read when asked for.
    """
    by_model = defaultdict(dict)
    for fact in facts:
        by_model[type(fact)].setdefault(fact.pk, []).append(fact)
    parts = [_links(model, name, list(found)) for model, found in by_model.items() for name in EVIDENCE]
    if not parts:
        return
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[:3], row[-1] or 0, row[4]))
    cited = {head: list(lines) for head, lines in groupby(rows, key=lambda row: row[:3])}
    for model, found in by_model.items():
        for pk, same in found.items():
            for name, (kind, fields) in EVIDENCE.items():
                things = [_thing(kind, fields, line) for line in cited.get((model._meta.label, pk, name), [])]
                for fact in same:
                    _remember(fact, name, kind, things)


def _links(model: type[Attested], name: str, pks: list[int]) -> QuerySet:
    """Rows of (model, fact, "sources" or "discrepancies", id, fields …), ready for a union."""
    kind, fields = EVIDENCE[name]
    owner, end = model._meta.model_name, kind._meta.model_name
    links = getattr(model, name).through.objects.filter(**{f"{owner}__in": pks}).order_by()
    columns = [f"{end}__{field}" if field else Value("") for field in fields]
    return links.values_list(Value(model._meta.label), f"{owner}_id", Value(name), f"{end}_id", *columns)


def _thing(kind: type[Model], fields: tuple[str, ...], line: tuple[Any, ...]) -> Model:
    known = [(name, value) for name, value in zip(("id", *fields), line[3:], strict=True) if name]
    return kind.from_db("default", [name for name, _ in known], [value for _, value in known])


def _remember(fact: Attested, name: str, kind: type[Model], things: list[Model]) -> None:
    answered = kind._default_manager.all()
    answered._result_cache, answered._prefetch_done = things, True
    fact.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answered
