"""Whatever is done to a written consultation in whatever order, it has a way out and no reply is lost.

Promised after every act:

* whoever runs it, or the clock, can do something that brings it nearer to its end, until it has ended;
* every reply ever acknowledged stands with its words, the last one is the one that counts, and none came after its
  deadline;
* nobody may do what is not theirs, and an act that is refused writes nothing;
* a beginning has one outcome at most, and an adopted text had the consensus that silence and replies give;
* the chain of the journal is whole.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common.chain import walk
from common.models import Act
from declarations.models import Text, TextState
from declarations.queries_adoption import adoption_of
from declarations.services.adoption import sign_adoption
from secretariat.models import ENDED, Answer, Consultation, Outcome, Reply, Silence, Stage, Step
from secretariat.services.consultation_clock import run_consultations
from secretariat.services.consultation_steps import end_troika, extend_step, open_step, resume_step, suspend_step
from secretariat.services.consultations import (
    agree_consultation,
    carry_consultation,
    change_settings,
    schedule_opening,
    send_back,
    withdraw_consultation,
)
from secretariat.services.replies import Said, give_reply, save_draft
from secretariat.workflow import CONSULTATIONS, NEXT, RUNNING
from tests.declarations.adopting import hash_of
from tests.factories.consultations import a_conference, a_consultation, person_of, settings_of
from tests.factories.meetings import MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("America/Costa_Rica"))
REASON = {"es": "Por su razón.", "en": "For its reason."}
COUNTRIES = ("cr", "pa", "hn", "mx", "us")
WHO = st.sampled_from(COUNTRIES)
RUNS = st.sampled_from(["chair", "officer", "chair", "officer", "mx", "observer"])
STAGES = ["prepared", "troika", "troika_over", "round_one", "round_one_over", "round_two", "round_two_over"]
RULES = st.sampled_from(["weekends", "seat", "any", "own"])


class Course(RuleBasedStateMachine):
    """One written consultation among eleven members."""

    def __init__(self):
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.travel = time_machine.travel(BEGINNING, tick=False)
        self.clock = self.travel.start()
        self.conference = a_conference()
        self.meeting = MeetingFactory(state="planned")
        observer = person_of(self.conference.countries["us"], "observer_delegate")
        self.people = {"chair": self.conference.chair, "officer": self.conference.officer, "observer": observer}
        self.people |= self.conference.points
        self.given: dict[tuple, str] = {}

    @initialize(stage=st.sampled_from(STAGES), silence=st.sampled_from(Silence.values))
    def begin(self, stage, silence):
        """Anywhere on its course, with all that was replied before."""
        self.pk = a_consultation(self.conference, stage=stage, paragraphs=1, silence=silence).pk
        self.given = {(one.consulted_id, one.number): one.words for one in Reply.objects.all()}

    def teardown(self):
        self.travel.stop()
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    @property
    def now(self):
        return Consultation.objects.select_related("text__drafting").get(pk=self.pk)

    def step(self):
        return Step.objects.filter(consultation=self.pk).order_by("-opened_at", "-pk").first()

    def attempt(self, who, act):
        """Whether it was done; refused, it wrote nothing; and nobody did it who does not run it."""
        before = Act.objects.count()
        try:
            with transaction.atomic():
                act(self.people[who])
        except (ValidationError, PermissionDenied):
            assert Act.objects.count() == before
            return False
        assert who in ("chair", "officer", "pa"), f"{who} runs no consultation"
        return True

    @rule(who=st.sampled_from(["chair", "chair", "officer", "mx"]))
    def open_next(self, who):
        now = self.now
        act = NEXT.get(Stage(now.stage), "open_round_two")
        self.attempt(who, lambda by: open_step(now, act, by=by))

    @rule(hours=st.integers(1, 40))
    def let_the_clock_open(self, hours):
        now = self.now
        self.attempt("chair", lambda by: schedule_opening(now, at=timezone.now() + timedelta(hours=hours), by=by))

    @rule(hours=st.sampled_from([1, 8, 24, 24, 120, 200]), rings=st.booleans())
    def time_passes(self, hours, rings):
        self.clock.shift(timedelta(hours=hours))
        if rings:
            run_consultations()

    @rule()
    def the_clock_rings_twice(self):
        run_consultations()
        assert not any(run_consultations().values())

    @rule(who=WHO, answer=st.sampled_from(Answer.values), twice=st.booleans())
    def reply(self, who, answer, twice):
        step = self.step()
        one = step and step.consulted.filter(participant__key=who).first()
        if one is None:
            return
        words = f"{who}-{len(self.given)}"
        said, key = Said(answer=answer, language="es", words=words), uuid4()
        for _ in range(1 + twice):
            try:
                with transaction.atomic():
                    given = give_reply(one, said=said, form_key=key, by=self.people[who])
            except ValidationError:
                assert not (self.is_open(step) and timezone.now() <= one.due_at), "a reply in time was refused"
                return
        assert timezone.now() <= one.due_at
        self.given[(one.pk, given.number)] = words

    @rule()
    def everybody_agrees_and_the_time_runs_out(self):
        """The common course, so that the later stages are reached often enough."""
        step = self.step()
        if step is None or step.closed_at is not None or step.suspended_at is not None:
            return
        for one in step.consulted.select_related("participant"):
            if timezone.now() <= one.due_at:
                said = Said("agree", "es", f"{one.participant.key}-{len(self.given)}")
                given = give_reply(one, said=said, form_key=uuid4(), by=self.people[one.participant.key])
                self.given[(one.pk, given.number)] = said.words
        self.clock.move_to(max(step.consulted.values_list("due_at", flat=True)) + timedelta(seconds=1))
        run_consultations()

    def is_open(self, step):
        now = self.now
        is_last = step.cycle == now.cycle and not now.has_ended and now.stage != Stage.AGREED
        return is_last and step.suspended_at is None

    @rule(who=WHO, other=WHO)
    def reply_for_somebody_else(self, who, other):
        step = self.step()
        one = step and step.consulted.filter(participant__key=other).first()
        if one is not None and who != other:
            with pytest.raises(PermissionDenied):
                give_reply(one, said=Said("agree", "es"), form_key=uuid4(), by=self.people[who])

    @rule(who=WHO)
    def draft(self, who):
        step = self.step()
        one = step and step.consulted.filter(participant__key=who).first()
        if one is not None and step.closed_at is None:
            seen = one.draft.version if hasattr(one, "draft") else 0
            save_draft(one, said=Said("", "es", "Borrador."), seen=seen, by=self.people[who])

    @rule(who=RUNS, days=st.integers(0, 7))
    def extend(self, who, days):
        now = self.now
        self.attempt(who, lambda by: extend_step(now, days=days, reason=REASON, by=by))

    @rule(who=RUNS)
    def suspend(self, who):
        now = self.now
        self.attempt(who, lambda by: suspend_step(now, reason=REASON, by=by))

    @rule(who=RUNS)
    def resume(self, who):
        now = self.now
        self.attempt(who, lambda by: resume_step(now, by=by))

    @rule(who=RUNS)
    def end_the_troika_step(self, who):
        now = self.now
        self.attempt(who, lambda by: end_troika(now, by=by))

    @rule(who=RUNS, silence=st.sampled_from(Silence.values), calendar=RULES)
    def settle(self, who, silence, calendar):
        now = self.now
        chosen = settings_of(silence=silence, calendar=calendar)
        self.attempt(who, lambda by: change_settings(now, settings=chosen, by=by))

    @rule()
    def change_the_words(self):
        if self.now.text.state == TextState.DRAFT:
            self.now.text.paragraphs.update(body_es=f"Palabras {timezone.now():%d%H}.", body_en="Words.")

    @rule(who=RUNS)
    def agree(self, who):
        now, step = self.now, self.step()
        if self.attempt(who, lambda by: agree_consultation(now, by=by)):
            last = {}
            for reply in Reply.objects.filter(consulted__step=step).order_by("number"):
                last[reply.consulted_id] = reply.answer
            answers = [last.get(one.pk, "") for one in step.consulted.all()]
            assert not {"object", "time"} & set(answers)
            assert step.silence == "consent" or set(answers) == {"agree"}

    @rule(signatory=st.sampled_from(["presidency", "secretariat"]))
    def sign(self, signatory):
        adoption = adoption_of(self.now.text)
        if adoption is not None and self.now.stage == Stage.AGREED:
            by = self.people["chair" if signatory == "presidency" else "officer"]
            with suppress(ValidationError), transaction.atomic():
                sign_adoption(adoption, signatory=signatory, sha256=hash_of(adoption), by=by)

    @rule(who=RUNS, act=st.sampled_from([send_back, send_back, withdraw_consultation, carry_consultation]))
    def end_or_begin_anew(self, who, act):
        now = self.now
        more = {"meeting": self.meeting} if act is carry_consultation else {}
        self.attempt(who, lambda by: act(now, reason=REASON, by=by, **more))

    @invariant()
    def there_is_a_way_out(self):
        now = self.now
        if now.stage in ENDED:
            assert not Step.objects.filter(consultation=now, closed_at=None).exists()
            return
        ways = {one.act.name for one in CONSULTATIONS.offers(now, self.people["officer"]) if one.is_open}
        is_adopted = Text.objects.get(pk=now.text_id).state in (TextState.ADOPTED, TextState.PUBLISHED)
        assert ways & {"withdraw_consultation", "send_back"} or is_adopted, f"no way out of {now.stage}"
        assert (now.stage in RUNNING) == Step.objects.filter(consultation=now, closed_at=None).exists()

    @invariant()
    def no_reply_is_lost(self):
        kept = {(one.consulted_id, one.number): one.words for one in Reply.objects.all()}
        assert kept == self.given

    @invariant()
    def one_outcome_of_a_beginning(self):
        now = self.now
        outcomes = list(Outcome.objects.filter(consultation=now).order_by("cycle").values_list("cycle", flat=True))
        assert outcomes == list(range(1, now.cycle + (now.stage in ENDED)))

    @invariant()
    def chain_is_whole(self):
        assert walk().fault is None


def test_course_of_a_consultation_in_any_order():
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Course,
        settings=settings(max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=slow),
    )
