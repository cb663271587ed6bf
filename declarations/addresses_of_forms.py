"""Where the forms of the edition on a page stand."""

from collections.abc import Iterator

from common.page_addresses import page_address
from declarations.forms_of_text.catalogue import FORMS, languages_of
from declarations.reading import Reading


def forms_of(code: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Form, language and address of each of the edition ``code`` in ``languages``, canonical form left out."""
    for form in FORMS:
        for language in languages_of(form, languages):
            yield form, language, form_address(code, language, form)


def form_address(code: str, language: str, form: str) -> str:
    return page_address("form-file", code=code, language=language, form=form)


def address_of_form(reading: Reading, form: str, view: str) -> str:
    """The address of ``form`` in the language of the page; empty where nothing is published.

    ``view`` is how the page shows the text: side by side is a form for Word alone, else the first language is taken.
    A text of one language has its forms in that one, and says so in its address.
    """
    if reading.edition is None:
        return ""
    if form == "json":
        return page_address("canonical-file", code=reading.edition.code)
    languages = languages_of(form, reading.languages)
    if not languages:
        return ""
    return form_address(reading.edition.code, view if view in languages else languages[0], form)
