"""The same of texts at work, their adoption and what follows: whoever may not is refused by the service itself."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from declarations.importing.gate import SourceFile
from declarations.importing.returning import Change
from declarations.models import Adoption, Commitment, CommitmentReport, CommitmentSheet, Proposal, Text
from declarations.services import (
    adoption,
    commitment_reports,
    commitment_sheets,
    commitment_states,
    commitments,
    concordance,
    drafting,
    entering,
    importing_at_work,
    paragraphs,
    proposals,
    rearranging,
    settling,
    state_papers,
    word_returns,
    working_papers,
)
from declarations.services.commitment_reports import Told
from members.models import Participant, Presidency
from tests.access.adopting import make_adopting
from tests.access.following import make_following
from tests.access.negotiating import make_negotiation
from tests.access.visits import unrefused
from tests.declarations.adopting import hash_of, plan

pytestmark = pytest.mark.django_db
STRANGERS = ("neighbour", "reviewer", "liaison", "observer_country", "expired", "administrator", "nobody")
# Members follow the work and have its papers made for themselves; the neighbour too, but in no other country's name.
MEMBERS = {"ask_for_paper", "ask_state_paper", "present_version"}
MAY = {"neighbour": MEMBERS, "reviewer": MEMBERS}
# What a member or the presidency does, and nobody for them.
IN_A_COUNTRY_S_NAME = {"sign_adoption", "take_position", "withdraw_proposal", "report_progress", "propose_changes"}
BOTH = {"es": "x", "en": "x"}


def services(personas: dict[str, Any], targets: dict[str, Any], by: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each service with arguments that would do; by name."""
    text, tabled = Text.objects.get(symbol="negotiated"), Adoption.objects.get(text__symbol="tabled")
    to_table = Text.objects.get(symbol="to-table")
    first = text.paragraphs.get(uid=targets["NEGOTIATED-PARAGRAPH"])
    seen, cr = targets["SEEN-PARAGRAPH"], Participant.objects.get(key="cr")
    own, rejected = (Proposal.objects.get(pk=targets[name]) for name in ("PROPOSAL", "PROPOSAL-REJECTED"))
    commitment: Commitment = targets["COMMITMENT"]
    waiting: Commitment = targets["WAITING-READING"]
    report = CommitmentReport.objects.get(pk=targets["COMMITMENT-REPORT"])
    change = {0: Change(kind="replace", uid=str(first.uid), words={"es": "zq"}, old={"es": first.body_es or ""})}
    form, word = {"form_key": uuid4(), "by": by}, SourceFile("x.md", b"# x\n\n1. y\n")
    yield "begin_text", lambda: drafting.begin_text(kind="declaration", titles=BOTH, **form)
    yield "open_drafting", lambda: drafting.open_drafting(Text.objects.get(symbol="zq-adopted"), by=by)
    yield "change_drafting", lambda: drafting.change_drafting(text.drafting, by=by, takes_over=True)
    yield (
        "name_drafter",
        lambda: drafting.name_drafter(text.drafting, participant=cr, person=personas["deputy"].person, by=by),
    )
    yield "import_into", lambda: importing_at_work.import_into(text, by=by, spanish=word)
    yield "split_paragraph", lambda: rearranging.split_paragraph(first, at={"es": 2, "en": 2}, seen=seen, by=by)
    yield "merge_paragraphs", lambda: rearranging.merge_paragraphs(first, seen=seen, seen_next="", by=by)
    yield "place_paragraph", lambda: rearranging.place_paragraph(first, after=None, by=by)
    yield "agree_paragraph", lambda: paragraphs.agree_paragraph(first, seen=seen, by=by)
    yield "reopen_paragraph", lambda: paragraphs.reopen_paragraph(first, by=by)
    yield "make_proposal", lambda: proposals.make_proposal(
        text, paragraph=first, kind="replace", language="es", words={"es": "x"}, reason="", participant=cr,
        seen=seen, **form,
    )  # fmt: skip
    yield "take_position", lambda: proposals.take_position(own, participant=cr, stance="support", by=by)
    yield "withdraw_proposal", lambda: proposals.withdraw_proposal(own, by=by)
    yield "settle_proposal", lambda: settling.settle_proposal(own, outcome="accepted", by=by)
    yield "reopen_proposal", lambda: settling.reopen_proposal(rejected, by=by)
    yield "enter_accepted", lambda: entering.enter_accepted(text, by=by)
    yield "approve_words", lambda: concordance.approve_words(first, language="es", seen=seen, by=by)
    yield "accept_difference", lambda: concordance.accept_difference(first, finding="x", reason="x", by=by)
    yield "reopen_difference", lambda: concordance.reopen_difference(first, finding="x", by=by)
    yield "present_version", lambda: word_returns.present_version(text, by=by)
    yield "propose_changes", lambda: word_returns.propose_changes(text, change, version=1, participant=cr, by=by)
    yield "table_text", lambda: adoption.table_text(to_table, by=by)
    yield "untable_text", lambda: adoption.untable_text(tabled.text, reason=BOTH, by=by)
    yield "prepare_adoption", lambda: adoption.prepare_adoption(tabled.text, plan=plan(tabled.text), by=by)
    yield "withdraw_adoption", lambda: adoption.withdraw_adoption(tabled, by=by)
    for signatory in ("presidency", "secretariat"):
        yield (
            "sign_adoption",
            lambda signatory=signatory: adoption.sign_adoption(
                tabled, signatory=signatory, sha256=hash_of(tabled), by=by
            ),
        )
    asked = {"kind": "result", "language": "es", **form}
    yield "ask_for_paper", lambda: working_papers.ask_for_paper(text, **asked)
    yield "ask_state_paper", lambda: state_papers.ask_state_paper(meeting=None, language="es", **form)
    yield "propose_commitments", lambda: commitments.propose_commitments(Text.objects.get(symbol="zq-adopted"), by=by)
    yield "confirm_commitment", lambda: commitments.confirm_commitment(waiting, values={}, seen=1, by=by)
    yield "edit_commitment", lambda: commitments.edit_commitment(commitment, values={}, seen=1, by=by)
    yield "discard_commitment", lambda: commitments.discard_commitment(waiting, seen=1, by=by)
    yield "restore_commitment", lambda: commitments.restore_commitment(waiting, seen=1, by=by)
    yield (
        "confirm_sure_commitments",
        lambda: commitments.confirm_sure_commitments(
            Text.objects.get(symbol="zq-adopted"), seen={waiting.pk: 1}, by=by
        ),
    )
    yield "move_commitment", lambda: commitment_states.move_commitment(commitment, "finish_commitment", by=by, seen=1)
    yield "take_over_report", lambda: commitment_states.take_over_report(report, seen=1, by=by)
    yield "carry_over", lambda: commitment_states.carry_over(presidency=Presidency.objects.latest("year"), by=by)
    told = Told(state="done", words_es="x")
    yield "report_progress", lambda: commitment_reports.report_progress(commitment, told=told, participant=cr, **form)
    yield (
        "apply_commitment_sheet",
        lambda: commitment_sheets.apply_commitment_sheet(
            CommitmentSheet.objects.get(pk=targets["COMMITMENT-SHEET"].pk), by=by
        ),
    )


@pytest.mark.parametrize("who", STRANGERS)
def test_service_refuses_whoever_may_not(who, personas):
    targets = make_negotiation(personas) | make_adopting(personas) | make_following(personas)
    by, allowed = personas[who], MAY.get(who, ())
    calls = list(services(personas, targets, by))
    faults = unrefused(((name, call) for name, call in calls if name not in allowed), by)
    assert not faults, "\n".join(faults)
    for name, call in calls:
        if name in allowed:
            call()


def test_arguments_would_do(personas):
    """What strangers are refused is not refused for another reason: the Secretariat is let through by the same door."""
    targets = make_negotiation(personas) | make_adopting(personas) | make_following(personas)
    refused = set()
    for name, call in services(personas, targets, personas["secretariat"]):
        try:
            call()
        except PermissionDenied:
            refused.add(name)
        except Exception:  # one act may leave nothing to do for the next; only the door is asked here
            continue
    assert refused <= IN_A_COUNTRY_S_NAME
