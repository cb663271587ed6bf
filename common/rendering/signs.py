"""Which signs our fonts can print. What they cannot is refused, not printed as an empty box."""

import re
import unicodedata
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

from common.rendering.fetcher import STATIC

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
INVISIBLE = {"Cc", "Cf", "Zs"}


def printable(html: str) -> str:
    """``html`` with a space for each control character, which no paper can show."""
    return CONTROLS.sub(" ", html)


def signs_without_glyph(html: str) -> list[str]:
    """The signs that none of our fonts has, each as ``漢 (U+6F22)``, in their order."""
    strange = set(html) - _glyphs()
    seen = sorted(sign for sign in strange if unicodedata.category(sign) not in INVISIBLE)
    return [f"{sign} (U+{ord(sign):04X})" for sign in seen]


@cache
def _glyphs() -> frozenset[str]:
    """Every sign that at least one font of the paper can print."""
    fonts = (TTFont(settings.BASE_DIR / "static" / path, lazy=True) for path in STATIC.values())
    return frozenset(chr(code) for font in fonts for code in font.getBestCmap())
