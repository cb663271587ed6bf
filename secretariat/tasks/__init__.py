"""What follows later from the Secretariat's procedures."""

from secretariat.tasks.comments import make_comments_paper
from secretariat.tasks.consultations import make_consultation_paper
from secretariat.tasks.handover import make_handover_paper
from secretariat.tasks.notices import tell_notice

__all__ = ["make_comments_paper", "make_consultation_paper", "make_handover_paper", "tell_notice"]
