from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from common.access import Audience
from members.access import audiences_of, is_secretariat, needs_second_factor, troika
from members.models import User
from tests.factories import CountryFactory, MandateFactory, PresidencyFactory, StandingFactory, UserFactory

pytestmark = pytest.mark.django_db

OBSERVERS = {Audience.OBSERVER_COUNTRY, Audience.OBSERVER_ORGANISATION}
MEMBER = {Audience.PUBLIC, Audience.CIVIL_SOCIETY, Audience.MEMBER} | OBSERVERS
EXPECTED = {
    "visitor": {Audience.PUBLIC},
    "nobody": {Audience.PUBLIC},
    "expired": {Audience.PUBLIC},
    "administrator": {Audience.PUBLIC},
    "civil_society": {Audience.PUBLIC, Audience.CIVIL_SOCIETY},
    "observer_country": {Audience.PUBLIC, Audience.OBSERVER_COUNTRY},
    "observer_organisation": {Audience.PUBLIC, Audience.OBSERVER_ORGANISATION},
    "member": MEMBER,
    "neighbour": MEMBER,
    "deputy": MEMBER,
    "reviewer": MEMBER,
    "liaison": {Audience.PUBLIC},
    "presidency": MEMBER | {Audience.TROIKA},
    "troika": MEMBER | {Audience.TROIKA},
    "secretariat": set(Audience.values),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_audiences_of_each_persona(personas, name):
    assert audiences_of(personas[name]) == EXPECTED[name]


def test_only_the_secretariat_is_the_secretariat(personas):
    assert [name for name, person in personas.items() if is_secretariat(person)] == ["secretariat"]


def test_inactive_account_is_the_public():
    user = UserFactory(is_active=False)
    MandateFactory(person=user.person, function="secretariat_officer", participant=None)
    assert audiences_of(user) == {Audience.PUBLIC}


def test_mandate_counts_on_its_first_and_last_day_only():
    country = StandingFactory().participant
    user = UserFactory()
    MandateFactory(person=user.person, participant=country, start=date(2020, 3, 1), end=date(2020, 3, 31))
    member_on = [
        Audience.MEMBER in audiences_of(user, on=date(2020, m, d)) for m, d in ((2, 29), (3, 1), (3, 31), (4, 1))
    ]
    assert member_on == [False, True, True, False]


def test_observer_delegate_reads_nothing_before_the_participant_observes():
    standing = StandingFactory(status="observer_country", start="2010")
    user = UserFactory()
    MandateFactory(
        person=user.person, function="observer_delegate", participant=standing.participant, start=date(2000, 1, 1)
    )
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


def test_mandate_that_was_ended_gives_nothing_from_that_minute():
    user = UserFactory()
    mandate = MandateFactory(person=user.person, participant=StandingFactory().participant)
    assert Audience.MEMBER in audiences_of(user)
    mandate.ended_at, mandate.end = timezone.now(), timezone.localdate()
    mandate.save()
    assert audiences_of(User.objects.get(pk=user.pk)) == {Audience.PUBLIC}


def test_mandate_past_its_end_gives_nothing_unless_it_is_held_over():
    yesterday = timezone.localdate() - timedelta(days=1)
    user, holdover = UserFactory(), UserFactory()
    MandateFactory(person=user.person, participant=StandingFactory().participant, end=yesterday)
    MandateFactory(person=holdover.person, participant=StandingFactory().participant, end=yesterday, is_holdover=True)
    assert audiences_of(user) == {Audience.PUBLIC}
    assert Audience.MEMBER in audiences_of(holdover)


def test_focal_point_of_a_country_that_is_no_member_is_the_public():
    user = UserFactory()
    MandateFactory(person=user.person, participant=StandingFactory(status="observer_country").participant)
    assert audiences_of(user) == {Audience.PUBLIC}


def test_presidency_passes_at_the_minute_of_the_handover():
    year = timezone.localdate().year
    old = PresidencyFactory(year=year)
    new = PresidencyFactory(year=year + 1, begins_at=timezone.now() + timedelta(minutes=1))
    assert troika() == (None, old, new)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert troika() == (old, new, None)


def test_term_goes_on_past_its_year_until_the_known_minute_of_the_handover():
    year = timezone.localdate().year
    old = PresidencyFactory(year=year - 1)
    new = PresidencyFactory(year=year, begins_at=timezone.now() + timedelta(minutes=1))
    assert troika() == (None, old, new)


def test_second_factor_is_asked_of_those_who_keep_or_preside(personas):
    asked = {name for name, person in personas.items() if needs_second_factor(person)}
    assert asked == {"secretariat", "administrator", "presidency", "troika"}


def test_audiences_are_read_once_a_request(personas, django_assert_num_queries):
    member = personas["member"]
    with django_assert_num_queries(2):
        audiences_of(member)
        audiences_of(member)


def test_audiences_cost_two_queries_whatever_the_mandates(django_assert_num_queries):
    user = UserFactory()
    for status in ("member", "observer_country", "observer_organisation") * 5:
        country = StandingFactory(status=status).participant
        MandateFactory(person=user.person, participant=country)
        MandateFactory(person=user.person, function="observer_delegate", participant=country)
    with django_assert_num_queries(2):
        assert audiences_of(user) >= MEMBER


def test_account_without_mandate_costs_one_query(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(1):
        audiences_of(user)
