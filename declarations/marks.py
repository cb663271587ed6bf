"""What hangs on texts and decisions: topics, and to whom a decision speaks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

from common.queries import evidence_links, remember_evidence
from common.standing import Standing
from declarations.models import Decision, Text
from meetings.models import Body, Topic
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
ENDS = ((Decision, "topics", Topic), (Decision, "addressees", Participant), (Decision, "addressed_bodies", Body))


def marks_of(decisions: list[int]) -> dict[int, Marks]:
    """By decision (primary key), to whom it speaks and on what. One query, none for nothing."""
    if not decisions:
        return _sorted([])
    with connection.cursor() as cursor:
        cursor.execute(_of_decisions(len(decisions)), decisions * len(ENDS))
        return _sorted(cursor.fetchall())


def hanging_on(text: Text, decisions: list[int]) -> dict[int, Marks]:
    """The same with the topics of ``text`` under ``OF_TEXT``; and ``text`` gets its evidence. One query in all."""
    with connection.cursor() as cursor:
        cursor.execute(_of_text(len(decisions)), [text.pk] * 3 + decisions * len(ENDS))
        rows = cursor.fetchall()
    remember_evidence([text], (row for row in rows if row[0]))
    return _sorted(row for row in rows if not row[0])


@lru_cache(maxsize=256)
def _of_decisions(number: int) -> Standing:
    """Written out as SQL: Django takes longer to compile this union than to read the text."""
    keys = ", ".join(["%s"] * number)
    return Standing(" UNION ALL ".join(_link(*end).replace("KEYS", keys) for end in ENDS))


@lru_cache(maxsize=256)
def _of_text(decisions: int) -> Standing:
    parts = [*evidence_links(Text, 1), _link(Text, "topics", Topic).replace("KEYS", "%s")]
    return Standing(" UNION ALL ".join([*parts, _of_decisions(decisions)] if decisions else parts))


@cache
def _link(model: type[Model], kind: str, thing: type[Model]) -> str:
    """The SELECT of one kind of marks, with ``KEYS`` where those that bear them are listed.

    Its columns are those of evidence, so that both can be asked together; for marks the first is empty.
    """
    through, quote = getattr(model, kind).through._meta, connection.ops.quote_name
    owner, end = (quote(through.get_field(one._meta.model_name).column) for one in (model, thing))
    bearer = OF_TEXT if model is Text else f"link.{owner}"
    return (  # the names of our own tables; what is looked for is handed over apart
        f"SELECT '', {bearer}, '{kind}', 0, thing.key, thing.name_es, thing.name_en, '', 0 "  # noqa: S608
        f"FROM {quote(through.db_table)} link JOIN {quote(thing._meta.db_table)} thing ON thing.id = link.{end} "
        f"WHERE link.{owner} IN (KEYS)"
    )


def _sorted(rows: Iterable[tuple]) -> dict[int, Marks]:
    marks: dict[int, Marks] = defaultdict(lambda: defaultdict(list))
    for _empty, owner, kind, _none, key, name_es, name_en, *_rest in sorted(rows):
        marks[owner][kind].append(Mark(key, name_es or "", name_en or ""))
    return marks
