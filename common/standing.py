"""Questions that are put to the database again and again in the same words."""

import hashlib
from collections.abc import Sequence
from typing import Any


class Standing(str):
    """A question in SQL that stands: PostgreSQL keeps its plan for each connection (``common/postgresql/``).

    Asked with ``values`` of which those at ``places`` differ from one time to the next; all others belong to the
    question. Without ``places`` every value differs. ``name`` is that of the plan: two questions that are the same word
    for word have one name, in every process, and no others have.
    """

    name: str
    places: tuple[int, ...] | None

    def __new__(cls, words: str, places: tuple[int, ...] | None = None, values: Sequence[Any] = ()) -> "Standing":
        made = super().__new__(cls, words)
        own = None if places is None else [repr(one) for place, one in enumerate(values) if place not in places]
        made.name = f"standing_{hashlib.sha256(repr((words, places, own)).encode()).hexdigest()[:32]}"
        made.places = places
        return made

    def sought(self, values: Sequence[Any]) -> Sequence[Any]:
        """Of all ``values``, those that differ."""
        return values if self.places is None else [values[place] for place in self.places]
