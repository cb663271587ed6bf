"""What hangs on texts and decisions: topics, and to whom a decision speaks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

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


def _sorted(rows: Iterable[tuple]) -> dict[int, Marks]:
    marks: dict[int, Marks] = defaultdict(lambda: defaultdict(list))
    for owner, kind, key, name_es, name_en in sorted(rows):
        marks[owner][kind].append(Mark(key, name_es or "", name_en or ""))
    return marks
