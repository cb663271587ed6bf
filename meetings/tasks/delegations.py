"""Lists of participants and badges as PDF: made once each, however often they are asked for."""

from celery import shared_task

from common import papers
from meetings.models import DelegationFile


@shared_task
def make_delegation_file(paper_id: int) -> None:
    """Make one PDF and keep it. May run twice, or be killed at any moment."""
    papers.make(DelegationFile.objects.select_related("meeting"), paper_id, _rendered)


def _rendered(asked: DelegationFile) -> bytes:
    from meetings.rendering.delegations import paper_of_delegations  # the renderer is loaded by those who render

    return paper_of_delegations(asked.meeting, asked.kind, asked.language)
