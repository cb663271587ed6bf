"""The states of a proposal: open, then accepted, merged, not accepted by consensus, or withdrawn by its delegation.

Nothing is counted. The conference decides by consensus (report of 20 years, "decision making"): a proposal to which a
delegation objects is not accepted; a reservation does not stop it and is shown.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Offer, Procedure
from declarations.access import can_chair, delegations_of
from declarations.models import Proposal, ProposalState, Stance, TextState


def _chairs(user: Any, proposal: Proposal) -> bool:
    return isinstance(user, str) or can_chair(user, proposal.text)


def _is_own(user: Any, proposal: Proposal) -> bool:
    return isinstance(user, str) or proposal.participant_id in delegations_of(user, proposal.text)


def _falls(_user: Any, proposal: Proposal) -> bool:
    """What was proposed on a proposal does not outlive it, whoever ended that one."""
    return proposal.parent is not None and proposal.parent.state != ProposalState.OPEN


def is_negotiated(proposal: Proposal) -> Iterator[Refusal]:
    """Once a text is tabled, nothing of it moves."""
    if proposal.text.state != TextState.DRAFT:
        yield Refusal(_("The text is not being negotiated any more."))


def no_objection(proposal: Proposal) -> Iterator[Refusal]:
    """By consensus: each delegation that objects is named."""
    against = [str(one.participant) for one in proposal.positions.all() if one.stance == Stance.OBJECT]
    if against:
        yield Refusal(_("%(names)s object to it: there is no consensus."), names=", ".join(sorted(against)))


def on_present_words(proposal: Proposal) -> Iterator[Refusal]:
    """What was made on an earlier wording is made again by its delegation first."""
    if proposal.is_outdated:
        yield Refusal(_("It was made on an earlier wording; its delegation makes it again on the present one."))


def paragraph_is_open(proposal: Proposal) -> Iterator[Refusal]:
    """An agreed paragraph is opened again before its words change; beside it, something may be inserted."""
    paragraph = proposal.paragraph
    if paragraph is not None and paragraph.agreed_at is not None and not proposal.is_insertion:
        yield Refusal(_("The paragraph is agreed; open it again first."))


def nothing_open_on_it(proposal: Proposal) -> Iterator[Refusal]:
    """First what is proposed on it is settled, then it."""
    if any(child.state == ProposalState.OPEN for child in proposal.children.all()):
        yield Refusal(_("Settle first what is proposed on this proposal."))


def not_entered(proposal: Proposal) -> Iterator[Refusal]:
    if proposal.entered_in_id is not None:
        yield Refusal(_("Its words stand in the text already."))
    if proposal.parent is not None and proposal.state == ProposalState.ACCEPTED:
        yield Refusal(_("Its words are those of the proposal that it was made on."))


def parent_is_open(proposal: Proposal) -> Iterator[Refusal]:
    """What was proposed on a proposal lives as long as that one."""
    if proposal.parent is not None and proposal.parent.state != ProposalState.OPEN:
        yield Refusal(_("The proposal that it was made on is settled."))


OPEN = frozenset({ProposalState.OPEN.value})
CLOSED_BY_CHAIR = frozenset({ProposalState.ACCEPTED.value, ProposalState.MERGED.value, ProposalState.REJECTED.value})

PROPOSALS = Procedure(
    acts=(
        Act(
            "accept_proposal", _("Accept by consensus"), OPEN, ProposalState.ACCEPTED.value, _chairs,
            checks=(
                is_negotiated, parent_is_open, paragraph_is_open, no_objection, on_present_words, nothing_open_on_it,
            ),
        ),
        Act(
            "merge_proposal", _("Merge into another"), OPEN, ProposalState.MERGED.value, _chairs,
            checks=(is_negotiated,),
        ),
        Act(
            "reject_proposal", _("Do not accept, by consensus"), OPEN, ProposalState.REJECTED.value, _chairs,
            checks=(is_negotiated,),
        ),
        Act(
            "withdraw_proposal", _("Withdraw"), OPEN, ProposalState.WITHDRAWN.value, _is_own,
            checks=(is_negotiated,),
        ),
        Act("drop_proposal", _("Falls with what it was made on"), OPEN, ProposalState.REJECTED.value, _falls),
        Act(
            "reopen_proposal", _("Open again"), CLOSED_BY_CHAIR, ProposalState.OPEN.value, _chairs,
            checks=(is_negotiated, not_entered, parent_is_open),
        ),
    )
)  # fmt: skip


def offers_on(proposal: Proposal, user: Any) -> list[Offer]:
    """What ``user`` can do to a proposal, with what still stands in the way.

    No query where ``text``, ``paragraph`` and ``parent`` are at hand, ``positions`` with their participants and
    ``children`` are prefetched, and who ``user`` drafts for in this text was asked before.
    """
    return PROPOSALS.offers(proposal, user)
