"""A DOCX without our marks, as a ministry may send: its paragraphs are aligned with the version by what they say."""

from declarations.canonical import CanonicalText
from declarations.importing.alignment import align
from declarations.importing.blocks import Reading
from declarations.importing.returning import AFTER, BEFORE, DELETE, REPLACE, Change, Comparison, tidy
from declarations.importing.structure import Item, structure
from declarations.models import ParagraphKind


def compare_unmarked(reading: Reading, version: CanonicalText, language: str) -> Comparison:
    """What the file changes in the words of ``language``; comments are not read from such a file."""
    old = [one for one in version.paragraphs if getattr(one, f"body_{language}").strip()]
    mine = tuple(
        Item(one.kind, one.level, getattr(one, f"label_{language}"), getattr(one, f"body_{language}")) for one in old
    )
    found = structure(reading.blocks, version.kind, getattr(version, f"title_{language}"))
    items = found.items
    if found.opens and any(one.kind == ParagraphKind.TITLE for one in old):
        items = (Item(ParagraphKind.TITLE, 0, "", found.title), *items)
    comparison, place, before = Comparison(), 0, ""
    identities = iter(old)
    for row in align(mine, items):
        if row.es is None and row.en is not None:
            kind, uid = (AFTER, before) if before else (BEFORE, old[0].uid if old else "")
            comparison.changes.append(Change(kind, uid, {language: row.en.body}, place=place))
            place += 1
            continue
        before, place = next(identities).uid, 0
        words = {language: row.es.body if row.es else ""}
        if row.en is None:
            comparison.changes.append(Change(DELETE, before, old=words))
        elif tidy(row.en.body) != tidy(words[language]):
            comparison.changes.append(Change(REPLACE, before, {language: tidy(row.en.body)}, words))
    return comparison
