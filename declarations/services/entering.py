"""What is accepted enters the text: all of it in one act, which keeps a version; or nothing, with the reasons."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from declarations.bracketing import collisions
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.models import Departure, Paragraph, Proposal, Text, TextVersion, VersionReason
from declarations.queries import freeze
from declarations.results import change_of, resulting
from declarations.services.drafting import keep_version
from declarations.services.locks import lock_to_chair
from declarations.services.paragraphs import must_not_be_followed_up
from declarations.services.rows import FAR, NUMBERED, remember, renumber
from declarations.workflow_proposals import on_present_words, paragraph_is_open

BODIES = ("body_es", "body_en")


class CannotEnter(Refusal):
    """Nothing was entered; ``reasons`` are sentences, each naming its proposal."""

    status = 409

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def enter_accepted(text: Text, *, by: Any) -> TextVersion:
    """Enter every accepted proposal into the text, as ``declarations.results.resulting`` shows it; the version kept.

    Words that give way stand in their proposals (``base``), a paragraph that is taken out is remembered, what is
    inserted becomes a paragraph with an identity of its own. Raises ``PermissionDenied`` for others than the chair,
    ``NotNow`` past the draft, ``Refusal`` where nothing waits, ``CannotEnter`` where two collide, one was made on an
    earlier wording, or its paragraph is agreed or followed up: then nothing was written.
    """
    text = lock_to_chair(text, by)
    waiting = list(
        Proposal.objects.to_enter()
        .filter(text=text)
        .select_related("paragraph", "participant", "parent")
        .order_by("settled_at", "made_at", "pk")
    )
    if not waiting:
        raise Refusal(_("No accepted proposal waits to be entered."))
    for proposal in waiting:
        proposal.text = text
    content = freeze(text, number=0)
    if reasons := _reasons_against(waiting, content):
        raise CannotEnter(reasons)
    result = resulting(content, [change_of(proposal) for proposal in waiting])
    told = _write(text, result, waiting)
    renumber(text)
    version = keep_version(text, reason=VersionReason.ENTERED, by=by)
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in waiting]).update(entered_in=version)
    record_act("enter_accepted", text, by=by, after=told | {"number": version.number})
    return version


def _reasons_against(waiting: Sequence[Proposal], content: CanonicalText) -> list[str]:
    reasons = []
    for proposal in waiting:
        for refusal in (*on_present_words(proposal), *paragraph_is_open(proposal)):
            reasons.append(f"{proposal.participant}, ¶{_place(proposal)}: {refusal}")
    standing = {one.uid: {"es": one.body_es, "en": one.body_en} for one in content.paragraphs}
    names = {proposal.pk: proposal for proposal in waiting}
    for first, second in collisions(map(change_of, waiting), standing):
        one, other = names[first.key], names[second.key]
        told = _("%(first)s and %(second)s change the same words of ¶%(place)s.")
        reasons.append(str(told) % {"first": one.participant, "second": other.participant, "place": _place(one)})
    return reasons


def _place(proposal: Proposal) -> str:
    return str(proposal.paragraph.order) if proposal.paragraph else "–"


def _write(text: Text, result: CanonicalText, waiting: Sequence[Proposal]) -> dict[str, Any]:
    """Make the rows say what ``result`` says; returns what the journal tells of it."""
    rows = {str(row.uid): row for row in text.paragraphs.order_by("order")}
    gone = [rows.pop(uid) for uid in set(rows) - {one.uid for one in result.paragraphs}]
    for row in gone:
        row.text = text
        must_not_be_followed_up(row)
        remember(row, Departure.DELETED)
        row.delete()
    beside = {change_of(one).identity: one.paragraph for one in waiting}
    changed, new = [], []
    for place, one in enumerate(result.paragraphs, start=1):
        if one.uid not in rows:
            new.append(_inserted(text, one, beside[one.uid], place))
            continue
        row = rows[one.uid]
        row.order = place
        if any((getattr(row, field) or "") != getattr(one, field) for field in BODIES):
            for field in BODIES:
                setattr(row, field, getattr(one, field))
            changed.append(row)
    if new:
        text.paragraphs.update(order=F("order") + FAR)
        Paragraph.objects.bulk_update(rows.values(), ["order"], batch_size=200)
        Paragraph.objects.bulk_create(new, batch_size=200)
    Paragraph.objects.bulk_update(changed, list(BODIES), batch_size=200)
    return {"proposals": [one.pk for one in waiting], "changed": len(changed), "added": len(new), "removed": len(gone)}


def _inserted(text: Text, one: CanonicalParagraph, beside: Any, place: int) -> Paragraph:
    """A new paragraph, numbered where the one beside it is."""
    numbered = {field: getattr(beside, field) for field in NUMBERED}
    words = {"body_es": one.body_es, "body_en": one.body_en}
    return Paragraph(text=text, uid=one.uid, order=place, kind=one.kind, level=one.level, **words, **numbered)
