"""What a returned Word file would change, as its page shows it and as it is carried from the look to the act."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from declarations.importing.returning import DELETE, REPLACE, Change
from declarations.models import Text
from declarations.services.word_returns import Returning
from declarations.wording import Run, compared

SALT = "declarations.returned_word"
WAITS = 2 * 24 * 60 * 60  # seconds that a look may be confirmed after
LARGEST = 2 * 1024 * 1024  # characters of what is carried


@dataclass(frozen=True, slots=True)
class Carried:
    """The changes of one file, as they were shown to one reader for one delegation."""

    text: int
    reader: int
    participant: int
    version: int
    changes: tuple[Change, ...]

    def sign(self) -> str:
        """For a hidden field: nobody can change it, and it stands for nobody else."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def read(cls, signed: str) -> "Carried":
        """Raises ``signing.BadSignature`` for what was changed or is too old."""
        given = signing.loads(signed, salt=SALT, max_age=WAITS)
        changes = tuple(Change(**one | {"lacks": tuple(one["lacks"])}) for one in given.pop("changes"))
        return cls(**given, changes=changes)


def shown(change: Change) -> list[tuple[str, Sequence[Run]]]:
    """By language, the words with what was taken out and put in."""
    if change.kind == DELETE:
        return [(one, (Run("deleted", words),)) for one, words in change.old.items() if words]
    if change.kind == REPLACE:
        return [(one, compared(change.old.get(one, ""), words)) for one, words in change.words.items()]
    return [(one, (Run("inserted", words),)) for one, words in change.words.items()]


def label_of(paragraph: Any) -> str:
    """How people name a paragraph: by its label, else by its place."""
    return paragraph.label_es or paragraph.label_en or f"¶{paragraph.order}"


def told(text: Text, returning: Returning) -> list[tuple[str, list[str]]]:
    """What the file says that becomes no proposal, under its headings. One query."""
    labels = {str(one.uid): label_of(one) for one in text.paragraphs.all()} if returning.comparison.comments else {}
    comments = [f"{labels.get(uid, '')} {words}".strip() for uid, words in returning.comparison.comments]
    parts = (
        (_("Comments on paragraphs that the file does not change"), comments),
        (_("Words outside the two columns, of which the file does not say the language"), returning.comparison.outside),
        (_("Notes and text boxes, which are not read"), returning.aside),
    )
    return [(heading, lines) for heading, lines in parts if lines]
