"""The two languages of a text are looked at together: words are approved, differences accepted with their reason."""

from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.states import NotNow
from declarations.access import can_judge
from declarations.concordance import approval_mark
from declarations.models import AcceptedDifference, Paragraph, Text, TextState
from declarations.queries_concordance import concordance_of

LANGUAGES = ("es", "en")


class ChangedSince(Refusal):
    """The words are no longer those that were looked at."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("These words were changed in the meantime. Look at them again."))


@transaction.atomic
def approve_words(paragraph: Paragraph, *, language: str, seen: str, by: Any) -> Paragraph:
    """The words of ``paragraph`` in ``language`` are right beside those of the other language, as they stand now.

    ``seen`` is ``approval_mark`` of what was looked at. A later change of the other language is found by the
    concordance; one of these words takes the approval away. Raises ``PermissionDenied`` for whoever does not chair,
    ``ChangedSince``, ``Refusal`` where there are no words.
    """
    text = _locked(paragraph.text, by)
    paragraph = Paragraph.objects.get(pk=paragraph.pk, text=text)
    if approval_mark(paragraph) != seen:
        raise ChangedSince
    if not _words(paragraph, language):
        raise Refusal(_("There are no words to approve."))
    if getattr(paragraph, f"approved_{language}") != seen:
        setattr(paragraph, f"approved_{language}", seen)
        paragraph.save(update_fields=[f"approved_{language}"])
        record_act(
            "approve_words", paragraph, by=by, after={"language": language, "words": _words(paragraph, language)}
        )
    return paragraph


@transaction.atomic
def approve_language(text: Text, *, language: str, seen: str, by: Any) -> int:
    """The same for every paragraph that has words and no open difference; returns how many were approved.

    ``seen`` is ``mark_of`` the text that was looked at. One act in the journal.
    """
    text = _locked(text, by)
    concordance = concordance_of(text)
    rows = list(text.paragraphs.order_by("order"))
    if mark_of(rows) != seen:
        raise ChangedSince
    name, approved = f"approved_{language}", []
    for row in rows:
        mark = approval_mark(row)
        is_open = any(one.kind != "stale" for one in concordance.by_paragraph[str(row.uid)].open)
        if _words(row, language) and not is_open and getattr(row, name) != mark:
            setattr(row, name, mark)
            approved.append(row)
    Paragraph.objects.bulk_update(approved, [name], batch_size=200)
    if approved:
        after = {"language": language, "paragraphs": [str(row.uid) for row in approved]}
        record_act("approve_language", text, by=by, after=after)
    return len(approved)


@transaction.atomic
def accept_difference(paragraph: Paragraph, *, finding: str, reason: str, by: Any) -> AcceptedDifference:
    """The difference ``finding`` (its key) is right as it stands, for this ``reason``; it blocks nothing any more.

    Accepted again, the first acceptance stands. Raises ``PermissionDenied`` for whoever does not chair,
    ``ChangedSince`` where the words no longer differ so, ``Refusal`` without a reason.
    """
    text = _locked(paragraph.text, by)
    if not reason.strip():
        raise Refusal(_("Say why it is right as it stands."))
    found = [
        one for one in concordance_of(text).found if one.paragraph.pk == paragraph.pk and one.finding.key == finding
    ]
    if not found:
        raise ChangedSince
    if (known := found[0].accepted) is not None:
        return known
    accepted = AcceptedDifference.objects.create(
        paragraph=found[0].paragraph, finding=finding, reason=reason.strip(), accepted_by=by
    )
    said = found[0].finding
    after = {"kind": said.kind, "es": said.es, "en": said.en, "reason": accepted.reason}
    record_act("accept_difference", paragraph, by=by, after=after)
    return accepted


@transaction.atomic
def reopen_difference(paragraph: Paragraph, *, finding: str, by: Any) -> None:
    """Take an acceptance back; nothing happens where there is none. Raises ``PermissionDenied``."""
    _locked(paragraph.text, by)
    accepted = AcceptedDifference.objects.filter(paragraph=paragraph, finding=finding).first()
    if accepted is not None:
        record_act("reopen_difference", paragraph, by=by, before={"reason": accepted.reason})
        accepted.delete()


def mark_of(paragraphs: list[Paragraph]) -> str:
    """Signs that change whenever a word of a text changes, or the order of its paragraphs."""
    return sha256("".join(f"{one.uid}{approval_mark(one)}" for one in paragraphs).encode()).hexdigest()


def _words(paragraph: Paragraph, language: str) -> str:
    return (getattr(paragraph, f"body_{language}") or "").strip()


def _locked(text: Text, by: Any) -> Text:
    """Held until the transaction ends. An adopted text waits for its files and is judged no more."""
    text = Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=text.pk)
    if not can_judge(by, text):
        raise PermissionDenied
    if text.state == TextState.ADOPTED:
        raise NotNow(_("This text was adopted as it stands."))
    return text
