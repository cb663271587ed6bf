"""The compiled comments of a step as PDF, in one language or in both one after the other."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import render_pdf
from declarations.models import RenderingLanguage
from secretariat.models import CommentsPaper
from secretariat.queries.comments import compiled_comments


def paper_of_comments(paper: CommentsPaper) -> bytes:
    """The PDF, of what whoever asked for it may read now. What a member wrote stands in its own language in each."""
    languages = ("es", "en") if paper.language == RenderingLanguage.BOTH else (paper.language,)
    pages, titles = [], []
    for language in languages:
        with override(language):
            compiled = compiled_comments(paper.step, paper.asked_by)
            context = {"compiled": compiled, "paper": paper, "language": language}
            pages.append(render_to_string("consultations/print/comments.html", context))
            titles.append(_("Compiled comments"))
    title = f"{' / '.join(titles)}: {paper.step.consultation.text.symbol}"
    return render_pdf("".join(pages), title=title, language=languages[0], sheets=["print-comments.css"])
