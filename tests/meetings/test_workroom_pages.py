"""The workroom: what is missing, what can be done, and forms that lose nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from meetings.models import Convocation, Meeting
from meetings.services import convening
from meetings.tasks import tell_convocation
from tests.access.visits import signed_in
from tests.factories import BodyFactory, a_planned, give_minimum_agenda
from tests.meetings.test_workflow import REASON, convene, put

PREPARATIONS, WORKROOM = 5, 10  # queries


@pytest.fixture(autouse=True)
def english():
    """Refusals are read here in English."""
    with override("en"):
        yield


def url(name, meeting=None, **kwargs):
    return reverse(f"meetings:{name}", kwargs=({"key": meeting.key} if meeting else {}) | kwargs)


def words_of_meeting(**said):
    given = {"kind": "grcm", "mode": "in_person", "audience": "troika", "seen": 1, "form_key": uuid4()}
    return given | {"start": "2031-05-12", "end": "2031-05-13"} | said


def letter(**said):
    words = {"words_es": "Se convoca.", "words_en": "It is convened.", "form_key": uuid4()}
    return words | {"audiences": ["member"], "audience": "public"} | said


def test_workroom_says_what_is_missing_and_offers_what_can_be_done(personas, visit):
    meeting = a_planned("vice_ministerial")
    page = visit(url("meeting-workroom", meeting), personas["presidency"]).content.decode()
    assert "Report of the Presidency" in page
    assert url("meeting-convene", meeting) in page and url("meeting-act", meeting, act="close") not in page


def test_presidency_when_it_plans_a_meeting_prepares_it(personas):
    client = signed_in(personas["presidency"])
    answer = client.post(url("meeting-plan"), words_of_meeting())
    meeting = Meeting.objects.get()
    assert answer.url == url("meeting-workroom", meeting) and meeting.key == "grcm-2031-05-12"
    assert meeting.key in client.get(url("meeting-preparations")).content.decode()
    assert client.get(answer.url).status_code == 200


def test_plan_when_something_is_wrong_keeps_what_was_typed(personas):
    answer = signed_in(personas["secretariat"]).post(
        url("meeting-plan"), words_of_meeting(end="2031-05-01", city_es="Colón")
    )
    assert answer.status_code == 422 and "Colón" in answer.content.decode() and not Meeting.objects.exists()


def test_two_who_edit_when_the_second_saves_sees_both_and_loses_nothing(personas):
    meeting = a_planned()
    client = signed_in(personas["secretariat"])
    mine = words_of_meeting(city_es="David", city_en="David", audience="member", country=meeting.country_id)
    put(meeting, city_es="Colón", version=2)
    answer = client.post(url("meeting-edit", meeting), mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Colón" in page and "David" in page
    assert Meeting.objects.get(pk=meeting.pk).city_es == "Colón"


def test_convening_by_the_form_sends_what_was_typed(personas):
    meeting = a_planned("vice_ministerial", audience="troika")
    give_minimum_agenda(meeting)
    client = signed_in(personas["presidency"])
    answer = client.post(
        url("meeting-convene", meeting), letter(register_by=(timezone.localdate() + timedelta(days=9)).isoformat())
    )
    made = Convocation.objects.get()
    assert answer.url == made.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.audience, meeting.ordinal) == ("convened", "public", 1)
    page = client.get(answer.url).content.decode()
    assert 'hx-get="' in page and "It is convened." in page


def test_convening_when_a_language_lacks_says_so_beside_the_field(personas):
    meeting = a_planned()
    answer = signed_in(personas["secretariat"]).post(url("meeting-convene", meeting), letter(words_en=" "))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_words_en_error"' in page and "Se convoca." in page
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_convening_when_something_is_missing_is_refused_with_every_reason(personas):
    meeting = a_planned("vice_ministerial")
    answer = signed_in(personas["secretariat"]).post(url("meeting-convene", meeting), letter())
    assert answer.status_code == 422 and not Convocation.objects.exists()


def test_page_of_a_meeting_when_called_off_tells_every_visitor_why(personas, visit):
    meeting = a_planned(audience="public")
    convening.postpone_meeting(meeting, reason=REASON, by=personas["secretariat"])
    assert REASON["es"] in visit(f"/es/reuniones/{meeting.key}/").content.decode()
    assert REASON["en"] in visit(f"/en/meetings/{meeting.key}/").content.decode()
    convene(meeting, personas["secretariat"])
    assert REASON["es"] not in visit(f"/es/reuniones/{meeting.key}/").content.decode()


def test_page_of_a_meeting_shows_the_letter_to_those_convened_and_practical_words_to_all(personas, visit):
    meeting = a_planned("extraordinary", practical_es="Taxi autorizado.", practical_en="Licensed taxi.")
    made = convene(meeting, personas["secretariat"], audiences=["member"], audience="public")
    for name, reads in (("member", True), ("observer_country", False), ("visitor", False)):
        page = visit(meeting.get_absolute_url(), personas[name]).content.decode()
        assert (made.get_absolute_url() in page) is reads and "Licensed taxi." in page


def test_act_when_asked_by_an_old_page_says_that_it_is_too_late(personas):
    meeting = put(a_planned(), state="held")
    client = signed_in(personas["secretariat"])
    asked = {"reason_es": "x", "reason_en": "x"}
    answer = client.post(url("meeting-act", meeting, act="postpone"), asked, follow=True)
    assert answer.redirect_chain and Meeting.objects.get(pk=meeting.pk).state == "held"
    assert client.get(url("meeting-act", meeting, act="postpone")).status_code == 404
    assert client.get(url("meeting-act", meeting, act="explode")).status_code == 404


def test_act_when_it_needs_a_reason_asks_for_it_in_both_languages(personas):
    meeting = a_planned()
    answer = signed_in(personas["presidency"]).post(
        url("meeting-act", meeting, act="cancel"), {"reason_es": "Por el huracán."}
    )
    assert answer.status_code == 422 and "Por el huracán." in answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_letters_page_names_who_got_it_and_who_did_not(personas):
    meeting = a_planned()
    made = convene(meeting, personas["secretariat"])
    tell_convocation(made.pk)
    made.refresh_from_db()
    client = signed_in(personas["presidency"])
    page = client.get(url("convocation-letters", meeting, number=1)).content.decode()
    assert personas["member"].person.name in page and personas["observer_country"].person.name not in page
    again = url("convocation-again", meeting, number=1, account=personas["member"].pk)
    assert client.post(again).url == url("convocation-letters", meeting, number=1)


@pytest.mark.parametrize("number", [1, 30])
def test_preparations_when_one_or_thirty_take_the_same_queries(personas, number, django_assert_num_queries):
    for place in range(number):
        a_planned(key=f"m-{place}")
    client = signed_in(personas["secretariat"])
    client.get(url("meeting-preparations"))
    with django_assert_num_queries(PREPARATIONS):
        assert client.get(url("meeting-preparations")).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_workroom_when_one_or_thirty_letters_were_sent_takes_the_same_queries(
    personas, number, django_assert_num_queries
):
    meeting = put(a_planned("network"), state="convened", convened_at=timezone.now())
    meeting.bodies.add(BodyFactory())
    for _place in range(number):
        words = {"es": "x", "en": "x"}
        made = Convocation.objects.count() + 1
        Convocation.objects.create(meeting=meeting, number=made, kind="change", words_es="x", words_en="x", facts=words)
    client = signed_in(personas["secretariat"])
    client.get(url("meeting-workroom", meeting))
    with django_assert_num_queries(WORKROOM):
        assert client.get(url("meeting-workroom", meeting)).status_code == 200


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_meeting_when_called_off_is_no_next_meeting_and_says_so_in_the_list(personas, visit, state):
    put(a_planned(audience="public", name_es="Encuentro zq", name_en="Gathering zq"), state=state)
    page = visit("/en/meetings/").content.decode()
    assert "Gathering zq" in page and state.capitalize() in page
    assert "Gathering zq" not in visit("/en/").content.decode()
