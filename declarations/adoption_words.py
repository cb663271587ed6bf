"""How a text was adopted, in words: the lines that every paper and every form of an edition says behind its text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from declarations.canonical import CanonicalAdoption, CanonicalMember, CanonicalRemark
from declarations.choices import Manner, Remark

OTHER = {"es": "en", "en": "es"}


@dataclass(frozen=True, slots=True)
class Line:
    """``kind`` is ``adoption`` (the heading), ``fact``, ``whose`` or ``remark``.

    ``words`` are (language, words), one for each language of the paper; the language is that of the words.
    """

    kind: str
    words: tuple[tuple[str, str], ...]


def adoption_lines(adoption: CanonicalAdoption | None, languages: tuple[str, ...]) -> Iterator[Line]:
    """Manner, members present, reservations and statements; nothing for a text that was not adopted here.

    A reservation stands on every paper in the words in which it was made, and is never put into the other language.
    """
    if adoption is None:
        return
    yield _line("adoption", languages, lambda language: _("Adoption"))
    yield _line("fact", languages, lambda language: _manner(adoption, language))
    yield _line("fact", languages, lambda language: _present(adoption, language))
    for remark in adoption.remarks:
        yield _line("whose", languages, lambda language, one=remark: _whose(one, language))
        yield _remark(remark, languages)


def member_name(member: CanonicalMember, language: str) -> str:
    """Its name in ``language``, or else in the other one, as it was when the text was adopted."""
    return getattr(member, f"name_{language}") or getattr(member, f"name_{OTHER[language]}") or member.key


def _line(kind: str, languages: tuple[str, ...], say: Callable[[str], str]) -> Line:
    words = []
    for language in languages:
        with override(language):
            words.append((language, say(language)))
    return Line(kind, tuple(words))


def _manner(adoption: CanonicalAdoption, language: str) -> str:
    manner = str(Manner(adoption.manner).label)
    session = getattr(adoption, f"session_{language}")
    words = {"manner": manner, "session": session}
    return _("Adopted %(manner)s: %(session)s.") % words if session else _("Adopted %(manner)s.") % words


def _present(adoption: CanonicalAdoption, language: str) -> str:
    names = ", ".join(sorted(member_name(one, language) for one in adoption.present))
    return _("Members present: %(names)s.") % {"names": names}


def _whose(remark: CanonicalRemark, language: str) -> str:
    return f"{member_name(remark.member, language)} · {Remark(remark.kind).label}"


def _remark(remark: CanonicalRemark, languages: tuple[str, ...]) -> Line:
    """On a paper in one language that the member did not use, its words as they are; beside each other, a note."""
    words = []
    for language in languages:
        own, other = getattr(remark, f"words_{language}"), OTHER[language]
        if own or len(languages) > 1:
            with override(language):
                note = _("[made in English]") if language == "es" else _("[made in Spanish]")
            words.append((language, own or note))
        else:
            words.append((other, getattr(remark, f"words_{other}")))
    return Line("remark", tuple(words))
