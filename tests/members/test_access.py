from datetime import date

import pytest

from common.access import Audience
from members.access import audiences_of, is_secretariat, troika
from tests.factories import CountryFactory, MandateFactory, PresidencyFactory, StandingFactory, UserFactory

pytestmark = pytest.mark.django_db

OBSERVERS = {Audience.OBSERVER_COUNTRY, Audience.OBSERVER_ORGANISATION}
EXPECTED = {
    "visitor": {Audience.PUBLIC},
    "nobody": {Audience.PUBLIC},
    "expired": {Audience.PUBLIC},
    "administrator": {Audience.PUBLIC},
    "civil_society": {Audience.PUBLIC, Audience.CIVIL_SOCIETY},
    "observer_country": {Audience.PUBLIC, Audience.OBSERVER_COUNTRY},
    "observer_organisation": {Audience.PUBLIC, Audience.OBSERVER_ORGANISATION},
    "member": {Audience.PUBLIC, Audience.CIVIL_SOCIETY, Audience.MEMBER} | OBSERVERS,
    "troika": {Audience.PUBLIC, Audience.CIVIL_SOCIETY, Audience.MEMBER, Audience.TROIKA} | OBSERVERS,
    "secretariat": set(Audience.values),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_audiences_of_each_persona(personas, name):
    assert audiences_of(personas[name]) == EXPECTED[name]


def test_only_the_secretariat_is_the_secretariat(personas):
    assert [name for name, person in personas.items() if is_secretariat(person)] == ["secretariat"]


def test_inactive_account_is_the_public():
    user = MandateFactory(function="secretariat_officer", participant=None, user__is_active=False).user
    assert audiences_of(user) == {Audience.PUBLIC}


def test_mandate_counts_on_its_first_and_last_day_only():
    country = StandingFactory().participant
    user = MandateFactory(participant=country, start=date(2020, 3, 1), end=date(2020, 3, 31)).user
    member_on = [
        Audience.MEMBER in audiences_of(user, on=date(2020, m, d)) for m, d in ((2, 29), (3, 1), (3, 31), (4, 1))
    ]
    assert member_on == [False, True, True, False]


def test_observer_delegate_reads_nothing_before_the_participant_observes():
    standing = StandingFactory(status="observer_country", start="2010")
    user = MandateFactory(function="observer_delegate", participant=standing.participant, start=date(2000, 1, 1)).user
    assert audiences_of(user, on=date(2009, 12, 31)) == {Audience.PUBLIC}
    assert Audience.OBSERVER_COUNTRY in audiences_of(user, on=date(2010, 1, 1))


def test_troika_is_the_last_the_present_and_the_next_presidency():
    terms = [PresidencyFactory(year=year) for year in (2012, 2013, 2014)]
    assert troika(date(2013, 6, 1)) == tuple(terms)


def test_troika_knows_nothing_where_the_record_knows_nothing():
    PresidencyFactory(year=2013)
    assert troika(date(2016, 6, 1)) == (None, None, None)


def test_troika_follows_dated_terms_rather_than_the_calendar_year():
    a = PresidencyFactory(year=2013, start="2012-12-06", end="2013-11-19")
    b = PresidencyFactory(year=2014, start="2013-11-20", end="2014-11-25", country=CountryFactory())
    assert troika(date(2013, 11, 19))[1] == a
    assert troika(date(2013, 11, 20))[1] == b


def test_audiences_are_read_once_a_request(personas, django_assert_num_queries):
    member = personas["member"]
    with django_assert_num_queries(2):
        audiences_of(member)
        audiences_of(member)


def test_account_without_mandate_costs_one_query(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(1):
        audiences_of(user)
