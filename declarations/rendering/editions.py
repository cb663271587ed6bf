"""The file of an edition: its paper, sealed where the conference has a key."""

import hashlib
from dataclasses import dataclass

from declarations.models import Edition
from declarations.rendering.pdf import render_edition
from declarations.rendering.sealing import Seal, sealed


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A finished file; ``seal`` is none where no key is configured."""

    content: bytes
    pages: int
    seal: Seal | None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def sealed_paper(edition: Edition, language: str) -> SealedPaper:
    """Make the file of ``edition`` in ``es``, ``en`` or ``both``.

    The bytes depend on what ``render_edition`` says, and on the key: the seal says that it was made when the edition
    was frozen. Raises ``RenderingError``.
    """
    paper = render_edition(edition, language)
    content, seal = sealed(paper.content, edition.published_at)
    return SealedPaper(content, paper.pages, seal)
