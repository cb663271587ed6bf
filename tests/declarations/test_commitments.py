"""What follows from decisions: proposed, confirmed, reported on, moved, carried over; and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from common.models import Act
from common.refusals import Refusal
from declarations.models import Commitment, Decision, DueKind, Text, VerbClass
from declarations.services.commitment_states import carry_over, move_commitment
from declarations.services.commitments import (
    StaleCommitment,
    confirm_commitment,
    discard_commitment,
    edit_commitment,
    propose_commitments,
    restore_commitment,
)
from declarations.workflow_commitments import COMMITMENTS
from members.models import Participant, Presidency
from tests.factories import BodyFactory, MeetingFactory, ParagraphFactory, TextFactory, WorkPlanFactory
from tests.factories.commitments import CommitmentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
BOTH = {"es": "Motivo", "en": "Reason"}


def adopted(**fields):
    """A text adopted at a meeting with a preamble, a request to Mexico and the Secretariat, and an approval."""
    meeting = MeetingFactory(key="crm-30", kind="vice_ministerial", ordinal=30, start="2026-06-10")
    text = TextFactory(symbol="crm-30-decisions", meeting=meeting, **fields)
    ParagraphFactory(text=text, order=1, kind="preamble", body_es="Considerando que", body_en="Considering that")
    ParagraphFactory(
        text=text,
        order=2,
        body_es="Solicitar a México y a la Secretaría Ejecutiva que informen para el próximo GRCM.",
        body_en="Request Mexico and the Executive Secretariat to report by the next RCGM.",
    )
    ParagraphFactory(text=text, order=3, body_es="Aprobar el plan.", body_en="Take note of the plan.")
    Text.objects.filter(pk=text.pk).update(state="adopted")
    return Text.objects.get(pk=text.pk)


@pytest.fixture
def officer(personas):
    return personas["secretariat"]


@pytest.fixture
def text(personas):
    Participant.objects.filter(key="mx").update(name_en="Mexico")
    return adopted()


def test_commitments_when_proposed_wait_and_are_shown_to_nobody_else(text, officer, personas):
    MeetingFactory(key="grcm-next", kind="grcm", start="2026-12-01", state="planned")
    proposed = propose_commitments(text, by=officer)
    assert len(proposed) == 2 and not Commitment.objects.confirmed().exists()
    asked, unclear = Commitment.objects.order_by("decision__paragraph__order")
    assert (asked.verb_class, asked.due_kind, asked.due_on) == (VerbClass.REQUEST, DueKind.NEXT_GRCM, date(2026, 12, 1))
    assert asked.to_secretariat and not asked.to_presidency
    assert list(asked.decision.addressees.values_list("key", flat=True)) == ["mx"]
    assert unclear.verb_class == ""  # the languages differ
    Text.objects.update(state="published")
    for who in ("visitor", "member", "presidency", "observer_country"):
        assert not Commitment.objects.visible_to(personas[who]).exists()
        assert not Decision.objects.visible_to(personas[who]).exists()
    assert Commitment.objects.visible_to(officer).count() == 2


def test_commitments_when_proposed_again_are_the_same_and_what_was_discarded_stays_so(text, officer):
    asked, other = propose_commitments(text, by=officer)
    discard_commitment(other, seen=1, by=officer)
    confirm_commitment(asked, values={}, seen=1, by=officer)
    assert propose_commitments(text, by=officer) == []
    other.refresh_from_db()
    assert other.discarded_at and not Commitment.objects.waiting().exists()
    restore_commitment(other, seen=other.version, by=officer)
    assert Commitment.objects.waiting().get() == other


@pytest.mark.parametrize("who", ["member", "presidency", "observer_country", "visitor", "administrator"])
def test_readings_when_somebody_else_tries_are_refused(who, text, personas, officer):
    with pytest.raises(PermissionDenied):
        propose_commitments(text, by=personas[who])
    one = propose_commitments(text, by=officer)[0]
    for act in (confirm_commitment, edit_commitment):
        with pytest.raises(PermissionDenied):
            act(one, values={}, seen=1, by=personas[who])
    with pytest.raises(PermissionDenied):
        discard_commitment(one, seen=1, by=personas[who])


def test_commitments_when_the_text_is_a_draft_or_of_no_meeting_are_refused(officer):
    draft = TextFactory(symbol="draft-one")
    with pytest.raises(Refusal):
        propose_commitments(draft, by=officer)
    Text.objects.filter(pk=draft.pk).update(state="adopted", meeting=None)
    with pytest.raises(Refusal):
        propose_commitments(draft, by=officer)


def test_confirming_a_stale_reading_is_refused_and_keeps_what_stands(text, officer):
    one = propose_commitments(text, by=officer)[0]
    edit_commitment(one, values={"verb_class": "invite"}, seen=1, by=officer)
    with pytest.raises(StaleCommitment) as refused:
        confirm_commitment(one, values={"verb_class": "thank"}, seen=1, by=officer)
    assert refused.value.current.verb_class == "invite"
    one.refresh_from_db()
    assert one.verb_class == "invite" and one.confirmed_at is None


@pytest.mark.parametrize(
    "values", [{"due_kind": "recurring", "every_months": None}, {"due_kind": "none", "due_on": TODAY}]
)
def test_values_that_contradict_each_other_are_refused(values, officer):
    one = CommitmentFactory()
    with pytest.raises(Refusal):
        edit_commitment(one, values=values, seen=1, by=officer)
    one.refresh_from_db()
    assert one.version == 1


def test_edit_when_done_stands_in_the_journal_with_what_changed(officer):
    one, body = CommitmentFactory(), BodyFactory(key="zq-body")
    edit_commitment(one, values={"addressed_bodies": [body], "to_members": True}, seen=1, by=officer)
    act = Act.objects.get(act="edit_commitment")
    assert act.after == {"addressed_bodies": ["zq-body"], "to_members": True}
    assert act.before == {"addressed_bodies": [], "to_members": False}


def test_a_commitment_goes_from_open_to_done_and_may_be_opened_again(personas):
    one = CommitmentFactory()
    for act in ("begin_commitment", "finish_commitment"):
        move_commitment(one, act, by=personas["presidency"], seen=one.version)
    assert one.state == "done"
    with pytest.raises(Refusal):
        move_commitment(one, "reopen_commitment", by=personas["secretariat"], seen=one.version)
    move_commitment(one, "reopen_commitment", by=personas["secretariat"], seen=one.version, reason=BOTH)
    assert (one.state, one.state_reason_es, one.state_reason_en) == ("open", "Motivo", "Reason")


@pytest.mark.parametrize("act", [act.name for act in COMMITMENTS.acts])
@pytest.mark.parametrize(
    "who", ["member", "deputy", "reviewer", "troika", "observer_country", "administrator", "visitor"]
)
def test_states_are_moved_by_the_secretariat_and_the_presidency_alone(act, who, personas):
    one = CommitmentFactory(state="unknown" if act.startswith("find") else "open")
    with pytest.raises(PermissionDenied):
        move_commitment(one, act, by=personas[who], seen=1, reason=BOTH)


def test_what_is_not_overdue_cannot_lapse_and_what_is_needs_its_reason(officer):
    one = CommitmentFactory(due_kind="date", due_on=timezone.localdate())
    with pytest.raises(ValidationError):
        move_commitment(one, "lapse_commitment", by=officer, seen=1, reason=BOTH)
    Commitment.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refusal):
        move_commitment(one, "lapse_commitment", by=officer, seen=1)
    move_commitment(one, "lapse_commitment", by=officer, seen=1, reason=BOTH)
    assert one.state == "elapsed"


def test_what_is_superseded_names_by_which(officer):
    one, later = CommitmentFactory(state="unknown"), CommitmentFactory()
    for wrong in (None, one):
        with pytest.raises(Refusal):
            move_commitment(one, "supersede_commitment", by=officer, seen=1, superseded_by=wrong)
    move_commitment(one, "supersede_commitment", by=officer, seen=1, superseded_by=later)
    assert (one.state, one.superseded_by) == ("superseded", later)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        ("find_commitment_open", "open"),
        ("find_commitment_begun", "in_progress"),
        ("find_commitment_done", "done"),
        ("find_commitment_elapsed", "elapsed"),
        ("retire_commitment", "retired"),
    ],
)
def test_what_the_record_does_not_tell_is_entered_with_its_source(act, state, officer):
    one = CommitmentFactory(state="unknown")
    with pytest.raises(Refusal):
        move_commitment(one, act, by=officer, seen=1, reason={"es": "Informe de 2010", "en": ""})
    move_commitment(one, act, by=officer, seen=1, reason=BOTH)
    assert one.state == state


def test_commitments_of_the_presidency_are_carried_over_once(personas):
    incoming = Presidency.objects.get(year=timezone.localdate().year + 1)
    open_one = CommitmentFactory(to_presidency=True)
    CommitmentFactory(to_presidency=True, state="done")
    CommitmentFactory(to_presidency=True, confirmed_at=None)
    CommitmentFactory()
    with pytest.raises(PermissionDenied):
        carry_over(presidency=incoming, by=personas["member"])
    assert carry_over(presidency=incoming, by=personas["troika"]) == [open_one]
    assert carry_over(presidency=incoming, by=personas["secretariat"]) == []
    act = Act.objects.get(act="carry_over_commitments")
    assert act.after == {"carried": [open_one.decision.key]}
    open_one.refresh_from_db()
    assert open_one.carried_to == incoming


def test_links_of_the_chain_are_set_by_an_officer(officer):
    from tests.factories import PlanItemFactory, PlannedActivityFactory
    from tests.factories.declarations import DecisionFactory

    one, recommendation = CommitmentFactory(), DecisionFactory()
    activity = PlannedActivityFactory(plan=WorkPlanFactory())
    indicator = PlanItemFactory(kind="indicator")
    links = {"recommendation": recommendation, "activities": [activity], "indicators": [indicator]}
    edit_commitment(one, values=links, seen=1, by=officer)
    one.refresh_from_db()
    assert one.recommendation == recommendation
    assert (list(one.activities.all()), list(one.indicators.all())) == ([activity], [indicator])
    with pytest.raises(Refusal):
        edit_commitment(one, values={"recommendation": one.decision}, seen=one.version, by=officer)
