"""Papers of texts at work: made once each, for whoever asked, however often the message comes."""

from celery import shared_task

from common import papers
from declarations.models import WorkingPaper


@shared_task
def make_working_paper(paper_id: int) -> None:
    """Make one PDF and keep it. May run twice, or be killed at any moment."""
    papers.make(WorkingPaper.objects.select_related("text", "asked_by__person"), paper_id, _rendered)


def _rendered(paper: WorkingPaper) -> bytes:
    from declarations.rendering.working import working_pdf  # the renderer is loaded by those who render

    return working_pdf(paper)
