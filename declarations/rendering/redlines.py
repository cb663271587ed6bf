"""A redline on paper: what was put in is underlined, what was taken out is struck, what moved says from where."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from declarations.models import Text
from declarations.queries_versions import Comparison, compare_versions
from declarations.rendering.watermarked import print_working


def redline_pdf(text: Text, *, language: str, old: int, new: int | None, reader: str) -> bytes:
    """Version ``old`` with ``new``, or with the working copy, in ``es``, ``en`` or ``both``."""
    spoken = text.original_language or "es" if language == "both" else language
    with override(spoken):
        comparison = compare_versions(text, old, new, language)
        kind = kind_of(comparison)
    template, page = "declarations/print/redline.html", {"comparison": comparison}
    return print_working(template, page, content=comparison.after, language=language, kind=kind, reader=reader)


def kind_of(comparison: Comparison) -> str:
    """What a redline is, in one line."""
    names = {"old": comparison.old.name, "new": comparison.new.name}
    return _("Changes from %(old)s to %(new)s") % names
