"""The pages from which a written consultation is run and read: who sees what of it, in both languages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from members.models import Mandate, User
from secretariat.models import Consultation, Stage
from tests.access.visits import signed_in
from tests.factories.consultations import (
    a_conference,
    a_consultation,
    asked,
    lapse,
    person_of,
    reply,
    running,
)
from tests.factories.members import StandingFactory
from tests.secretariat.consulting import body, get, page

pytestmark = pytest.mark.django_db
NO_QUESTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture
def conference():
    with override("en"):
        yield a_conference()


def questions(user, path):
    client = signed_in(user)
    client.get(reverse("members:security"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in queries if not one["sql"].startswith(NO_QUESTION)]


def test_member_reads_the_running_round_with_its_days_and_what_silence_means(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    text = body(get(conference.points["mx"], "detail", consultation))
    assert "of 5" in text and "Day 5" in text and "San José, Costa Rica" in text
    assert "A member that does not reply in time is taken to consent." in text
    assert reverse("consultations:reply", kwargs={"symbol": consultation.text.symbol, "country": "mx"}) in text
    assert "What can be done now" not in text and "Remind" not in text


def test_replies_of_others_are_hidden_until_the_round_is_over(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    reply(conference, running(consultation), "gt", "object", words="zqwords")
    before = body(get(conference.points["mx"], "detail", consultation))
    assert "zqwords" not in before and "Objects" not in before
    assert before.count("will be shown when the round is over") == 10
    assert "Replied:" not in before and "replied in the name" not in before
    assert "zqwords" in body(get(conference.chair, "detail", consultation))
    lapse(consultation)
    assert "zqwords" in body(get(conference.points["mx"], "detail", consultation))


def test_troika_step_is_there_for_the_troika_alone(conference):
    consultation = a_consultation(conference, stage=Stage.TROIKA)
    assert get(conference.points["mx"], "detail", consultation).status_code == 404
    assert get(conference.points["hn"], "detail", consultation).status_code == 200
    reply(conference, running(consultation), "hn", "comment", words="zqtroika")
    lapse_and_open = a_consultation(conference, stage=Stage.ROUND_ONE)
    text = body(get(conference.points["mx"], "detail", lapse_and_open))
    assert "What the troika replies is a preliminary reaction" in text


@pytest.mark.parametrize("function", ["deputy", "national_reviewer", "head_of_delegation"])
def test_people_of_a_country_get_the_door_that_is_theirs(conference, function):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    text = body(get(person_of(conference.countries["gt"], function), "detail", consultation))
    words = {"deputy": "Give the reply", "national_reviewer": "Prepare the reply"}
    assert ("Give the reply" in text, "Prepare the reply" in text) == (
        words.get(function) == "Give the reply",
        words.get(function) == "Prepare the reply",
    )


def test_observers_and_civil_society_find_nothing_and_visitors_sign_in(personas, visit):
    for who in ("observer_country", "observer_organisation", "civil_society", "liaison", "nobody", "administrator"):
        assert visit(reverse("consultations:list"), personas[who]).status_code == 404
    assert visit(reverse("consultations:list")).status_code == 302


def test_who_has_no_focal_point_is_said_and_can_be_done_nothing_for(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    Mandate.objects.filter(participant__key="ni").update(end=timezone.localdate() - timedelta(days=1))
    text = body(get(conference.officer, "detail", consultation))
    assert text.count("nobody can reply for it") == 1
    desk = body(signed_in(conference.officer).get(reverse("secretariat:desk")))
    assert "Nobody can reply for" in desk and "Running rounds" in desk


def test_needs_of_a_focal_point_name_the_reply_until_it_is_given(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    desk = reverse("secretariat:desk")
    assert "Reply to the written consultation" in body(signed_in(conference.points["mx"]).get(desk))
    assert "Reply to the written consultation" in body(signed_in(conference.chair).get(desk))
    reviewer = person_of(conference.countries["mx"], "national_reviewer")
    assert "Prepare the reply to the written consultation" in body(signed_in(reviewer).get(desk))
    for key in ("mx", "pa"):
        reply(conference, running(consultation), key)
    for user in (conference.points["mx"], conference.chair, reviewer):
        assert "the written consultation:" not in body(signed_in(user).get(desk))


def test_step_that_is_over_waits_on_the_desk_of_those_who_run_it(conference):
    a_consultation(conference, stage=Stage.ROUND_ONE_OVER)
    desk = reverse("secretariat:desk")
    for user in (conference.chair, conference.officer):
        assert "Decide how the written consultation goes on" in body(signed_in(user).get(desk))
    assert "Decide how" not in body(signed_in(conference.points["mx"]).get(desk))


def test_opening_that_the_clock_could_not_do_says_why(conference):
    from secretariat.services.consultation_clock import run_consultations

    consultation = a_consultation(conference)
    consultation.text.paragraphs.filter(order=1).update(body_en="")
    Consultation.objects.filter(pk=consultation.pk).update(opens_next_at=timezone.now() - timedelta(minutes=1))
    run_consultations()
    assert "could not open the next step" in body(signed_in(conference.officer).get(reverse("secretariat:desk")))
    text = body(get(conference.officer, "detail", consultation))
    assert "The clock could not open the next step at its minute" in text and "lack a language" in text


def test_reminder_goes_out_once_a_day_and_to_the_silent_alone(conference):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    one = asked(running(consultation), "mx")
    path = page("remind", consultation.text.symbol, pk=one.pk)
    client = signed_in(conference.officer)
    assert "Reminded" in body(client.post(path, follow=True))
    assert "No reminder" in body(client.post(path, follow=True))
    assert signed_in(conference.points["mx"]).post(path).status_code == 404


def test_list_filters_and_is_empty_with_words(conference):
    path = reverse("consultations:list")
    assert "no written consultation that you may read" in body(signed_in(conference.points["mx"]).get(path))
    running_one = a_consultation(conference, stage=Stage.ROUND_ONE)
    prepared = a_consultation(conference)
    mine = body(signed_in(conference.points["mx"]).get(path))
    assert running_one.text.symbol in mine and prepared.text.symbol not in mine and "5 business days left" in mine
    found = body(signed_in(conference.officer).get(path, {"stage": "prepared"}))
    assert prepared.text.symbol in found and running_one.text.symbol not in found


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_speak_one_language(conference, language):
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO)
    other = {"es": ("Round two", "Written consultation", "How it went"), "en": ("Segunda ronda", "Consulta escrita")}
    with override(language):
        for user in (conference.points["mx"], conference.officer):
            text = body(get(user, "detail", consultation))
            assert f'<html lang="{language}"' in text and not [words for words in other[language] if words in text]


@pytest.mark.parametrize("members", [1, 11])
def test_page_asks_as_little_of_eleven_members_as_of_one(members):
    with override("en"):
        conference = a_conference()
        if members == 1:
            StandingFactory._meta.model.objects.exclude(participant__key__in=("cr", "pa", "hn")).delete()
            conference.points = {key: conference.points[key] for key in ("cr", "pa", "hn")}
        consultation = a_consultation(conference, stage=Stage.ROUND_TWO)
        assert consultation.steps.count() == 3
        for user in (conference.points["cr"], conference.chair, conference.officer):
            user = User.objects.get(pk=user.pk)
            asked_of = questions(user, page("detail", consultation.text.symbol))
            assert len(asked_of) <= 12, "\n".join(asked_of)
            assert len(questions(user, reverse("consultations:list"))) <= 12


def test_preview_reads_and_changes_nothing(conference, client):
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    client.force_login(conference.officer, backend="members.accounts.backend.AccountBackend")
    country = conference.countries["mx"]
    client.post(reverse("secretariat:preview"), {"face": "member", "participant": country.pk})
    answer = client.get(page("detail", consultation.text.symbol))
    text = body(answer)
    assert answer.status_code == 200 and "What can be done now" not in text and "Give the reply" not in text
    one = asked(running(consultation), "gt")
    client.post(page("remind", consultation.text.symbol, pk=one.pk))
    assert not Act.objects.filter(act="remind_member").exists()
