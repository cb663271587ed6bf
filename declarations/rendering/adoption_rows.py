"""How a text was adopted, on paper: behind its last paragraph, set apart from its words."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from declarations.canonical import CanonicalAdoption, CanonicalMember, CanonicalRemark, CanonicalText
from declarations.models import Manner, Remark
from declarations.rendering.pieces import SHORT, Cell, Row

OTHER = {"es": "en", "en": "es"}


def adoption_rows(content: CanonicalText, languages: tuple[str, ...]) -> Iterator[Row]:
    """Manner, members present, reservations and statements; nothing for a text that was not adopted here.

    A reservation stands on every paper in the words in which it was made, and is never put into the other language.
    """
    adoption = content.adoption
    if adoption is None:
        return
    yield _row("adoption", languages, lambda language: _("Adoption"), rank=2)
    yield _row("fact", languages, lambda language: _manner(adoption, language))
    yield _row("fact", languages, lambda language: _present(adoption, language))
    for remark in adoption.remarks:
        yield _row("whose", languages, lambda language, one=remark: _whose(one, language))
        yield _words(remark, languages)


def _row(kind: str, languages: tuple[str, ...], say: Callable[[str], str], rank: int = 0) -> Row:
    cells = []
    for language in languages:
        with override(language):
            cells.append(Cell(language, "", say(language), False))
    bookmark = " · ".join(dict.fromkeys(cell.words for cell in cells)) if rank else ""
    return Row("", kind, 0, rank, tuple(cells), bookmark, True)


def _manner(adoption: CanonicalAdoption, language: str) -> str:
    manner = str(Manner(adoption.manner).label)
    session = getattr(adoption, f"session_{language}")
    words = {"manner": manner, "session": session}
    return _("Adopted %(manner)s: %(session)s.") % words if session else _("Adopted %(manner)s.") % words


def _present(adoption: CanonicalAdoption, language: str) -> str:
    names = ", ".join(sorted(_name(one, language) for one in adoption.present))
    return _("Members present: %(names)s.") % {"names": names}


def _name(member: CanonicalMember, language: str) -> str:
    return getattr(member, f"name_{language}") or getattr(member, f"name_{OTHER[language]}") or member.key


def _whose(remark: CanonicalRemark, language: str) -> str:
    return f"{_name(remark.member, language)} · {Remark(remark.kind).label}"


def _words(remark: CanonicalRemark, languages: tuple[str, ...]) -> Row:
    """On a paper in one language that the member did not use, its words as they are; beside each other, a note."""
    cells = []
    for language in languages:
        own, other = getattr(remark, f"words_{language}"), OTHER[language]
        if own or len(languages) > 1:
            with override(language):
                note = _("[made in English]") if language == "es" else _("[made in Spanish]")
            cells.append(Cell(language, "", own or note, False))
        else:
            cells.append(Cell(other, "", getattr(remark, f"words_{other}"), False))
    return Row("", "remark", 0, 0, tuple(cells), "", all(len(cell.words) < SHORT for cell in cells))
