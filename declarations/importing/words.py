"""What counts as the same words: Unicode NFC, white space folded. Every promise of the import is made in these."""

import re
import unicodedata

SPACE = re.compile(r"\s+")
TIES = ("\u00a0", "\u202f")  # spaces at which no line may end: typography, kept where they stand alone


def fold(text: str) -> str:
    """The text in NFC with each run of white space as one space, and none at the ends."""
    return SPACE.sub(_one_space, unicodedata.normalize("NFC", text)).strip()


def _one_space(run: re.Match[str]) -> str:
    return run[0] if run[0] in TIES else " "


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def plain(text: str) -> str:
    """Lower case without accents: for comparing, never for showing."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
