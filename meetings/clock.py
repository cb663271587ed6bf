"""What the clock rings for among meetings: personal data is erased on its day."""

from celery import shared_task
from django.utils import timezone

from meetings.services import erasure, plan_sheets, waiting_papers


@shared_task
def erase_delegates() -> int:
    """Erase whom the meetings of long ago registered; how many. Rung every hour; a second run erases none."""
    return erasure.erase_delegates()


@shared_task
def sweep_waiting_papers() -> int:
    """Discard what was given and not confirmed within two days: files meant as papers, filled-in forms of work plans.

    Returns how many. Rung every hour.
    """
    now = timezone.now()
    return waiting_papers.sweep_waiting_papers(now) + plan_sheets.forget_plan_sheets(now)
