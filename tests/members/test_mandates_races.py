"""Many who appoint and end at once: no seat is taken twice, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from common.models import Act
from members.models import Mandate
from members.services.mandates import MandateRefusal, appoint_somebody_new, end_mandate
from tests.factories import (
    CountryFactory,
    MandateFactory,
    PersonFactory,
    StandingFactory,
    UserFactory,
)
from tests.members.mandates import again, name, today


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL")
@pytest.mark.parametrize(("function", "seats"), [("deputy", 1), ("national_reviewer", 3)])
def test_of_those_who_appoint_at_once_no_more_succeed_than_there_are_seats(function, seats):
    country = StandingFactory(participant=CountryFactory(key="mx")).participant
    officers = [UserFactory() for _ in range(2)]
    for officer in officers:
        MandateFactory(person=officer.person, function="secretariat_officer", participant=None)
    people = [PersonFactory() for _ in range(6)]

    def one(number):
        try:
            return name(again(officers[number % 2]), people[number], function=function, participant=country).pk
        except MandateRefusal:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        named = [pk for pk in pool.map(one, range(6)) if pk]
    assert len(named) == seats
    assert set(Mandate.objects.filter(function=function).values_list("pk", flat=True)) == set(named)
    assert Act.objects.filter(act="appoint").count() == seats


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_writers_of_people_and_mandates_at_once_never_wait_for_each_other():
    """Each takes the turn first, then rows, then the journal: no two of them ever stand in each other's way."""
    country = StandingFactory(participant=CountryFactory(key="mx")).participant
    officers = [UserFactory() for _ in range(6)]
    for officer in officers:
        MandateFactory(person=officer.person, function="secretariat_officer", participant=None)
    deputy = MandateFactory(function="deputy", participant=country, start=today(-9), end=today(-1), is_holdover=True)

    def one(number):
        by = again(officers[number])
        where = {"participant": country, "institution": None, "start": today(), "end": today(number)}
        try:
            for turn in range(5):
                words = {"name": f"{number}-{turn}"}
                new = appoint_somebody_new(words=words, by=by, function="liaison_officer", **where)
                end_mandate(mandate=new, by=by, reason="Relevo")
                if turn == 2:
                    with suppress(MandateRefusal):
                        name(by, function="deputy", participant=country)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(6)))
    assert Mandate.objects.filter(function="liaison_officer").count() == 30
    deputy.refresh_from_db()
    assert deputy.is_over and Mandate.objects.in_force().filter(function="deputy").count() == 1
