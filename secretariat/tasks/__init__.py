"""What follows later from the Secretariat's procedures."""

from secretariat.tasks.notices import tell_notice

__all__ = ["tell_notice"]
