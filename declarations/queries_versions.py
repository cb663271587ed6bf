"""What is compared: two versions of a working copy, or two editions as they were published."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from declarations.canonical import CanonicalText
from declarations.models import Edition, Text, TextVersion
from declarations.queries import freeze
from declarations.redline import RedlineRow, redlines, title_runs
from declarations.wording import Run

WORKING_COPY = "now"  # how an address names the text as it stands
VIEWS = ("es", "en", "both")


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison: a version, an edition, or the working copy as it stands (``number`` None)."""

    number: int | None
    name: str
    at: datetime
    reason: str = ""
    code: str = ""


@dataclass(frozen=True)
class Comparison:
    """How one side became the other. ``view`` is ``es``, ``en`` or ``both``."""

    text: Text
    old: Compared
    new: Compared
    before: CanonicalText
    after: CanonicalText
    view: str

    @property
    def languages(self) -> tuple[str, ...]:
        return ("es", "en") if self.view == "both" else (self.view,)

    @cached_property
    def rows(self) -> list[tuple[RedlineRow, ...]]:
        """Each paragraph in the languages of the view; what neither side has words for in them is left out."""
        places = [("es", "en").index(language) for language in self.languages]
        rows = [tuple(pair[place] for place in places) for pair in redlines(self.before, self.after)]
        return [row for row in rows if not all(one.is_empty for one in row)]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many paragraphs fared how; one that moved and was changed counts as both."""
        counted = Counter(change_in(row) for row in self.rows)
        counted["changed"] += sum(
            change_in(row) == "moved" and any(one.is_reworded for one in row) for row in self.rows
        )
        return counted

    @property
    def is_unchanged(self) -> bool:
        return not self.changed_titles and all(change_in(row) == "same" for row in self.rows)

    @cached_property
    def changed_titles(self) -> list[tuple[str, tuple[Run, ...]]]:
        """The title in each language of the view in which it changed."""
        runs = [(language, title_runs(self.before, self.after, language)) for language in self.languages]
        return [(language, made) for language, made in runs if any(run.happened != "same" for run in made)]


def change_in(row: tuple[RedlineRow, ...]) -> str:
    """How a paragraph fared in the languages that are shown: changed where it is so in one of them."""
    return next((one.change for one in row if one.change != "same"), "same")


def versions_of(text: Text) -> list[TextVersion]:
    """Every version kept of ``text`` without its words, the latest first. One query."""
    return list(TextVersion.objects.filter(text=text).defer("canonical").order_by("-number"))


def compare_versions(text: Text, old: int, new: int | None, view: str) -> Comparison:
    """Version ``old`` with version ``new``, or with the working copy as it stands.

    Raises ``TextVersion.DoesNotExist``. Two queries, or four with the working copy.
    """
    kept = {one.number: one for one in TextVersion.objects.filter(text=text, number__in={old, new or old})}
    if not {old, new or old} <= set(kept):
        raise TextVersion.DoesNotExist(f"no version {old} or {new} of {text.symbol}")
    if new is None:
        side, after = Compared(None, _("the text as it stands"), timezone.now()), freeze(text, number=0)
    else:
        side, after = _version(kept[new]), kept[new].content()
    return Comparison(text, _version(kept[old]), side, kept[old].content(), after, view)


def compare_editions(symbol: str, number: int, since: int, view: str, user: Any) -> Comparison:
    """Edition ``since`` with edition ``number`` of a text, as far as ``user`` may see both. One query.

    Raises ``Edition.DoesNotExist``.
    """
    asked = Edition.objects.visible_to(user).filter(text__symbol=symbol, number__in={number, since})
    found = {one.number: one for one in asked.select_related("text__meeting")}
    if not {number, since} <= set(found) or number == since:
        raise Edition.DoesNotExist(f"no editions {since} and {number} of {symbol}")
    return compared_editions(found[since], found[number], view)


def compared_editions(old: Edition, new: Edition, view: str) -> Comparison:
    """Edition ``old`` with edition ``new``, for whoever was found to see both."""
    return Comparison(new.text, _edition(old), _edition(new), old.content(), new.content(), view)


def _version(version: TextVersion) -> Compared:
    name = pgettext("one side of a comparison", "version %(number)s") % {"number": version.number}
    return Compared(version.number, name, version.made_at)


def _edition(edition: Edition) -> Compared:
    name = pgettext("one side of a comparison", "edition %(number)s") % {"number": edition.number}
    return Compared(edition.number, name, edition.published_at, edition.reason, edition.code)
