"""Meetings are planned and edited by those who prepare them; the series has its rules."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from common.models import Act
from common.periods import PartialDate
from common.refusals import Refusal
from meetings.models import Meeting
from meetings.series import advice_on
from meetings.services.meetings import StaleMeetingError, edit_meeting, plan_meeting
from tests.factories import BodyFactory, CountryFactory, PresidencyFactory, a_planned
from tests.meetings.test_workflow import put


@pytest.fixture(autouse=True)
def english():
    """Refusals are read here in English."""
    with override("en"):
        yield


def plan(by, **values):
    given = {"kind": "grcm", "mode": "in_person", "audience": "troika", "start": None, "end": None}
    return plan_meeting(form_key=values.pop("form_key", uuid4()), values=given | values, by=by)


@pytest.fixture
def honduras(personas):
    """The country that presides next year."""
    country = CountryFactory(key="hn")
    type(country).objects.filter(pk=country.pk).update(iso2="HN")
    country.refresh_from_db()
    return country


def test_meeting_when_no_host_is_named_is_in_the_country_of_that_years_presidency_by_its_clock(personas, honduras):
    year = timezone.localdate().year + 1
    meeting = plan(personas["presidency"], start=PartialDate(f"{year}-05"))
    assert (meeting.country, meeting.presidency.year) == (honduras, year)
    assert meeting.time_zone == "America/Tegucigalpa" and meeting.state == "planned" and meeting.ordinal is None


def test_meeting_when_another_host_or_zone_is_named_keeps_it(personas, honduras):
    mexico = CountryFactory(key="mx")
    meeting = plan(personas["secretariat"], country=mexico, time_zone="America/Tijuana", start=PartialDate("2031-05"))
    assert (meeting.country, meeting.time_zone) == (mexico, "America/Tijuana")


def test_meeting_when_online_has_no_host_and_no_clock_of_its_own(personas):
    meeting = plan(personas["secretariat"], mode="virtual", start=PartialDate(str(timezone.localdate().year)))
    assert meeting.country is None and meeting.time_zone == ""


def test_form_when_posted_twice_plans_once(personas):
    key = uuid4()
    first = plan(personas["secretariat"], form_key=key, start=PartialDate("2031-05-12"))
    assert plan(personas["secretariat"], form_key=key, start=PartialDate("2031-05-12")) == first
    assert plan(personas["secretariat"], start=PartialDate("2031-05-12")).key == f"{first.key}-2"
    assert Act.objects.filter(act="plan_meeting").count() == 2


@pytest.mark.parametrize("who", ["member", "troika", "liaison", "observer_country", "administrator", "expired"])
def test_planning_by_whoever_does_not_prepare_is_refused(personas, who):
    meeting = a_planned(audience="public")
    with pytest.raises(PermissionDenied):
        plan(personas[who])
    with pytest.raises(PermissionDenied):
        edit_meeting(meeting, values={"city_es": "x"}, seen=1, by=personas[who])
    assert Meeting.objects.count() == 1


def test_planning_when_it_ends_before_it_begins_or_hides_from_the_presidency_is_refused(personas):
    with pytest.raises(ValidationError, match="ends before"):
        plan(personas["secretariat"], start=PartialDate("2031-05-12"), end=PartialDate("2031-05-11"))
    with pytest.raises(ValidationError, match="begins"):
        plan(personas["secretariat"], end=PartialDate("2031-05-11"))
    with pytest.raises(ValidationError, match="not see"):
        plan(personas["presidency"], audience="secretariat")


def test_editing_when_somebody_was_quicker_is_told_and_writes_nothing(personas):
    meeting = a_planned()
    edit_meeting(meeting, values={"city_es": "Colón", "city_en": "Colón"}, seen=1, by=personas["presidency"])
    with pytest.raises(StaleMeetingError) as stale:
        edit_meeting(meeting, values={"city_es": "David", "city_en": "David"}, seen=1, by=personas["secretariat"])
    assert stale.value.current.city_es == "Colón" and Meeting.objects.get(pk=meeting.pk).city_es == "Colón"
    edit_meeting(meeting, values={"city_es": "David", "city_en": "David"}, seen=2, by=personas["secretariat"])
    assert Meeting.objects.get(pk=meeting.pk).city_es == "David"


def test_editing_when_it_concerns_calendars_is_told_to_them_and_else_not(personas):
    meeting = a_planned()
    edited = edit_meeting(
        meeting, values={"practical_es": "x", "practical_en": "x"}, seen=1, by=personas["secretariat"]
    )
    assert edited.sequence == 0
    edited = edit_meeting(meeting, values={"city_es": "Colón"}, seen=2, by=personas["secretariat"])
    assert edited.sequence == 1
    line = Act.objects.filter(act="edit_meeting").latest("pk")
    assert (line.before, line.after) == ({"city_es": "Ciudad de Panamá"}, {"city_es": "Colón"})


def test_editing_when_the_host_changes_moves_the_clock(personas, honduras):
    edited = edit_meeting(a_planned(), values={"country": honduras}, seen=1, by=personas["secretariat"])
    assert edited.time_zone == "America/Tegucigalpa"


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_editing_when_it_is_over_is_refused(personas, state):
    with pytest.raises(Refusal):
        edit_meeting(put(a_planned(), state=state), values={"city_es": "x"}, seen=1, by=personas["secretariat"])


def test_kind_when_it_was_convened_stays(personas):
    meeting = put(a_planned(), state="convened", convened_at=timezone.now())
    with pytest.raises(ValidationError, match="kind stays"):
        edit_meeting(meeting, values={"kind": "seminar"}, seen=1, by=personas["secretariat"])


def test_bodies_when_they_sit_jointly_are_all_kept(personas):
    bodies = [BodyFactory(), BodyFactory()]
    meeting = plan(personas["secretariat"], kind="network", bodies=bodies)
    assert set(meeting.bodies.all()) == set(bodies)
    edit_meeting(meeting, values={"bodies": bodies[:1]}, seen=1, by=personas["secretariat"])
    assert list(meeting.bodies.all()) == bodies[:1]
    assert Act.objects.get(act="edit_meeting").after == {"bodies": [bodies[0].key]}


def test_body_when_none_is_named_is_the_one_whose_meeting_it_is(personas):
    vice_ministers, other = BodyFactory(key="vm", kind="decision"), BodyFactory()
    assert list(plan(personas["secretariat"], kind="vice_ministerial").bodies.all()) == [vice_ministers]
    assert list(plan(personas["secretariat"], kind="vice_ministerial", bodies=[other]).bodies.all()) == [other]
    assert not plan(personas["secretariat"], kind="workshop").bodies.exists()


def test_first_grcm_of_a_year_is_advised_to_meet_with_the_vice_ministerial(personas):
    high = a_planned("vice_ministerial", start="2031-06-20", end="2031-06-21")
    first, second = a_planned(start="2031-06-10", end="2031-06-11"), a_planned(start="2031-11-10", end="2031-11-11")
    assert len(advice_on(first)) == 1 and advice_on(second) == [] and advice_on(high) == []
    first.beside.add(high)
    assert advice_on(first) == []


def test_network_when_it_does_not_meet_right_before_the_grcm_is_told(personas):
    a_planned(start="2031-06-10", end="2031-06-11")
    near, far = a_planned("network", start="2031-06-09", end="2031-06-09"), a_planned("network", start="2031-06-01")
    put(far, end="2031-06-02")
    assert advice_on(near) == [] and len(advice_on(far)) == 1


def test_presidency_of_a_year_without_one_gives_no_host(personas):
    PresidencyFactory(year=2040)
    assert plan(personas["secretariat"], start=PartialDate("2041-05")).country is None
