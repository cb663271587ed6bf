"""A Word file of a working copy that came back: what would become proposals of a delegation, and their making."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refusal
from declarations.access import can_chair, delegations_of, visible_work
from declarations.canonical import CanonicalText
from declarations.importing.gate import SourceFile, check_file
from declarations.importing.reading import read_file
from declarations.importing.returning import DELETE, REPLACE, Change, Comparison, compare, tidy
from declarations.importing.returning_unmarked import compare_unmarked
from declarations.importing.word import read_returned
from declarations.models import Paragraph, Proposal, Text, TextVersion, VersionReason
from declarations.services.drafting import keep_version
from declarations.services.paragraphs import fingerprint
from declarations.services.proposals import LONGEST, LONGEST_REASON, make_proposal
from members.access import is_secretariat
from members.models import Participant

FROM_WORD = UUID("6b1f4e2a-93d7-4d3c-8a57-0c8f2f1f7a10")
MACHINE = "word_export"


@dataclass(slots=True)
class Returning:
    """A file as compared: from which version, with what changes, and what is told to whoever gave it."""

    version: int
    comparison: Comparison
    is_aligned: bool = False
    is_tracked: bool = False
    aside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One change, with what stands in its way now. ``is_stale``: the words changed since the version."""

    change: Change
    paragraph: Paragraph | None
    problems: list[str] = field(default_factory=list)
    known: Proposal | None = None
    is_stale: bool = False

    @property
    def may_be_proposed(self) -> bool:
        return not self.problems and self.known is None


class ChangesRefused(Exception):
    """Nothing was written. ``rows`` has, by its place among the changes, the sentences why one is not taken."""

    def __init__(self, rows: dict[int, list[str]]) -> None:
        super().__init__(f"{len(rows)} changes are not taken")
        self.rows = rows


@transaction.atomic
def present_version(text: Text, *, by: Any) -> TextVersion:
    """The words as they stand, as a version to take away: the last one, or a new one where they changed since.

    For whoever follows the making of the text. Raises ``PermissionDenied`` for others.
    """
    if not Text.objects.filter(visible_work(by), pk=text.pk, drafting__isnull=False).exists():
        raise PermissionDenied
    return keep_version(text, reason=VersionReason.KEPT, by=by if can_chair(by, text) else MACHINE)


def may_return(by: Any, text: Text) -> bool:
    """Who gives files back: those who draft for a member, and the Secretariat for those who send them to it."""
    return bool(delegations_of(by, text)) or (is_secretariat(by) and not getattr(by, "_preview", None))


def read_return(text: Text, source: SourceFile, *, language: str, by: Any) -> Returning:
    """Compare ``source`` with the version that it was made from; writes nothing.

    A file without our marks is compared with the last version, as words of ``language``. Raises ``Refusal`` for a file
    that is no DOCX, is made from another text, or holds nothing; ``PermissionDenied`` for who proposes for nobody.
    """
    if not may_return(by, text):
        raise PermissionDenied
    if check_file(source) != "docx":
        raise Refusal(gettext_lazy("%(name)s is not a Word file (DOCX)."), name=PurePath(source.name).name)
    returned = read_returned(source)
    if not returned.is_marked:
        version = _version(text, 0)
        reading = read_file(source, language)
        comparison = compare_unmarked(reading, version.content(), language)
        return Returning(version.number, comparison, is_aligned=True, is_tracked=returned.is_tracked)
    if returned.facts and CanonicalText.from_json(returned.facts).symbol != text.symbol:
        raise Refusal(
            gettext_lazy("%(name)s was made from another text: %(symbol)s."),
            name=source.name, symbol=CanonicalText.from_json(returned.facts).symbol,
        )  # fmt: skip
    version = _version(text, returned.version)
    comparison = compare(returned, version.content())
    return Returning(version.number, comparison, is_tracked=returned.is_tracked, aside=returned.aside)


