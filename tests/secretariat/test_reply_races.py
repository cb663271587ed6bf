"""The last second of a round: eleven countries reply while the clock closes; two people of one country at once."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from common.chain import walk
from common.models import Act
from common.refusals import Refusal
from members.models import User
from secretariat.models import Consultation, Consulted, Reply, ReplyDraft, Stage, Step
from secretariat.queries.consultations import stands_in
from secretariat.services.consultation_clock import run_consultations
from secretariat.services.consultation_steps import extend_step, open_step
from secretariat.services.replies import Overtaken, Said, StaleDraft, TooLate, give_reply, save_draft
from tests.factories.consultations import ELEVEN, a_conference, a_consultation, asked, fresh, person_of, running

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


def at_once(*jobs):
    """Each of ``jobs`` in a thread with a connection of its own; what each gave, or the refusal that it met."""

    def run(job):
        try:
            return job()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as room:
        return list(room.map(run, jobs))


class FocalPoint:
    """One focal point at its own computer, who sends at ``moment`` and is told what became of it."""

    def __init__(self, conference, step, key, moment, waits=0.0):
        self.one, self.moment, self.waits, self.key = asked(step, key), moment, waits, uuid4()
        self.arrived = None
        self.account = User.objects.get(pk=conference.points[key].pk)
        self.said = Said("comment", "es", f"Palabras de {key}", {step.version.content().paragraphs[0].uid: key})

    def send(self):
        """It reaches the portal at the moment, and waits there for up to half a second before it is looked at."""
        time.sleep(max(0.0, (self.moment - timezone.now()).total_seconds()))
        self.arrived = timezone.now()
        time.sleep(self.waits)
        return give_reply(self.one, said=self.said, form_key=self.key, by=self.account, arrived_at=self.arrived)


def deadline_in(step, seconds):
    due = timezone.now() + timedelta(seconds=seconds)
    Consulted.objects.filter(step=step).update(due_at=due)
    return due


def clock_until(moment):
    """The clock, rung without a pause until ``moment``, as several that ring at once would."""
    closed = 0
    while timezone.now() < moment:
        closed += run_consultations()["closed"]
    return closed


def test_eleven_reply_in_the_last_second_while_the_clock_closes():
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step, chance = running(consultation), random.Random(11)
    due = deadline_in(step, 2)
    moments = [due + timedelta(milliseconds=ms) for ms in (-1500, 30, *(chance.randint(-400, 30) for _ in ELEVEN[2:]))]
    points = [
        FocalPoint(conference, step, key, moment, waits=chance.random() / 2)
        for key, moment in zip(ELEVEN, moments, strict=True)
    ]
    end = due + timedelta(seconds=2)
    results = at_once(*(point.send for point in points), *(lambda: clock_until(end) for _ in range(3)))
    told, closed = results[: len(points)], results[len(points) :]
    for point, result in zip(points, told, strict=True):
        replies = Reply.objects.filter(consulted=point.one)
        if point.arrived > due:
            assert isinstance(result, TooLate) and not replies.exists()
            with override("en"):
                assert "Your time was over" in str(result)
            continue
        assert (replies.get(), replies.get().received_at, replies.get().words) == (
            result, point.arrived, point.said.words
        )  # fmt: skip
        assert replies.get().comments.count() == 1
    assert isinstance(told[0], Reply) and isinstance(told[1], TooLate)
    assert sum(closed) == 1
    assert Act.objects.filter(act="close_round_one").count() == 1
    assert (
        Act.objects.filter(act="give_reply", after__answer="comment").count()
        == Reply.objects.filter(consulted__step=step).count()
    )
    assert fresh(consultation).stage == Stage.ROUND_ONE_OVER
    assert Step.objects.get(pk=step.pk).closed_at == due
    assert walk().fault is None


def test_reply_on_its_way_when_the_next_step_opens_is_in_the_old_one_or_refused():
    """Whoever decides holds the step: nothing arrives behind the back of what was decided."""
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    due = deadline_in(step, 0.2)
    clock_until(due + timedelta(seconds=1))
    points = [FocalPoint(conference, step, key, due) for key in ELEVEN]

    def late(point):
        return lambda: give_reply(
            point.one, said=point.said, form_key=point.key, by=point.account, arrived_at=due - timedelta(seconds=1)
        )

    results = at_once(
        *(late(point) for point in points[:5]),
        lambda: open_step(Consultation.objects.get(pk=consultation.pk), "open_round_two", by="run_consultations"),
        *(late(point) for point in points[5:]),
    )
    second = running(consultation)
    assert second.kind == "two"
    for point, result in zip(points, [*results[:5], *results[6:]], strict=True):
        replies = Reply.objects.filter(consulted=point.one)
        assert replies.exists() != isinstance(result, Refusal)
        assert not replies.filter(entered_at__gt=second.opened_at + timedelta(seconds=5)).exists()
    assert not Reply.objects.filter(consulted__step=second).exists()


def test_two_people_of_one_country_who_send_at_once_are_not_both_taken_unseen():
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    people = [User.objects.get(pk=conference.points["gt"].pk), person_of(conference.countries["gt"], "deputy")]

    def send(user, answer):
        said = Said(answer, "es", f"Palabras: {answer}")
        return lambda: give_reply(asked(step, "gt"), said=said, form_key=uuid4(), by=user, replies_seen=0)

    results = at_once(send(people[0], "agree"), send(people[1], "object"))
    assert sorted(isinstance(one, Overtaken) for one in results) == [False, True]
    assert Reply.objects.get(consulted=asked(step, "gt")) in results


def test_one_form_sent_many_times_at_once_is_one_reply():
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step, key = running(consultation), uuid4()
    user, said = User.objects.get(pk=conference.points["gt"].pk), Said("agree", "es")

    def send():
        return give_reply(asked(step, "gt"), said=said, form_key=key, by=user, replies_seen=0)

    results = at_once(*[send] * 8)
    assert set(results) == {Reply.objects.get(consulted=asked(step, "gt"))}


def test_of_two_who_keep_the_draft_at_once_one_is_asked():
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    people = [person_of(conference.countries["gt"], name) for name in ("deputy", *["national_reviewer"] * 3)]

    def keep(user):
        return lambda: save_draft(asked(step, "gt"), said=Said("", "es", f"De {user.pk}"), seen=0, by=user)

    results = at_once(*(keep(user) for user in people))
    assert sum(isinstance(one, StaleDraft) for one in results) == 3
    assert ReplyDraft.objects.get() in results


def test_extension_and_replies_at_once_lose_nothing():
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    step = running(consultation)
    points = [FocalPoint(conference, step, key, timezone.now()) for key in ELEVEN]
    chair = User.objects.get(pk=conference.chair.pk)
    results = at_once(
        *(point.send for point in points),
        lambda: extend_step(Consultation.objects.get(pk=consultation.pk), days=2, reason=REASON, by=chair),
    )
    assert not [one for one in results if isinstance(one, Refusal)]
    assert Step.objects.get(pk=step.pk).days == 7
    assert all(stand.answer == "comment" for stand in stands_in(step))
