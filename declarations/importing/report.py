"""What the import guessed and what it could not place: kept with the text as JSON, read in either language."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from declarations.importing.alignment import Row
from declarations.importing.structure import Structured
from declarations.models import ParagraphKind

EXCERPT = 60  # signs
WARNINGS = {
    "header-key-unused": gettext_lazy("The header's “%(key)s” is not used."),
    "header-value-unused": gettext_lazy(
        "The header's %(key)s “%(value)s” is not one that the portal knows; it is not used."
    ),
    "headers-differ": gettext_lazy(
        "The two headers differ in %(key)s: “%(es)s” and “%(en)s”; the Spanish one is used."
    ),
    "place-differs": gettext_lazy(
        "The header's place “%(value)s” is not where the record has the meeting (%(place)s)."
    ),
    "meeting-differs": gettext_lazy(
        "The header names the meeting “%(value)s”; the text is imported for “%(meeting)s”."
    ),
    "title-made": gettext_lazy("The %(language)s file has no title; “%(title)s” was used."),
    "title-kept": gettext_lazy("The published title was kept; the file has “%(title)s” (%(language)s)."),
    "header-kept": gettext_lazy(
        "The text is published: kind, date and the like were kept, and the header not used for them."
    ),
    "language-doubtful": gettext_lazy("The file given as %(language)s reads like another language."),
    "pictures": gettext_lazy("Pictures were left out: %(count)s."),
    "tracked-changes": gettext_lazy("The file has tracked changes; they were taken as accepted."),
    "damaged-signs": gettext_lazy("The file holds characters damaged earlier (�): %(count)s."),
    "label-glued": gettext_lazy("A label may be joined to its words: “%(words)s”."),
    "direction-signs": gettext_lazy("The file holds invisible characters of writing direction: %(count)s."),
}
LANGUAGES = {"es": pgettext_lazy("in a sentence", "Spanish"), "en": pgettext_lazy("in a sentence", "English")}


@dataclass(slots=True)
class ImportReport:
    """The guesses of one import, countable, and everything that an officer should look at."""

    files: dict[str, str] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    languages: int = 0
    unaligned: list[dict[str, Any]] = field(default_factory=list)
    differing: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    identities: dict[str, int] = field(default_factory=dict)

    def warn(self, code: str, **values: Any) -> None:
        self.warnings.append({"code": code, "values": values})

    def warn_all(self, warnings: list[tuple[str, dict[str, Any]]]) -> None:
        for code, values in warnings:
            self.warn(code, **values)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ImportReport":
        return cls(**stored)

    def count(self, texts: dict[str, Structured], rows: list[Row], *, languages: int) -> None:
        """Fill in the figures; where the text has one of the ``languages`` alone, nothing is unaligned."""
        self.languages = languages
        self.rows = len(rows)
        self.words = {language: len(text.words) for language, text in texts.items()}
        self.labels = {language: sum(bool(item.label) for item in text.items) for language, text in texts.items()}
        self.kinds = dict(Counter(str(row.kind) for row in rows))
        self.levels = dict(sorted(Counter(str(row.level) for row in rows).items()))
        for number, row in enumerate(rows, 1):
            if languages == 2 and row.is_alone:
                item = row.es or row.en
                words = f"{item.label} {item.body}".strip() if item else ""
                language = "es" if row.es else "en"
                self.unaligned.append({"row": number, "language": language, "words": excerpt(words)})
            elif row.es and row.en and row.differs:
                both = {"es": [row.es.kind, row.es.level], "en": [row.en.kind, row.en.level]}
                self.differing.append({"row": number, "words": excerpt(row.es.body or row.en.body), **both})

    def lines(self) -> list[str]:
        """The report as sentences in the active language."""
        return [*self._figures(), *self._alignment(), *self._identities(), *map(warning_line, self.warnings)]

    def _figures(self) -> list[str]:
        lines = [
            _("%(language)s: %(file)s; words: %(words)s; labels: %(labels)s.")
            % {"language": capfirst(LANGUAGES[language]), "file": name, "words": self.words.get(language, 0),
               "labels": self.labels.get(language, 0)}
            for language, name in self.files.items()
        ]  # fmt: skip
        kinds = ", ".join(f"{ParagraphKind(kind).label} {count}" for kind, count in self.kinds.items())
        levels = ", ".join(f"{level}: {count}" for level, count in self.levels.items())
        lines.append(
            ngettext("%(count)s paragraph: %(kinds)s.", "%(count)s paragraphs: %(kinds)s.", self.rows)
            % {"count": self.rows, "kinds": kinds}
        )
        return [*lines, _("Levels of nesting – %(levels)s.") % {"levels": levels}]

    def _alignment(self) -> list[str]:
        lines = []
        if self.languages == 2:
            lines.append(_("Aligned: %(count)s of %(rows)s.")
                         % {"count": self.rows - len(self.unaligned), "rows": self.rows})  # fmt: skip
        for one in self.unaligned:
            lines.append(_("Paragraph %(row)s stands only in %(language)s: “%(words)s”.")
                         % {**one, "language": LANGUAGES[one["language"]]})  # fmt: skip
        for one in self.differing:
            lines.append(_("Paragraph %(row)s was read as %(es)s in Spanish and %(en)s in English: “%(words)s”.")
                         % {**one, "es": guess(one["es"]), "en": guess(one["en"])})  # fmt: skip
        return lines

    def _identities(self) -> list[str]:
        if not self.identities:
            return []
        return [_("Paragraphs that kept their identity: %(kept)s; new: %(new)s; gone: %(gone)s.") % self.identities]


def guess(kind_and_level: list[Any]) -> str:
    return f"{ParagraphKind(kind_and_level[0]).label} ({kind_and_level[1]})"


def warning_line(warning: dict[str, Any]) -> str:
    values = {key: LANGUAGES.get(value, value) if key == "language" else value
              for key, value in warning["values"].items()}  # fmt: skip
    return str(WARNINGS[warning["code"]]) % values


def excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"
