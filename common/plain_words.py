"""Words compared without accents and case, in the same way by Python and by both databases."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q

# Every letter that Spanish, English, Portuguese and French write with a mark, by the letter beneath it.
MARKED = "áàâãäéèêëíìîïóòôõöúùûüñç"


def plain(words: str) -> str:
    """``words`` in lower case without accents: "Panamá" and "PANAMA" are the same."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


VARIANTS: dict[str, str] = {}
for _marked in MARKED:
    VARIANTS[plain(_marked)] = VARIANTS.get(plain(_marked), "") + _marked + _marked.upper()


def pattern_of(word: str) -> str:
    """A regular expression that finds ``word`` whatever its accents, for the lookup ``iregex`` of either database.

    The variants stand in it in both cases, for not every database knows the case of a letter with an accent.
    """
    return "".join(f"[{sign}{VARIANTS[sign]}]" if sign in VARIANTS else re.escape(sign) for sign in plain(word))


def has_word(word: str, columns: Iterable[str]) -> Q:
    """Rows of which one of ``columns`` holds ``word``."""
    found = Q(pk__in=())
    for column in columns:
        found |= Q(**{f"{column}__iregex": pattern_of(word)})
    return found
