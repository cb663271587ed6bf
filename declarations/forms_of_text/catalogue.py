"""The forms of an edition that are made on request: which there are, in which languages, and their bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from declarations.canonical import CanonicalText
from declarations.forms_of_text.akoma_ntoso import write_akoma_ntoso
from declarations.forms_of_text.docx import write_docx
from declarations.forms_of_text.markdown import write_markdown
from declarations.forms_of_text.plain import write_plain
from declarations.forms_of_text.signs import BOTH


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name for people, its kind for machines, and how it is made (text, language, day of the edition)."""

    name: str
    content_type: str
    write: Callable[[CanonicalText, str, str], bytes]
    has_both: bool = False


FORMS = {
    "docx": Form(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda content, language, _day: write_docx(content, language),
        has_both=True,
    ),
    "xml": Form(
        "Akoma Ntoso",
        "application/akn+xml",
        lambda content, language, day: write_akoma_ntoso(content, language, published=day),
    ),
    "md": Form(
        "Markdown",
        "text/markdown; charset=utf-8; variant=CommonMark",
        lambda content, language, _day: write_markdown(content, language).encode(),
    ),
    "txt": Form(
        "TXT", "text/plain; charset=utf-8", lambda content, language, _day: write_plain(content, language).encode()
    ),
}


def languages_of(form: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """In which languages a text with words in ``languages`` has ``form``; nothing for a form that there is not."""
    if form not in FORMS:
        return ()
    return (*languages, BOTH) if FORMS[form].has_both and len(languages) > 1 else languages


@lru_cache(maxsize=64)
def made(canonical: str, form: str, language: str, day: str) -> bytes:
    """The bytes of ``form``: an edition never changes, so what was made of these very words is kept and never stale.

    To be asked only with what the reader was allowed to read from the database.
    """
    return FORMS[form].write(CanonicalText.from_json(canonical), language, day)
