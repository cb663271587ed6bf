"""The file for the next presidency as PDF, in one language or in both one after the other."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import render_pdf
from declarations.models import RenderingLanguage
from secretariat.models import HandoverPaper
from secretariat.queries.handover import handover_file


def paper_of_handover(paper: HandoverPaper) -> bytes:
    """The PDF, of what whoever asked for it may see now."""
    languages = ("es", "en") if paper.language == RenderingLanguage.BOTH else (paper.language,)
    pages, titles = [], []
    for language in languages:
        with override(language):
            file = handover_file(paper.asked_by, paper.presidency)
            pages.append(render_to_string("secretariat/print/handover.html", {"file": file, "language": language}))
            titles.append(_("Handover file"))
    return render_pdf("".join(pages), title=" / ".join(titles), language=languages[0], sheets=["print-handover.css"])
