"""What the clock rings for on the Secretariat's floor: written consultations."""

from celery import shared_task

from secretariat.services import consultation_clock


@shared_task
def run_consultations() -> dict[str, int]:
    """Open, remind, close and conclude what is due. Rung every fifteen seconds; whatever was missed is caught up."""
    return consultation_clock.run_consultations()
