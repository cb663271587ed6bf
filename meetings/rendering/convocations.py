"""A convocation on paper, under the conference's letterhead."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from common.rendering import render_pdf
from meetings.models import Convocation


def paper_of_convocation(convocation: Convocation, language: str) -> bytes:
    """The PDF in one language. Nothing but the convocation itself is read: printed anew, it says the same."""
    with override(language):
        facts = convocation.facts[language]
        page = {
            "convocation": convocation,
            "facts": facts,
            "words": getattr(convocation, f"words_{language}"),
            "language": language,
            "address": settings.SITE_URL + convocation.get_absolute_url(),
        }
        html = render_to_string("meetings/print/convocation.html", page)
        title = f"{convocation.get_kind_display()}: {facts['title']}"
    return render_pdf(html, title=title, language=language, sheets=["print-text.css"])
