"""Those whom a commitment asks are told thirty and seven days before, and once after; nobody twice, nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import OutboxMessage
from declarations.models import Commitment, StatePaper
from declarations.rendering.state_of_play import paper_of_state
from declarations.services.reminders import remind_of_commitments, step_of
from declarations.tasks_commitments import remind_of_commitment
from members.mailing.sending import reason_against
from members.models import Delivery, Letter, Participant, User
from tests.access.following import make_paper
from tests.declarations.test_rendering import words_of
from tests.factories.commitments import CommitmentReportFactory, published_commitment

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def due(days, symbol="followed", **fields):
    one = published_commitment(symbol, due_kind="date", due_on=TODAY + timedelta(days=days), **fields)
    one.decision.addressees.set(Participant.objects.filter(key="cr"))
    return one


def run():
    """What the clock asks for is done; twice, for a task may run twice."""
    asked = remind_of_commitments(TODAY)
    for _twice in range(2):
        for message in OutboxMessage.objects.filter(kind=remind_of_commitment.name):
            remind_of_commitment(**message.payload)
    return asked


def told():
    return sorted(delivery.recipient.person.name for delivery in Delivery.objects.select_related("recipient__person"))


@pytest.mark.parametrize(("days", "step"), [(30, "30"), (8, "30"), (7, "7"), (0, "7"), (-1, "overdue")])
def test_step_is_the_nearest_that_has_begun(days, step):
    assert step_of(TODAY + timedelta(days=days), TODAY) == step


def test_nobody_is_told_before_its_time_or_of_what_is_done_or_unconfirmed(personas):
    due(31, "early")
    due(3, "done", state="done")
    due(3, "waiting", confirmed_at=None)
    assert run() == 0 and not Delivery.objects.exists()


def test_focal_point_and_deputy_are_told_once_for_each_step(personas):
    one = due(20)
    assert run() == 1 and told() == ["deputy", "member"]
    assert run() == 0 and told() == ["deputy", "member"]
    Commitment.objects.update(due_on=TODAY + timedelta(days=5))
    assert run() == 1 and told() == ["deputy", "deputy", "member", "member"]
    letter = Letter.objects.filter(recipient=personas["member"]).first()
    assert one.get_absolute_url().rsplit("/", 2)[1] in letter.text


def test_presidency_members_and_secretariat_are_told_where_they_are_meant(personas):
    due(5, "presidency", to_presidency=True)
    run()
    assert told() == ["deputy", "member", "presidency"]
    Delivery.objects.all().delete()
    due(5, "members", to_members=True)
    run()
    assert {"neighbour", "troika", "presidency", "member", "deputy"} == set(told())


def test_secretariat_is_told_of_what_is_overdue(personas):
    due(-1)
    run()
    assert told() == ["deputy", "member", "secretariat"]


def test_letter_is_withheld_from_whoever_may_not_see_the_commitment_any_more(personas):
    due(5, audience="member")
    run()
    letter = Letter.objects.get(recipient=personas["member"])
    assert not reason_against(letter)
    personas["member"].mandates.update(end=TODAY - timedelta(days=1))
    assert reason_against(Letter.objects.select_related("recipient").get(pk=letter.pk))


def test_whoever_chose_a_digest_gets_no_letter_of_its_own(personas):
    User.objects.filter(pk=personas["member"].pk).update(mail_frequency="daily")
    due(5)
    run()
    assert Delivery.objects.get(recipient=personas["member"]).letter is None
    assert Delivery.objects.get(recipient=personas["deputy"]).letter is not None


def test_paper_holds_what_its_reader_may_see_in_each_language(personas):
    one = due(-1, body="Zqvisible")
    CommitmentReportFactory(commitment=one, words_es="Zqinforme", words_en="Zqreported")
    published_commitment("hidden", confirmed_at=None, body="Zqhidden")
    paper = StatePaper.objects.get(pk=make_paper(personas["member"]))
    paper.language = "both"
    words = words_of(paper_of_state(paper))
    assert words.count("Zqvisible") == 2 and "Zqhidden" not in words
    assert "Zqinforme" in words and "Zqreported" in words
    assert "Estado de situación de los compromisos" in words and "State of play of the commitments" in words
