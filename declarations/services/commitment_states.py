"""How far commitments are: moved by the Secretariat and the presidency, carried from one presidency to the next."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from declarations.access_commitments import can_follow_up
from declarations.models import Commitment, CommitmentReport, CommitmentState, DueKind
from declarations.services.commitments import StaleCommitment, opened
from declarations.workflow_commitments import COMMITMENTS
from meetings.queries.delegations import months_after
from members.access_people import works_on_handover
from members.models import Presidency
from members.queries.handover import before

SUPERSEDE = "supersede_commitment"


@transaction.atomic
def move_commitment(
    commitment: Commitment,
    name: str,
    *,
    by: Any,
    seen: int,
    reason: Mapping[str, str] | None = None,
    superseded_by: Commitment | None = None,
) -> None:
    """Do the act ``name`` of ``declarations.workflow_commitments`` to a commitment read as version ``seen``.

    What is superseded names by which. Raises ``StaleCommitment``, ``Refusal``, and as ``Procedure.move`` does.
    """
    if not can_follow_up(by):
        raise PermissionDenied
    locked = opened(commitment, seen)
    facts: dict[str, Any] = {"version": locked.version + 1, "superseded_by": None}
    if name == SUPERSEDE:
        if superseded_by is None or superseded_by.pk == locked.pk or superseded_by.confirmed_at is None:
            raise Refusal(_("Say by which other commitment it is superseded."))
        facts["superseded_by"] = superseded_by
    elif not COMMITMENTS.by_name[name].needs_reason:
        facts |= {"state_reason_es": "", "state_reason_en": ""}
    COMMITMENTS.move(locked, name, by=by, reason=dict(reason or {}) or None, **facts)
    bump_revision()
    commitment.refresh_from_db()


@transaction.atomic
def take_over_report(report: CommitmentReport, *, seen: int, by: Any) -> None:
    """The Secretariat or the presidency takes over how far a report says that it is.

    Where a commitment is due again and again, a round that is done sets the day of the next one, and it stays open.
    A report that was taken over before changes nothing. Raises ``StaleCommitment``, and ``Refusal`` where no act leads
    from the commitment's state to the one that is reported.
    """
    if not can_follow_up(by):
        raise PermissionDenied
    commitment = opened(report.commitment, seen)
    report = CommitmentReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.taken_over_at is not None:
        return
    if report.state == CommitmentState.DONE and commitment.due_kind == DueKind.RECURRING:
        _set_next_round(commitment, by=by)
    elif report.state != commitment.state:
        _follow(commitment, report.state, by=by)
    report.taken_over_at = timezone.now()
    report.save(update_fields=["taken_over_at"])
    record_act("take_over_report", commitment, by=by, after={"state": report.state, "reported": report.pk})
    bump_revision()


def _follow(commitment: Commitment, target: str, *, by: Any) -> None:
    """From "not recorded" a report is reason enough; elsewhere the act that needs no reason leads to it."""
    acts = [act for act in COMMITMENTS.acts if commitment.state in act.sources and act.target == target]
    if not acts:
        raise Refusal(_("No act leads from how it stands now to what is reported."))
    act = min(acts, key=lambda one: one.needs_reason)
    told = {"es": "Según el informe de su destinatario.", "en": "As its addressee reports."}
    COMMITMENTS.move(
        commitment, act.name, by=by, reason=told if act.needs_reason else None, version=commitment.version + 1
    )


def _set_next_round(commitment: Commitment, *, by: Any) -> None:
    """One round is done: it is due again ``every_months`` later, and not before tomorrow."""
    was, today = commitment.due_on, timezone.localdate()
    due, rounds = was or today, 0
    while due <= today or rounds == 0:
        rounds += 1
        due = months_after(was or today, (commitment.every_months or 0) * rounds)
    commitment.due_on, commitment.version = due, commitment.version + 1
    if commitment.state == CommitmentState.UNKNOWN:
        _follow(commitment, CommitmentState.IN_PROGRESS, by=by)
        commitment.due_on, commitment.version = due, commitment.version + 1
    commitment.save(update_fields=["due_on", "version"])
    record_act(
        "set_next_round", commitment, by=by,
        before={"due_on": was.isoformat() if was else None}, after={"due_on": due.isoformat()},
    )  # fmt: skip


@transaction.atomic
def carry_over(*, presidency: Presidency, by: Any) -> list[Commitment]:
    """Hand what is open and addressed to the presidency over to ``presidency``, which comes in; those carried now.

    The list of pending tasks, and of decisions not yet carried out, is handed over (report of 20 years, "functions of
    the PPT"). A second call carries what was added meanwhile, and nothing twice. Raises ``PermissionDenied`` for
    whoever does not work on this handover.
    """
    if not works_on_handover(by, before(presidency), presidency):
        raise PermissionDenied
    Presidency.objects.select_for_update(of=("self",)).get(pk=presidency.pk)
    open_ones = Commitment.objects.confirmed().running().filter(to_presidency=True).exclude(carried_to=presidency)
    carried = list(open_ones.select_for_update(of=("self",)).select_related("decision").order_by("decision__key"))
    if carried:
        Commitment.objects.filter(pk__in=[one.pk for one in carried]).update(carried_to=presidency)
        keys = [one.decision.key for one in carried]
        record_act("carry_over_commitments", presidency, by=by, after={"carried": keys})
        bump_revision()
    return carried


__all__ = ["StaleCommitment", "carry_over", "move_commitment", "take_over_report"]
