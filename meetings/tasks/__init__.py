"""What follows later in the life of a meeting."""

from meetings.tasks.convocations import make_convocation_paper, tell_convocation
from meetings.tasks.delegations import make_delegation_file

__all__ = ["make_convocation_paper", "make_delegation_file", "tell_convocation"]
