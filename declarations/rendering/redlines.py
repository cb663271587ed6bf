"""A redline on paper: what was put in is underlined, what was taken out is struck, what moved says from where."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import render_pdf
from declarations.models import Edition, Text
from declarations.queries_versions import Comparison, compare_versions, compared_editions
from declarations.rendering.watermarked import print_working, titles_in

SHEETS = ("print-text.css", "print-redline.css")


def redline_pdf(text: Text, *, language: str, old: int, new: int | None, reader: str) -> bytes:
    """Version ``old`` with ``new``, or with the working copy, in ``es``, ``en`` or ``both``."""
    spoken = text.original_language or "es" if language == "both" else language
    with override(spoken):
        comparison = compare_versions(text, old, new, language)
        kind = kind_of(comparison)
    template, page = "declarations/print/redline.html", {"comparison": comparison}
    return print_working(template, page, content=comparison.after, language=language, kind=kind, reader=reader)


def edition_redline_pdf(old: Edition, new: Edition, language: str) -> bytes:
    """What edition ``new`` changed since ``old``, in ``es``, ``en`` or ``both``; the same bytes each time.

    It is no edition, and says which one is the text. Raises as ``render_pdf`` does.
    """
    content = new.content()
    spoken = content.original_language or "es" if language == "both" else language
    with override(spoken):
        comparison = compared_editions(old, new, language)
        kind = kind_of(comparison)
        titles = titles_in(content, language)
        page = {
            "comparison": comparison,
            "edition": new,
            "kind": kind,
            "address": f"{settings.SITE_URL}/v/{new.code}",
            "is_parallel": language == "both",
            "titles": titles,
            "running": f"{content.symbol} · {kind}",
        }
        html = render_to_string("declarations/print/edition_redline.html", page)
    return render_pdf(html, title=f"{kind} · {titles[0][1]}", language=spoken, sheets=SHEETS)


def kind_of(comparison: Comparison) -> str:
    """What a redline is, in one line."""
    names = {"old": comparison.old.name, "new": comparison.new.name}
    return _("Changes from %(old)s to %(new)s") % names
