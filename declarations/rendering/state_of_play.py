"""The state of play on paper, for a meeting of the GRCM: in one language, or in both one after the other."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import render_pdf
from declarations.models import RenderingLanguage, StatePaper
from declarations.queries_commitments import state_of_play


def paper_of_state(paper: StatePaper) -> bytes:
    """The PDF, of what whoever asked for it may see now."""
    languages = ("es", "en") if paper.language == RenderingLanguage.BOTH else (paper.language,)
    parts, titles = [], []
    for language in languages:
        with override(language):
            play = state_of_play(paper.asked_by, paper.meeting)
            parts.append(render_to_string("commitments/print/state_of_play.html", {"play": play, "language": language}))
            titles.append(_("State of play of the commitments"))
    return render_pdf("".join(parts), title=" / ".join(titles), language=languages[0], sheets=["print-commitments.css"])
