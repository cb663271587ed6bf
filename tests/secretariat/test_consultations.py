"""A written consultation from preparation to its end: who may what when, what stands in the way, what is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import override

from common.refusals import Refusal
from common.states import NotNow
from declarations.models import Text, TextState, TextVersion
from secretariat.models import Consultation, Consulted, Outcome, Reply, Stage, StepKind
from secretariat.services.consultation_steps import end_troika, extend_step, open_step, resume_step, suspend_step
from secretariat.services.consultations import (
    agree_consultation,
    carry_consultation,
    change_settings,
    prepare_consultation,
    send_back,
    withdraw_consultation,
)
from secretariat.services.replies import Said, TooLate, give_reply
from secretariat.workflow import CONSULTATIONS
from tests.factories.consultations import (
    ELEVEN,
    a_conference,
    a_consultation,
    asked,
    everybody_agrees,
    fresh,
    lapse,
    person_of,
    reply,
    running,
    settings_of,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.negotiation import a_negotiated_text

pytestmark = pytest.mark.django_db
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


def test_only_presidency_and_secretariat_prepare_one(conference):
    text = a_negotiated_text()
    with pytest.raises(PermissionDenied):
        prepare_consultation(text, settings=settings_of(), by=conference.points["mx"])
    consultation = prepare_consultation(text, settings=settings_of(), by=conference.chair)
    assert consultation.stage == Stage.PREPARED
    with pytest.raises(NotNow):
        prepare_consultation(text, settings=settings_of(), by=conference.officer)


@pytest.mark.parametrize(
    "wrong", [{"silence": "perhaps"}, {"calendar": "moon"}, {"troika_days": 0}, {"time_zone": "Mars/Olympus"}]
)
def test_choice_that_is_not_offered_is_refused(conference, wrong):
    with pytest.raises(Refusal):
        prepare_consultation(a_negotiated_text(), settings=settings_of(**wrong), by=conference.chair)
    assert not Consultation.objects.exists()


def test_troika_alone_is_asked_first_then_all_members(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    assert {one.participant.key for one in running(consultation).consulted.all()} == {"cr", "pa", "hn"}
    everybody_agrees(conference, consultation)
    lapse(consultation)
    open_step(fresh(consultation), "open_round_one", by=conference.chair)
    assert {one.participant.key for one in running(consultation).consulted.all()} == set(ELEVEN)


def test_step_keeps_its_words_and_its_rules_when_the_consultation_changes(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA_OVER, silence="consent")
    step = consultation.steps.get(kind=StepKind.TROIKA)
    change_settings(consultation, settings=settings_of(silence="express", calendar="any"), by=conference.officer)
    step.refresh_from_db()
    assert (step.silence, step.calendar) == ("consent", "weekends")
    open_step(fresh(consultation), "open_round_one", by=conference.officer)
    first = running(consultation)
    assert (first.silence, first.calendar, first.days) == ("express", "any", 5)
    assert TextVersion.objects.get(pk=first.version_id).reason == "sent"
    with pytest.raises(NotNow):
        change_settings(fresh(consultation), settings=settings_of(), by=conference.officer)


def test_text_is_read_by_members_from_round_one_on(conference):
    consultation = a_consultation(conference)
    Text.objects.filter(pk=consultation.text_id).update(circulated_at=None)
    mexico, honduras = conference.points["mx"], conference.points["hn"]
    open_step(consultation, "open_troika", by=conference.chair)
    assert not Consultation.objects.visible_to(mexico).exists()
    assert Consultation.objects.visible_to(honduras).exists()
    assert not Text.objects.visible_to(mexico).exists()
    everybody_agrees(conference, consultation)
    lapse(consultation)
    assert not Consultation.objects.visible_to(mexico).exists()
    open_step(fresh(consultation), "open_round_one", by=conference.chair)
    assert Consultation.objects.visible_to(mexico).exists()
    assert Text.objects.visible_to(mexico).exists()


def test_round_one_waits_for_the_consensus_of_the_troika(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    reply(conference, running(consultation), "hn", "object")
    lapse(consultation)
    with pytest.raises(ValidationError, match="hn"):
        open_step(fresh(consultation), "open_round_one", by=conference.chair)
    assert fresh(consultation).stage == Stage.TROIKA_OVER
    send_back(fresh(consultation), reason=REASON, by=conference.chair)
    assert (fresh(consultation).stage, fresh(consultation).cycle) == (Stage.PREPARED, 2)


def test_troika_step_ends_early_when_all_three_have_reacted(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    reply(conference, running(consultation), "hn")
    with pytest.raises(ValidationError):
        end_troika(consultation, by=conference.chair)
    for key in ("cr", "pa"):
        reply(conference, running(consultation), key)
    end_troika(fresh(consultation), by=conference.chair)
    assert fresh(consultation).stage == Stage.TROIKA_OVER


@pytest.mark.parametrize(("silence", "agrees"), [("consent", True), ("express", False)])
def test_silence_means_what_was_chosen(conference, silence, agrees):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO, silence=silence)
    for key in ELEVEN[:-1]:
        reply(conference, running(consultation), key)
    lapse(consultation)
    if agrees:
        agree_consultation(fresh(consultation), by=conference.chair)
        assert fresh(consultation).stage == Stage.AGREED
        assert fresh(consultation).text.state == TextState.TABLED
        assert fresh(consultation).text.adoption.present.count() == 11
    else:
        with pytest.raises(ValidationError, match="us"):
            agree_consultation(fresh(consultation), by=conference.chair)


@pytest.mark.parametrize("answer", ["object", "time"])
def test_one_objection_or_request_for_time_stands_in_the_way_of_consensus(conference, answer):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO)
    everybody_agrees(conference, consultation)
    reply(conference, running(consultation), "ni", answer)
    lapse(consultation)
    with pytest.raises(ValidationError, match="ni"):
        agree_consultation(fresh(consultation), by=conference.chair)


def test_words_changed_after_round_two_are_not_adopted(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO_OVER)
    Text.objects.get(pk=consultation.text_id).paragraphs.filter(order=1).update(body_es="Otra cosa.")
    with pytest.raises(ValidationError, match="changed after round two"):
        agree_consultation(consultation, by=conference.chair)


def test_correction_of_a_reply_is_the_next_one_and_the_database_keeps_both(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    first = reply(conference, running(consultation), "gt", "object")
    second = reply(conference, running(consultation), "gt", "agree")
    assert (first.number, second.number) == (1, 2)
    for change in (lambda: Reply.objects.filter(pk=first.pk).update(answer="agree"), lambda: first.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_form_sent_twice_is_one_reply(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    key, one = uuid4(), asked(running(consultation), "gt")
    said = Said(answer="agree", language="es")
    given = [give_reply(one, said=said, form_key=key, by=conference.points["gt"]) for _ in range(2)]
    assert given[0] == given[1]
    assert Reply.objects.filter(consulted=one).count() == 1
    with pytest.raises(PermissionDenied):
        give_reply(asked(running(consultation), "sv"), said=said, form_key=key, by=conference.points["sv"])


@pytest.mark.parametrize("function", ["national_reviewer", "head_of_delegation", "liaison_officer"])
def test_only_focal_point_and_deputy_reply(conference, function):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    other = person_of(conference.countries["gt"], function)
    one, said = asked(running(consultation), "gt"), Said(answer="agree", language="es")
    with pytest.raises(PermissionDenied):
        give_reply(one, said=said, form_key=uuid4(), by=other)
    assert give_reply(one, said=said, form_key=uuid4(), by=person_of(conference.countries["gt"], "deputy"))


def test_mandate_that_ended_replies_no_more(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    one, said = asked(running(consultation), "gt"), Said(answer="agree", language="es")
    former = person_of(conference.countries["gt"], "deputy", end=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        give_reply(one, said=said, form_key=uuid4(), by=former)


def test_reply_that_arrived_in_time_counts_though_the_clock_has_closed(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step, one = running(consultation), asked(running(consultation), "gt")
    lapse(consultation)
    due = Consulted.objects.get(pk=one.pk).due_at
    said = Said(answer="agree", language="es")
    with pytest.raises(TooLate, match="Your time was over"):
        give_reply(one, said=said, form_key=uuid4(), by=conference.points["gt"], arrived_at=due + timedelta(seconds=1))
    assert give_reply(one, said=said, form_key=uuid4(), by=conference.points["gt"], arrived_at=due)
    open_step(fresh(consultation), "open_round_two", by=conference.chair)
    with pytest.raises(NotNow):
        give_reply(asked(step, "mx"), said=said, form_key=uuid4(), by=conference.points["mx"], arrived_at=due)


def test_extension_gives_everybody_the_same_more_days_and_says_why(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step, before = running(consultation), asked(running(consultation), "gt").due_at
    with pytest.raises(Refusal):
        extend_step(consultation, days=2, reason={"es": "Falta", "en": ""}, by=conference.chair)
    extend_step(fresh(consultation), days=2, reason=REASON, by=conference.chair)
    after = asked(step, "gt")
    assert [day["number"] for day in after.counted if day["number"]] == [1, 2, 3, 4, 5, 6, 7]
    assert after.due_at > before
    assert len({one.due_at for one in step.consulted.all()}) == 1


def test_suspension_takes_no_reply_and_keeps_the_days_that_are_left(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step, one = running(consultation), asked(running(consultation), "gt")
    suspend_step(consultation, reason=REASON, by=conference.chair)
    with pytest.raises(TooLate, match="suspended"):
        reply(conference, step, "gt")
    with pytest.raises(ValidationError):
        extend_step(fresh(consultation), days=1, reason=REASON, by=conference.chair)
    resume_step(fresh(consultation), by=conference.chair)
    resumed = asked(step, "gt")
    assert max(day["number"] for day in resumed.counted) == 5
    assert resumed.due_at >= one.due_at
    assert reply(conference, step, "gt")


def test_withdrawal_in_the_middle_of_a_round_closes_it_and_tells_the_outcome_once(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    withdraw_consultation(consultation, reason=REASON, by=conference.chair)
    ended = fresh(consultation)
    assert ended.stage == Stage.WITHDRAWN
    assert ended.ended_at is not None
    assert not ended.steps.filter(closed_at=None).exists()
    assert [one.result for one in Outcome.objects.filter(consultation=ended)] == ["withdrawn"]
    with pytest.raises(NotNow):
        withdraw_consultation(ended, reason=REASON, by=conference.chair)


def test_text_is_carried_to_a_meeting_that_is_still_to_be_held(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO_OVER)
    with pytest.raises(Refusal):
        carry_consultation(consultation, meeting=MeetingFactory(state="held"), reason=REASON, by=conference.chair)
    meeting = MeetingFactory(state="planned")
    carry_consultation(fresh(consultation), meeting=meeting, reason=REASON, by=conference.chair)
    carried = fresh(consultation)
    assert (carried.stage, carried.carried_to, carried.text.meeting) == (Stage.CARRIED, meeting, meeting)
    assert not carried.text.drafting.is_by_consultation


def test_presidency_that_takes_over_in_the_middle_of_a_round_runs_it(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    honduras = conference.points["hn"]
    assert not CONSULTATIONS.offers(consultation, honduras)
    conference.countries["pa"].presidencies.all().update(country=conference.countries["hn"])
    honduras = type(honduras).objects.get(pk=honduras.pk)
    extend_step(fresh(consultation), days=1, reason=REASON, by=honduras)
    panama = type(honduras).objects.get(pk=conference.points["pa"].pk)
    with pytest.raises(PermissionDenied):
        extend_step(fresh(consultation), days=1, reason=REASON, by=panama)


def test_objection_has_words_and_comments_stand_on_what_was_sent(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    one, uid = asked(step, "gt"), step.version.content().paragraphs[0].uid
    for said in (
        Said("object", "es"),
        Said("comment", "es", "  "),
        Said("comment", "es", comments={str(uuid4()): "?"}),
    ):
        with pytest.raises(Refusal):
            give_reply(one, said=said, form_key=uuid4(), by=conference.points["gt"])
    assert not Reply.objects.filter(consulted=one).exists()
    given = reply(conference, step, "gt", "comment", words=" ", comments={uid: "Falta una coma."})
    assert given.comments.get().words == "Falta una coma."


def test_one_language_that_lacks_stops_the_sending(conference):
    consultation = a_consultation(conference)
    consultation.text.paragraphs.filter(order=1).update(body_en="")
    with pytest.raises(ValidationError, match="lack a language"):
        open_step(consultation, "open_troika", by=conference.chair)
