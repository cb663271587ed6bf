"""What follows from asking for the handover file: it becomes a PDF."""

from celery import shared_task

from common import papers
from secretariat.models import HandoverPaper


@shared_task
def make_handover_paper(paper_id: int) -> None:
    """Make one PDF and keep it. May run twice, or be killed at any moment."""
    papers.make(HandoverPaper.objects.select_related("presidency__country", "asked_by__person"), paper_id, _rendered)


def _rendered(paper: HandoverPaper) -> bytes:
    from secretariat.rendering.handover import paper_of_handover  # the renderer is loaded by those who render

    return paper_of_handover(paper)
