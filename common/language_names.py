"""What a language is called, in the words of the active one."""

from django.utils.translation import get_language, get_language_info


def language_name(code: str) -> str:
    """The name of the language ``code`` as it stands inside a sentence: «inglés», "English".

    Spanish writes languages with a small letter, English with a capital. Raises ``KeyError`` for an unknown code.
    """
    name: str = get_language_info(code)["name_translated"]
    return name.lower() if get_language() == "es" else name
