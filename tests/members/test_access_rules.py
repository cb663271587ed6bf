"""Each question of access asked of every persona: the table says who is answered yes."""

from datetime import date

import pytest
from django.utils import timezone

from common.access import Audience
from members.access import (
    audiences_of,
    can_invite,
    countries_of,
    is_administrator,
    mandates_of,
    presides,
    speaks_for,
)
from members.access_people import _person_of, can_appoint, can_export_people, can_keep_person, led_by, reads_directory
from members.models import Person
from members.preview import preview_of
from tests.factories import (
    InstitutionFactory,
    MandateFactory,
    PersonFactory,
    PresidencyFactory,
    StandingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ACTING = {
    *("civil_society", "observer_country", "observer_organisation", "member", "neighbour", "deputy", "reviewer"),
    *("liaison", "presidency", "troika"),
}
COSTA_RICA = {"member", "deputy", "reviewer", "liaison"}


def yes(personas, asks):
    return {name for name, user in personas.items() if asks(user)}


def test_who_acts_for_whom(personas):
    country = personas["member"].mandates.get().participant_id
    assert yes(personas, lambda user: country in countries_of(user)) == COSTA_RICA
    assert yes(personas, countries_of) == ACTING, "whoever acts for nobody acts for no country, not for an unknown one"
    assert yes(personas, lambda user: speaks_for(user, country)) == {"member", "deputy"}
    assert yes(personas, lambda user: country in led_by(user)) == {"member"}
    assert yes(personas, presides) == {"presidency"}


def test_who_keeps_the_portal_and_the_directory(personas):
    assert yes(personas, is_administrator) == {"administrator"}
    assert yes(personas, reads_directory) == ACTING | {"secretariat"}
    assert yes(personas, can_export_people) == {"member", "neighbour", "presidency", "troika", "secretariat"}


@pytest.mark.parametrize(
    ("function", "named_by"),
    [
        ("administrator", {"administrator"}),
        ("secretariat_officer", {"secretariat"}),
        ("focal_point", {"secretariat"}),
        ("liaison_officer", {"secretariat"}),
        ("deputy", {"secretariat", "member"}),
        ("national_reviewer", {"secretariat", "member"}),
    ],
)
def test_who_names_whom(personas, function, named_by):
    country = personas["member"].mandates.get().participant_id
    assert yes(personas, lambda user: can_appoint(user, function, country)) == named_by


@pytest.mark.parametrize(
    ("whom", "kept_by", "invited_by"),
    [
        ("deputy", {"secretariat", "member"}, {"secretariat", "administrator", "member"}),
        ("reviewer", {"secretariat", "member"}, {"secretariat", "administrator", "member"}),
        ("liaison", {"secretariat"}, {"secretariat", "administrator"}),
        ("member", {"secretariat"}, {"secretariat", "administrator"}),
    ],
)
def test_who_keeps_and_invites_somebody_of_a_country(personas, whom, kept_by, invited_by):
    person = personas[whom].person
    assert yes(personas, lambda user: can_keep_person(user, person)) == kept_by
    assert yes(personas, lambda user: can_invite(user, person)) == invited_by


def test_who_keeps_and_invites_somebody_without_a_mandate(personas):
    country = personas["member"].mandates.get().participant
    person = PersonFactory(institution=InstitutionFactory(participant=country))
    assert yes(personas, lambda user: can_keep_person(user, person)) == {"secretariat", "member"}
    assert yes(personas, lambda user: can_invite(user, person)) == {"secretariat", "administrator"}


def test_nobody_speaks_leads_or_names_in_a_preview(personas):
    officer, country = personas["secretariat"], personas["member"].mandates.get().participant_id
    officer._preview = preview_of("member", country)
    assert countries_of(officer) == {country}
    assert not speaks_for(officer, country)
    assert not led_by(officer)
    assert not can_appoint(officer, "deputy", country)
    assert not can_invite(officer, personas["deputy"].person)


def test_standing_counts_until_its_last_day():
    standing = StandingFactory(start="2005", end="2012-06-30")
    user = UserFactory()
    MandateFactory(person=user.person, participant=standing.participant, start=date(2000, 1, 1))
    member_on = [Audience.MEMBER in audiences_of(user, on=date(2012, month, day)) for month, day in ((6, 30), (7, 1))]
    assert member_on == [True, False]


def test_nobody_in_particular_presides_where_the_presidency_is_not_known():
    year = timezone.localdate().year
    PresidencyFactory(year=year, country=None)
    assert Audience.TROIKA not in preview_of("member").audiences


def test_account_of_nobody_knows_of_no_person(personas):
    user = UserFactory(person=None)
    assert not _person_of(user) and _person_of(personas["nobody"])
    assert not Person.objects.visible_to(user).exists()


def test_day_that_is_asked_about_is_not_answered_with_today(personas):
    user, before = personas["member"], date(2019, 6, 1)
    assert mandates_of(user)
    assert Audience.MEMBER in audiences_of(user)
    assert mandates_of(user, on=before) == []
    assert audiences_of(user, on=before) == {Audience.PUBLIC}
    assert mandates_of(user), "nor is today answered with another day"
    assert Audience.MEMBER in audiences_of(user)
