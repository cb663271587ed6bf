"""Publishing what was loaded: summaries as editions, titles of texts that the portal does not hold as they are."""

from typing import Any

from crm_portal.record.rows import Rows
from declarations.models import Edition, Nature, Text, TextState
from declarations.queries import freeze
from declarations.services.publishing import publish_text, reasons_against

CORRECTION = "Corrección del registro histórico / Correction of the historical record"


def publish_loaded(rows: Rows, touched: dict[str, dict[int, dict[str, Any]]], *, by: Any) -> int:
    """Publish the texts that this load created or whose words it changed; return how many editions were made.

    A text that was published and whose edition would say the same is left alone. Edits of staff that wait in the
    working copy of a text touched here are published with it.
    """
    ids = set(touched.get("text", ())) | _texts_of(rows, touched)
    texts = Text.objects.filter(pk__in=ids).order_by("pk")
    texts.filter(nature=Nature.REFERENCE).update(state=TextState.PUBLISHED)
    editions = 0
    for text in texts.exclude(nature=Nature.REFERENCE):
        last = Edition.objects.latest_of(text)
        reason = CORRECTION if last else ""  # kept once, for readers of both languages
        if not reasons_against(freeze(text, number=last.number + 1 if last else 1), last, reason):
            publish_text(text, by=by, reason=reason)
            editions += 1
    return editions


def _texts_of(rows: Rows, touched: dict[str, dict[int, dict[str, Any]]]) -> set[int]:
    return {rows.instances["paragraph"][pk].text_id for pk in touched.get("paragraph", ())}
