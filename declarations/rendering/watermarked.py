"""A paper of a text at work: the word DRAFT behind its words, and for whom it was made in the foot of every page."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import render_pdf
from declarations.canonical import CanonicalText

SHEETS = ("print-text.css", "print-working.css", "print-redline.css")
WORDS = {"es": ("BORRADOR",), "en": ("DRAFT",), "both": ("BORRADOR", "DRAFT")}


def print_working(
    template: str, context: Mapping[str, Any], *, content: CanonicalText, language: str, kind: str, reader: str
) -> bytes:
    """Print ``template``, which extends ``declarations/print/working.html``, for ``reader`` alone.

    ``language`` is ``es``, ``en`` or ``both``; what is in both speaks the language that the text was written in.
    ``kind`` is what the paper is, in one line. Raises as ``render_pdf`` does.
    """
    spoken = language if language != "both" else content.original_language or "es"
    with override(spoken):
        title = getattr(content, f"title_{spoken}") or content.title_es or content.title_en
        page = dict(context) | {
            "content": content,
            "kind": kind,
            "language": spoken,
            "is_parallel": language == "both",
            "titles": titles_in(content, language),
            "running": f"{content.symbol} · {kind}",
            "made_for": _("For %(name)s · %(moment)s") % {"name": reader, "moment": _now()},
        }
        html = render_to_string(template, page)
    return render_pdf(html, title=f"{kind} · {title}", language=spoken, sheets=SHEETS, images=draft_mark(language))


def draft_mark(language: str) -> dict[str, bytes]:
    """The word behind what is no adopted text, under the name by which ``print-working.css`` asks for it."""
    return {"draft.svg": _drawing(WORDS[language])}


def titles_in(content: CanonicalText, language: str) -> list[tuple[str, str]]:
    """The titles that a paper in ``language`` bears, each with its language; never none."""
    codes = ("es", "en") if language == "both" else (language,)
    titles = [(code, words) for code in ("es", "en") if (words := getattr(content, f"title_{code}"))]
    return [one for one in titles if one[0] in codes] or titles[:1]


def _now() -> str:
    now = timezone.localtime()
    return f"{formats.date_format(now, 'DATETIME_FORMAT')} ({now.tzname()})"


def _drawing(words: tuple[str, ...]) -> bytes:
    """The words across the sheet, so light that what stands on them is read without effort."""
    size = 42 if len(words) == 1 else 30
    lines = "".join(
        f'<text x="0" y="{(place - (len(words) - 1) / 2) * size * 1.15:.1f}">{escape(word)}</text>'
        for place, word in enumerate(words)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210mm" height="297mm">'
        f'<g transform="translate(105 150) rotate(-54)" font-family="Paper Sans" font-weight="600" font-size="{size}" '
        f'text-anchor="middle" dominant-baseline="central" letter-spacing="3" fill="#f8f0ea">{lines}</g></svg>'
    ).encode()
