"""A version of a working copy as DOCX, for a ministry that works in Word: marked as a draft."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.periods import PartialDate
from declarations.forms_of_text.docx import Draft, write_docx
from declarations.forms_of_text.signs import LANGUAGES
from declarations.models import TextVersion


def draft_docx(version: TextVersion, language: str, *, reader: str, on: date) -> bytes:
    """``version`` in ``es``, ``en`` or ``both``, for ``reader`` on that day; what to do with it in both languages."""
    running, notices = [], []
    for code in LANGUAGES:
        with override(code):
            about = {"number": version.number, "reader": reader, "day": str(PartialDate(on.isoformat()))}
            running.append(_("DRAFT · version %(number)s") % about)
            notices += [(code, words) for words in _told(about)]
    draft = Draft(version.number, f"{' – '.join(running)} · {reader}", notices)
    return write_docx(version.content(), language, draft=draft)


def _told(about: dict[str, object]) -> tuple[str, ...]:
    return (
        _("DRAFT, not for circulation. Version %(number)s, fetched by %(reader)s on %(day)s.") % about,
        _(
            "Change the words where they stand, add or delete paragraphs, with or without tracked changes; a comment "
            "on a paragraph becomes the reason of its proposal. Leave the numbers as they are: they follow by "
            "themselves."
        ),
        _("Return this file to your focal point or to the Technical Secretariat: its changes become proposals."),
    )
