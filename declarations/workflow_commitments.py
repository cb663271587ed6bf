"""How a commitment goes on: from open to done, or to how else it ended. The Secretariat and the presidency move it.

Overdue is no state: it follows from the day (``queries_commitments.py``). What the record does not tell is entered by
an officer with the source or the reason, in both languages, for every reader sees it.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Offer, Procedure
from declarations.access_commitments import can_follow_up
from declarations.models import CommitmentState as State

RUNNING = frozenset({State.OPEN, State.IN_PROGRESS})
UNKNOWN = frozenset({State.UNKNOWN})
ENDED = frozenset({State.DONE, State.ELAPSED, State.SUPERSEDED, State.RETIRED})


def _is_confirmed(commitment: Any) -> Iterator[Refusal]:
    if commitment.confirmed_at is None:
        yield Refusal(_("How the paragraph is read is not confirmed yet."))


def _due_has_passed(commitment: Any) -> Iterator[Refusal]:
    if commitment.due_on is None or commitment.due_on >= timezone.localdate():
        yield Refusal(_("Its due date has not passed."))


def _follows(user: Any, commitment: Any) -> bool:
    return can_follow_up(user, commitment)


COMMITMENTS = Procedure(
    (
        Act(
            "begin_commitment", _("In progress"), frozenset({State.OPEN}), State.IN_PROGRESS, _follows,
            checks=(_is_confirmed,),
        ),
        Act("finish_commitment", _("Done"), RUNNING, State.DONE, _follows, checks=(_is_confirmed,)),
        Act(
            "lapse_commitment", _("Elapsed, not done"), RUNNING, State.ELAPSED, _follows,
            checks=(_is_confirmed, _due_has_passed), needs_reason=True,
        ),
        Act(
            "supersede_commitment", _("Superseded by another"), RUNNING | UNKNOWN, State.SUPERSEDED, _follows,
            checks=(_is_confirmed,),
        ),
        Act(
            "retire_commitment", _("Retired"), RUNNING | UNKNOWN, State.RETIRED, _follows,
            checks=(_is_confirmed,), needs_reason=True,
        ),
        Act(
            "reopen_commitment", _("Open again"), ENDED | {State.IN_PROGRESS}, State.OPEN, _follows,
            needs_reason=True,
        ),
        Act("find_commitment_open", _("Still open"), UNKNOWN, State.OPEN, _follows, needs_reason=True),
        Act("find_commitment_begun", _("Found in progress"), UNKNOWN, State.IN_PROGRESS, _follows, needs_reason=True),
        Act("find_commitment_done", _("Found done"), UNKNOWN, State.DONE, _follows, needs_reason=True),
        Act("find_commitment_elapsed", _("Found elapsed"), UNKNOWN, State.ELAPSED, _follows, needs_reason=True),
    )
)  # fmt: skip


def act_between(now: str, then: str) -> Act | None:
    """The act that leads from one state to another; None where no act does."""
    return next((act for act in COMMITMENTS.acts if now in act.sources and act.target == then), None)


def offers_on(commitment: Any, user: Any) -> list[Offer]:
    """The acts that ``user`` may do to it now; none before its reading is confirmed."""
    return COMMITMENTS.offers(commitment, user) if commitment.confirmed_at else []
