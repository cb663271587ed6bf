"""The papers of a text at work, by their kind."""

from declarations.models import WorkingPaper, WorkingPaperKind
from declarations.rendering.redlines import redline_pdf


def working_pdf(paper: WorkingPaper) -> bytes:
    """The PDF that was asked for, with the name of whoever asked on every page."""
    reader = str(paper.asked_by.person or paper.asked_by)
    if paper.kind == WorkingPaperKind.REDLINE:
        return redline_pdf(paper.text, language=paper.language, old=paper.old, new=paper.new, reader=reader)
    from declarations.rendering.results import result_pdf

    return result_pdf(paper.text, paper.language, reader)