def rows_of(text: Text, changes: Iterable[Change], *, version: int, participant: Participant) -> list[Row]:
    """The changes with what is known of them now. Two queries."""
    paragraphs = {str(one.uid): one for one in text.paragraphs.all()}
    made = {one.form_key: one for one in text.proposals.filter(participant=participant)}
    return [_row(change, paragraphs, made, version, participant) for change in changes]


@transaction.atomic
def propose_changes(
    text: Text, chosen: Mapping[int, Change], *, version: int, participant: Participant, by: Any
) -> list[Proposal]:
    """Make each of ``chosen`` (by its place in the file) a proposal of ``participant``: all of them, or none.

    A change that was proposed from this version before is not proposed twice. Raises ``ChangesRefused`` with what is
    wrong with each, ``PermissionDenied`` as ``make_proposal`` does.
    """
    refused: dict[int, list[str]] = {}
    proposals = []
    rows = rows_of(text, chosen.values(), version=version, participant=participant)
    for place, row in zip(chosen, rows, strict=True):
        if row.problems or row.paragraph is None:
            refused[place] = row.problems
            continue
        try:
            with transaction.atomic():
                proposals.append(_propose(text, row, version, participant, by))
        except ValidationError as error:
            refused[place] = error.messages
    if refused:
        transaction.set_rollback(True)
        raise ChangesRefused(refused)
    return proposals


def _propose(text: Text, row: Row, version: int, participant: Participant, by: Any) -> Proposal:
    change = row.change
    assert row.paragraph is not None, "a change without its paragraph has a problem"
    return make_proposal(
        text,
        paragraph=row.paragraph,
        kind=change.kind,
        language=_language(text, change),
        words=change.words,
        reason=change.reason[:LONGEST_REASON],
        participant=participant,
        form_key=key_of(text, change, version=version, participant=participant),
        seen=fingerprint(row.paragraph),
        by=by,
    )


def key_of(text: Text, change: Change, *, version: int, participant: Participant) -> UUID:
    """The same for the same change of the same version by the same delegation, from whichever file it is read."""
    said = {name: value for name, value in asdict(change).items() if name in ("kind", "uid", "words", "place")}
    return uuid5(FROM_WORD, f"{text.pk}/{version}/{participant.pk}/{sorted(said.items())}")


def _row(
    change: Change, paragraphs: dict[str, Paragraph], made: dict[UUID, Proposal], version: int, participant: Participant
) -> Row:
    paragraph = paragraphs.get(change.uid)
    row = Row(change, paragraph, _problems(change, paragraph))
    if paragraph is not None:
        row.known = made.get(key_of(paragraph.text, change, version=version, participant=participant))
        row.is_stale = change.kind in (REPLACE, DELETE) and any(
            tidy(getattr(paragraph, f"body_{language}") or "") != tidy(words) for language, words in change.old.items()
        )
    return row


def _problems(change: Change, paragraph: Paragraph | None) -> list[str]:
    if paragraph is None:
        return [_("This paragraph is not in the text any more.")]
    problems = []
    if paragraph.agreed_at and change.kind in (REPLACE, DELETE):
        problems.append(_("This paragraph is agreed; its words are not proposed anew."))
    if change.kind == REPLACE and not change.words:
        problems.append(_("The file has no words any more in one language, and unchanged ones in the other."))
    if any(len(words) > LONGEST for words in change.words.values()):
        problems.append(_("At most %(limit)s signs are taken.") % {"limit": LONGEST})
    return problems


def _language(text: Text, change: Change) -> str:
    """The language in which the proposal is made: that of its words, the text's original one where it has both."""
    languages = list(change.words) or list(change.old)
    return text.original_language if text.original_language in languages else languages[0]


def _version(text: Text, number: int) -> TextVersion:
    """The version ``number``; the last one for a file that names none."""
    versions = TextVersion.objects.filter(text=text).order_by("-number")
    version = versions.filter(number=number).first() if number else versions.first()
    if version is None:
        raise Refusal(gettext_lazy("There is no version %(number)s of this text."), number=number)
    return version
