"""The chair settles proposals by consensus: accepted, merged into another, not accepted; and opens them again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.chain import words as storable
from common.journal import record_act
from common.refusals import Refusal
from declarations.bracketing import collisions
from declarations.models import Position, Proposal, ProposalKind, ProposalState, Stance, Text
from declarations.results import change_of
from declarations.services.locks import lock_to_chair
from declarations.services.rows import LANGUAGES
from declarations.workflow_proposals import PROPOSALS

ACTS = {
    ProposalState.ACCEPTED: "accept_proposal",
    ProposalState.MERGED: "merge_proposal",
    ProposalState.REJECTED: "reject_proposal",
}


@transaction.atomic
def settle_proposal(
    proposal: Proposal,
    *,
    outcome: str,
    by: Any,
    words: Mapping[str, str] | None = None,
    into: Proposal | None = None,
) -> Proposal:
    """Settle an open proposal by consensus: ``accepted``, ``merged`` ``into`` another open one, or ``rejected``.

    ``words`` by language are those agreed where they differ from those proposed: of the proposal that is accepted, or
    of the one that it is merged into. An accepted proposal waits for ``enter_accepted``; one on a proposal changes the
    words of that one at once. What was proposed on what is merged or rejected falls with it. When a proposal changes,
    nobody is shown to support the new words; objections and reservations stay until their delegations take them back.

    Raises ``PermissionDenied`` for others than the chair, ``NotNow`` for what is settled or no longer negotiated,
    ``ValidationError`` with each reason: an objection, an earlier wording, an agreed paragraph, something open on it.
    ``Refusal`` for a collision with what is accepted already, and for a merger without a fit ``into``.
    """
    text = lock_to_chair(proposal.text, by)
    proposal = locked_proposal(proposal, text)
    act = ACTS.get(outcome)  # type: ignore[call-overload]
    if act is None:
        raise Refusal(_("A proposal is accepted, merged or not accepted."))
    facts: dict[str, Any] = {"settled_at": timezone.now(), "settled_by": None if isinstance(by, str) else by}
    agreed = _agreed(words, into if outcome == ProposalState.MERGED and into is not None else proposal)
    if outcome == ProposalState.MERGED:
        facts["merged_into"] = into = _target(proposal, into, text)
    elif outcome == ProposalState.ACCEPTED:
        facts |= agreed
    PROPOSALS.move(proposal, act, by=by, told=agreed | ({"into": into.pk} if into else {}), **facts)
    if outcome == ProposalState.ACCEPTED:
        _enter_or_amend(proposal, text, by=by)
    else:
        let_children_fall(proposal, by=by)
    if outcome == ProposalState.MERGED and into is not None and agreed:
        _reword(into, agreed, by=by)
    return proposal


@transaction.atomic
def reopen_proposal(proposal: Proposal, *, by: Any) -> Proposal:
    """Open again what the chair settled and what does not stand in the text yet; words agreed on settling it go.

    Raises ``PermissionDenied`` for others than the chair, ``ValidationError`` for what was entered and for what was
    made on a proposal that is settled.
    """
    text = lock_to_chair(proposal.text, by)
    proposal = locked_proposal(proposal, text)
    before = {f"settled_{language}": getattr(proposal, f"settled_{language}") or "" for language in LANGUAGES}
    facts: dict[str, Any] = {"settled_at": None, "settled_by": None, "merged_into": None} | _amended(proposal)
    told = {"words_before": {name: said for name, said in before.items() if said}}
    PROPOSALS.move(proposal, "reopen_proposal", by=by, told=told, **facts)
    return proposal


def locked_proposal(proposal: Proposal, text: Text) -> Proposal:
    """``proposal``, brought up to date under the lock of its ``text``. Raises ``Proposal.DoesNotExist``."""
    proposal.refresh_from_db(from_queryset=Proposal.objects.filter(text=text))
    proposal.text = text
    return proposal


def let_children_fall(proposal: Proposal, *, by: Any) -> None:
    """End what was proposed on a proposal that has ended."""
    for child in Proposal.objects.open().filter(parent=proposal):
        PROPOSALS.move(child, "drop_proposal", by=by, settled_at=timezone.now())


def _agreed(words: Mapping[str, str] | None, proposal: Proposal) -> dict[str, str]:
    """The words agreed as fields, as far as they differ from those that the proposal holds."""
    if words is None or proposal.kind == ProposalKind.DELETE:
        return {}
    said = {language: storable(words.get(language) or "").strip() for language in LANGUAGES}
    return {
        f"settled_{language}": agreed
        for language, agreed in said.items()
        if agreed and agreed != proposal.says(language)
    }


def _target(proposal: Proposal, into: Proposal | None, text: Text) -> Proposal:
    if into is None or into.pk == proposal.pk:
        raise Refusal(_("Say into which other proposal it is merged."))
    into = locked_proposal(into, text)
    beside = (proposal.paragraph_id, proposal.parent_id) == (into.paragraph_id, into.parent_id)
    if not beside or into.state != ProposalState.OPEN:
        raise Refusal(_("A proposal is merged into an open one on the same paragraph."))
    return into


def _enter_or_amend(proposal: Proposal, text: Text, *, by: Any) -> None:
    """A proposal on a proposal changes that one; any other must fit with what is accepted already."""
    if proposal.parent is not None:
        words = {f"settled_{one}": proposal.says(one) for one in LANGUAGES if proposal.says(one)}
        _reword(proposal.parent, words, by=by)
        return
    if proposal.paragraph is None:
        return
    beside = Proposal.objects.to_enter().filter(paragraph=proposal.paragraph).select_related("paragraph", "participant")
    standing = {language: getattr(proposal.paragraph, f"body_{language}") or "" for language in LANGUAGES}
    changes = {one.pk: one for one in beside}
    for first, second in collisions(map(change_of, beside), {str(proposal.paragraph.uid): standing}):
        if proposal.pk in (first.key, second.key):
            other = changes[second.key if first.key == proposal.pk else first.key]
            raise Refusal(
                _("It changes the same words as what is accepted from %(name)s."), name=str(other.participant)
            )


def _reword(proposal: Proposal, words: Mapping[str, str], *, by: Any) -> None:
    """Other words for an open proposal. Who supported it supported others; objections and reservations stay."""
    before = {field: getattr(proposal, field) or "" for field in words}
    for field, said in words.items():
        setattr(proposal, field, said)
    proposal.save(update_fields=list(words))
    supports = Position.objects.filter(proposal=proposal, stance=Stance.SUPPORT)
    told = {"supporters": sorted(supports.values_list("participant", flat=True))}
    record_act("amend_proposal", proposal, by=by, before=before | told, after=dict(words))
    supports.delete()


def _amended(proposal: Proposal) -> dict[str, str]:
    """The words that accepted proposals on it gave a proposal, the latest in each language; none where none did."""
    words = dict.fromkeys((f"settled_{language}" for language in LANGUAGES), "")
    for child in proposal.children.filter(state=ProposalState.ACCEPTED).order_by("settled_at", "pk"):
        words |= {f"settled_{one}": child.says(one) for one in LANGUAGES if child.says(one)}
    return words
