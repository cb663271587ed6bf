"""The rows of a working copy: what they say, their places, their memory, their automatic labels."""

from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import F

from declarations.models import Departure, FormerParagraph, Paragraph, Text
from declarations.numbering import labels
from declarations.services.locks import drafting_of

LANGUAGES = ("es", "en")
NUMBERED = ("is_numbered_es", "is_numbered_en")
WORDS = ("kind", "level", "label_es", "label_en", "body_es", "body_en", *NUMBERED)
AT_ONCE = 400  # rows of one statement
FAR = 1_000_000  # beyond every order in use, so that shifting never meets a neighbour


def words_of(paragraph: Paragraph | FormerParagraph) -> dict[str, Any]:
    """All that a person can edit in a paragraph, by field; no language stands in for the other."""
    said = {field: getattr(paragraph, field) for field in WORDS}
    return {field: "" if value is None else value for field, value in said.items()}


def make_room(text: Text, *, behind: int, places: int = 1) -> None:
    """Free ``places`` orders behind the order ``behind``; the order of the paragraphs stays."""
    text.paragraphs.filter(order__gt=behind).update(order=F("order") + FAR)
    text.paragraphs.filter(order__gt=FAR).update(order=F("order") - FAR + places)


def remember(paragraph: Paragraph, departure: Departure, *, into: Paragraph | None = None) -> FormerParagraph:
    """Keep a paragraph that leaves, with its identity and its words. The row itself is left to the caller."""
    return FormerParagraph.objects.create(
        text=paragraph.text,
        uid=paragraph.uid,
        order=paragraph.order,
        departure=departure,
        into=into.uid if into else None,
        **words_of(paragraph),
    )


def renumber(text: Text) -> None:
    """Write the automatic labels of a negotiated text anew, in each language; labels of their own stay."""
    drafting = drafting_of(text)
    if drafting is None:
        return
    columns = ("text", "kind", "level", "label_es", "label_en", *NUMBERED)
    rows: list[Any] = list(text.paragraphs.order_by("order").only(*columns))
    changed = set()
    for language in LANGUAGES:
        numbered = [getattr(row, f"is_numbered_{language}") for row in rows]
        found = labels(rows, getattr(drafting, f"numbering_{language}"), numbered)
        for row, label in zip(rows, found, strict=True):
            if label is not None and (getattr(row, f"label_{language}") or "") != label:
                setattr(row, f"label_{language}", label)
                changed.add(row)
    _write_labels([(row.pk, row.label_es, row.label_en) for row in changed])


def _write_labels(labels: list[tuple[int, str | None, str | None]]) -> None:
    """Give each paragraph (primary key) its labels. One statement for a few hundred of them.

    Written out as SQL: Django takes thirty times as long to put such a statement together as the database to do it.
    """
    table = connection.ops.quote_name(Paragraph._meta.db_table)
    for first in range(0, len(labels), AT_ONCE):
        some = labels[first : first + AT_ONCE]
        rows = ", ".join(["(%s, %s, %s)"] * len(some))
        said = [f"label_{code} = (SELECT {code} FROM labels WHERE labels.id = {table}.id)" for code in LANGUAGES]  # noqa: S608 - the names of our own columns
        write = f"UPDATE {table} SET {', '.join(said)} WHERE id IN (SELECT id FROM labels)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"WITH labels(id, es, en) AS (VALUES {rows}) {write}", [*chain.from_iterable(some)])
