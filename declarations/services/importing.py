"""Importing a text: files become the rows of a working copy, aligned, with a report; nothing is published by it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from declarations.access import can_edit
from declarations.importing.alignment import Row, align
from declarations.importing.blocks import Reading
from declarations.importing.gate import SourceFile
from declarations.importing.reading import read_file
from declarations.importing.report import ImportReport
from declarations.importing.structure import TITLE_LENGTH, Item, structure
from declarations.models import Nature, Text, TextKind, TextState
from declarations.services import import_headers
from declarations.services.identities import replace_paragraphs
from meetings.models import Meeting


@dataclass(slots=True)
class Prepared:
    """An import ready to be written: read, guessed, aligned, and allowed. ``text`` is the one it replaces, if any."""

    symbol: str
    text: Text | None
    fields: dict[str, Any]
    rows: list[Row]
    report: ImportReport
    hashes: dict[str, str]


def prepare_import(
    *,
    meeting: Meeting | None,
    kind: str,
    spanish: SourceFile | None = None,
    english: SourceFile | None = None,
    symbol: str | None = None,
    replace: bool = False,
    lock: bool = False,
) -> Prepared:
    """Read the files and say what an import would write; writes nothing.

    ``symbol`` is by default the header's, else ``<meeting>-<kind>``. A language that is not given is kept as the
    working copy has it, and aligned anew; ``lock`` keeps that copy from being edited until the caller's transaction
    ends. Raises ``Refusal`` with one sentence: for a file that is not taken, for
    a draft that exists (unless ``replace``), and for a published text that was not named by its symbol.
    """
    files = _given(spanish, english, kind)
    readings = {language: read_file(file, language) for language, file in files.items()}
    headers = {language: reading.header for language, reading in readings.items()}
    named = symbol or import_headers.symbol_of(headers)
    symbol = named or f"{meeting.key if meeting else 'text'}-{kind}"
    import_headers.check_symbol(symbol)
    known = Text.objects.select_for_update() if lock else Text.objects.all()
    text = known.filter(symbol=symbol).first()
    if text is not None:
        _check_existing(text, is_named=bool(named), replace=replace, meeting=meeting, kind=kind)
    report = ImportReport(files={language: file.name for language, file in files.items()})
    for reading in readings.values():
        report.warn_all(reading.warnings)
    fields = import_headers.fields_of(headers, report, meeting=meeting, kind=kind)
    fields, rows = _arrange(readings, text, fields, report, meeting=meeting, kind=kind)
    hashes = {language: hashlib.sha256(file.data).hexdigest() for language, file in files.items()}
    return Prepared(symbol, text, fields, rows, report, hashes)


def _given(spanish: SourceFile | None, english: SourceFile | None, kind: str) -> dict[str, SourceFile]:
    files = {language: file for language, file in (("es", spanish), ("en", english)) if file is not None}
    if not files:
        raise Refusal(_("Give a Spanish file, an English file, or both."))
    if kind not in TextKind.values:
        raise Refusal(_("“%(kind)s” is not a kind of text."), kind=kind)
    return files


def _arrange(
    readings: dict[str, Reading],
    text: Text | None,
    fields: dict[str, Any],
    report: ImportReport,
    *,
    meeting: Meeting | None,
    kind: str,
) -> tuple[dict[str, Any], list[Row]]:
    """The aligned rows, and the fields with the titles; the report counts them."""
    texts = {
        language: structure(reading.blocks, kind, reading.header.get("title", ""))
        for language, reading in readings.items()
    }
    items = {language: found.items for language, found in texts.items()} | _kept(text, set(readings))
    original = fields.get("original_language") or (text.original_language if text else "") or "es"
    rows = align(items.get("es", ()), items.get("en", ()), original)
    report.count(texts, rows, languages=len(items))
    titles = {language: found.title for language, found in texts.items()}
    return fields | _titles(titles, report, meeting=meeting, kind=kind), rows


@transaction.atomic
def import_text(*, meeting: Meeting, kind: str, by: Any, **what: Any) -> Text:
    """Write the files as the working copy of a text, in one transaction, with its report and a journal entry.

    Takes what ``prepare_import`` takes; ``by`` is an account of the Secretariat or names the machine's part. A new text
    is a draft for the Secretariat. A draft is replaced only with ``replace``; of a published text the working copy is
    replaced, for a correction, and its editions, title and other fields stay. Paragraphs that are still there keep
    their identity. Raises ``Refusal``, and then nothing was written.
    """
    if not isinstance(by, str) and not can_edit(by):
        raise Refusal(_("Only the Secretariat imports texts."))
    ready = prepare_import(meeting=meeting, kind=kind, lock=True, **what)
    sources = ready.fields.pop("sources", None)
    text = _text_for(ready, meeting=meeting, kind=kind)
    if sources and not text.editions.exists():
        text.sources.set(sources)
    identities = replace_paragraphs(text, ready.rows)
    if ready.text is not None:
        ready.report.identities = identities
    text.import_report = ready.report.to_json()
    text.save()
    after = {"files": ready.report.files, "sha256": ready.hashes, "paragraphs": len(ready.rows)}
    record_act("import_text", text, by=by, before=identities if ready.text else {}, after=after)
    bump_revision()
    return text


def _check_existing(text: Text, *, is_named: bool, replace: bool, meeting: Meeting | None, kind: str) -> None:
    if text.meeting_id != (meeting.pk if meeting else None) or text.kind != kind:
        raise Refusal(
            _("“%(symbol)s” is another text: %(kind)s of “%(meeting)s”."),
            symbol=text.symbol, kind=text.get_kind_display(), meeting=text.meeting.key if text.meeting else "–",
        )  # fmt: skip
    if text.state == TextState.DRAFT and not replace:
        raise Refusal(
            _("The draft “%(symbol)s” exists: replace its words (--replace), or give this text a symbol of its own "
              "(--symbol %(free)s)."),
            symbol=text.symbol, free=free_symbol(text.symbol),
        )  # fmt: skip
    if text.state == TextState.PUBLISHED and not is_named and not replace:
        raise Refusal(
            _("“%(symbol)s” is published: give its symbol to prepare a correction (--symbol %(symbol)s), or another "
              "for another text (--symbol %(free)s)."),
            symbol=text.symbol, free=free_symbol(text.symbol),
        )  # fmt: skip


def free_symbol(symbol: str) -> str:
    """The next symbol that no text has: ``…-2``, ``…-3``."""
    taken = set(Text.objects.filter(symbol__startswith=f"{symbol}-").values_list("symbol", flat=True))
    number = 2
    while f"{symbol}-{number}" in taken:
        number += 1
    return f"{symbol}-{number}"


def _kept(text: Text | None, given: set[str]) -> dict[str, tuple[Item, ...]]:
    """The language that is not given, as the working copy has it."""
    if text is None:
        return {}
    old = list(text.paragraphs.order_by("order"))
    kept = {
        language: tuple(
            Item(row.kind, row.level, getattr(row, f"label_{language}") or "", getattr(row, f"body_{language}") or "")
            for row in old
            if getattr(row, f"label_{language}") or getattr(row, f"body_{language}")
        )
        for language in ("es", "en")
        if language not in given
    }
    return {language: items for language, items in kept.items() if items}


def _titles(titles: dict[str, str], report: ImportReport, *, meeting: Meeting | None, kind: str) -> dict[str, str]:
    """The titles found, and one made of kind and meeting where a file has none."""
    fields = {}
    for language, title in titles.items():
        if not title or len(title) > TITLE_LENGTH:
            with override(language):
                names = (str(TextKind(kind).label), str(meeting.title) if meeting else "")
                title = ", ".join(filter(None, names))[:TITLE_LENGTH]
            report.warn("title-made", language=language, title=title)
        fields[f"title_{language}"] = title
    return fields


def _text_for(ready: Prepared, *, meeting: Meeting, kind: str) -> Text:
    """The text to write to, with its new fields; those of a text that has editions are left alone."""
    if ready.text is None:
        text = Text(symbol=ready.symbol, meeting=meeting, kind=kind)
        text.original_language = "es" if "es" in ready.report.files else "en"
        _set(text, ready.fields)
        try:
            with transaction.atomic():
                text.save()
        except IntegrityError as error:
            raise Refusal(_("“%(symbol)s” was imported by somebody else just now."), symbol=ready.symbol) from error
        return text
    text = ready.text
    if not text.editions.exists():
        _set(text, {"nature": Nature.FULL if text.nature == Nature.REFERENCE else text.nature} | ready.fields)
        return text
    for language in ("es", "en"):
        title = ready.fields.pop(f"title_{language}", None)
        if title and title != getattr(text, f"title_{language}"):
            ready.report.warn("title-kept", language=language, title=title[:120])
    if ready.fields:
        ready.report.warn("header-kept")
    return text


def _set(text: Text, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        setattr(text, field, value)
