"""The result on paper: the text as it would read with what is accepted in it, for one reader."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from declarations.models import RenderingLanguage, Text
from declarations.queries_drafting import result_of
from declarations.rendering.document import Row, laid_out
from declarations.rendering.watermarked import print_working


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the paper, as the templates of texts name it."""

    language: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of the paper: rows, the columns that they stand in, and how far labels hang."""

    rows: tuple[Row, ...]
    faces: tuple[Column, ...]
    hang: str

    @property
    def is_parallel(self) -> bool:
        return len(self.faces) > 1


def result_pdf(text: Text, language: str, reader_name: str) -> bytes:
    """The result in ``es``, ``en`` or ``both``, marked as a draft, with the reader's name and the time on every page.

    Raises as ``declarations.rendering.watermarked.print_working`` does.
    """
    result = result_of(text)
    languages = ("es", "en") if language == RenderingLanguage.BOTH else (language,)
    rows, hang = laid_out(result.content, languages)
    sheet = Sheet(rows, tuple(map(Column, languages)), hang)
    spoken = text.original_language or "es" if language == RenderingLanguage.BOTH else language
    with override(spoken):
        kind = _("Text under negotiation")
        if result.accepted:
            told = ngettext("with %(number)s accepted proposal", "with %(number)s accepted proposals", result.accepted)
            kind = f"{kind}, {told % {'number': result.accepted}}"
    return print_working(
        "declarations/print/result.html", {"document": sheet}, content=result.content, language=language, kind=kind,
        reader=reader_name,
    )  # fmt: skip
