"""How a text is cited: as a sentence, in BibTeX and in RIS, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.periods import PartialDate
from declarations.models import Nature
from declarations.reading import Reading

BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "#$%&_"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says. ``url`` is the address of the edition cited, so that the words cited stay findable."""

    author: str
    title: str
    symbol: str
    date: PartialDate | None
    place: str
    meeting: str
    edition: int | None
    code: str
    language: str
    note: str
    url: str

    def as_text(self) -> str:
        """One sentence, as in a footnote."""
        edition = _("edition %(number)s") % {"number": self.edition} if self.edition else ""
        parts = [self.meeting, self.place, str(self.date or ""), edition, self.note]
        title = f"«{self.title}»" if self.language == "es" else f"“{self.title}”"
        code = _("Code %(code)s.") % {"code": self.code} if self.code else ""
        sentence = ", ".join(part for part in [title, *parts] if part)
        return " ".join(part for part in [f"{self.author}.", f"{sentence}.", self.url, code] if part)

    def as_bibtex(self) -> str:
        """An entry that BibTeX and biber read; every sign that means something to TeX is escaped."""
        fields = {
            "author": f"{{{_bibtex(self.author)}}}",
            "title": f"{{{_bibtex(self.title)}}}",
            "year": str(self.date.year) if self.date else "",
            "date": self.date.iso if self.date else "",
            "eventtitle": _bibtex(self.meeting),
            "venue": _bibtex(self.place),
            "version": str(self.edition or ""),
            "number": _bibtex(self.code),
            "langid": {"es": "spanish", "en": "english"}[self.language],
            "note": _bibtex(self.note),
            "url": _line(self.url),
        }
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@misc{{crm-{self.symbol},\n{body}}}\n"

    def as_ris(self) -> str:
        """A record in RIS: one field a line, each line ended by carriage return and line feed."""
        date = self.date.iso.split("-") if self.date else []
        fields = [
            ("TY", "GOVDOC"),
            ("ID", f"crm-{self.symbol}"),
            ("AU", self.author),
            ("TI", self.title),
            ("PY", date[0] if date else ""),
            ("DA", "/".join([*date, "", ""][:3]) + "/" if date else ""),
            ("T2", self.meeting),
            ("CY", self.place),
            ("ET", str(self.edition or "")),
            ("M1", self.code),
            ("LA", self.language),
            ("N1", self.note),
            ("UR", self.url),
        ]
        lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
        return "\r\n".join([*lines, "ER  - ", ""])


def cite(reading: Reading) -> Citation:
    """The citation of what is read, with the words of the page's language, or of the other where it lacks them."""
    language = "en" if get_language() == "en" else "es"
    other = "es" if language == "en" else "en"
    text, edition = reading.text, reading.edition
    notes = {
        Nature.SUMMARY: _("summary by the portal, not the official text"),
        Nature.REFERENCE: _("title only; the portal does not hold the text"),
    }
    return Citation(
        author=_("Regional Conference on Migration"),
        title=reading.title_in(language) or reading.title_in(other),
        symbol=text.symbol,
        date=text.adopted_on,
        place=_heading(reading, "place", language, other),
        meeting=_heading(reading, "meeting", language, other),
        edition=edition.number if edition else None,
        code=edition.code if edition else "",
        language=language,
        note=str(notes.get(Nature(text.nature), "")),
        url=settings.SITE_URL + (edition or text).get_absolute_url(),
    )


def _heading(reading: Reading, field: str, language: str, other: str) -> str:
    content = reading.content
    return (getattr(content, f"{field}_{language}") or getattr(content, f"{field}_{other}")) if content else ""


def _line(value: str) -> str:
    return " ".join(value.split())


def _bibtex(value: str) -> str:
    return "".join(BIBTEX_SIGNS.get(sign, sign) for sign in _line(value))
