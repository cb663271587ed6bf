"""What follows from asking for the comments of a step: they become a PDF."""

from celery import shared_task

from common import papers
from secretariat.models import CommentsPaper


@shared_task
def make_comments_paper(paper_id: int) -> None:
    """Make one PDF and keep it. May run twice, or be killed at any moment."""
    waiting = CommentsPaper.objects.select_related("step__consultation__text", "step__version", "asked_by__person")
    papers.make(waiting, paper_id, _rendered)


def _rendered(paper: CommentsPaper) -> bytes:
    from secretariat.rendering.comments import paper_of_comments  # the renderer is loaded by those who render

    return paper_of_comments(paper)
