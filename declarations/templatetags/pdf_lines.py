"""The PDFs of an edition, as the page of a text lists them."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from declarations.models import RenderingLanguage, RenderingState
from declarations.reading import MadePdf

register = template.Library()


@register.simple_tag
def pdf_lines(renderings: Iterable[MadePdf]) -> SafeString:
    """A line for each: a link to what is ready, or how far it is."""
    here = get_language()
    lines = (f'<li class="files__line">\n      {_line(one, here)}\n    </li>\n    ' for one in renderings)
    return SafeString("".join(lines))


@lru_cache(maxsize=512)  # by all that it says
def _line(rendering: MadePdf, _here: str | None) -> str:
    name = escape(str(RenderingLanguage(rendering.language).label))
    if rendering.state == RenderingState.READY:
        pages = rendering.pages or 0
        long = ngettext("%(counter)s page", "%(counter)s pages", pages) % {"counter": pages}
        lang = "" if rendering.language == "both" else f' hreflang="{rendering.language}"'
        link = f'<a href="{rendering.get_absolute_url()}" type="application/pdf"{lang}>{icon("download")}{name}</a>'
        return f'{link}\n      <span class="files__size">PDF · {filesizeformat(rendering.size)} · {escape(long)}</span>'
    drawing, words = "warning", _("The PDF could not be made; the Secretariat has been told.")
    if rendering.state == RenderingState.PENDING:
        drawing, words = "clock", _("The PDF is being made.")
    return f'<span>{icon(drawing)}{name}</span>\n      <span class="files__size">{escape(words)}</span>'
