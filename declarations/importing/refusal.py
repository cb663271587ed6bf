from typing import Any


class ImportRefused(Exception):
    """A file is not taken; nothing was written. ``str()`` is one clear sentence in the active language."""

    def __init__(self, reason: Any, **values: Any) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)

    def __str__(self) -> str:
        return str(self.reason) % self.values if self.values else str(self.reason)
