"""What all forms share: languages, signs that XML cannot hold, and how a missing passage is shown."""

import re

BOTH = "both"
LANGUAGES = ("es", "en")
MISSING = {"es": "[falta el texto en español]", "en": "[English text missing]"}
SUMMARY = {"es": "Resumen – no es el texto oficial", "en": "Summary – not the official text"}
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(words: str) -> str:
    """``words`` as XML 1.0 can hold them: each sign that it forbids (controls, U+FFFE, U+FFFF) becomes U+FFFD.

    The canonical form keeps such a sign; in XML there is no way of writing it, so that it is shown as damaged.
    """
    return FORBIDDEN.sub("\ufffd", words)


def languages_in(language: str) -> tuple[str, ...]:
    """The languages of a form in ``es``, ``en`` or ``both``."""
    return LANGUAGES if language == BOTH else (language,)


def other_than(language: str) -> str:
    return "en" if language == "es" else "es"


def is_missing(paragraph: object, language: str) -> bool:
    """The other language has words here, and this one has none."""
    other = getattr(paragraph, f"body_{other_than(language)}")
    return not getattr(paragraph, f"body_{language}") and bool(other.strip())
