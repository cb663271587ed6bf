"""Mandates that cannot be at once: refused by the database, by INSERT and by UPDATE, on both engines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from members.models import Mandate
from members.overlaps import REVIEWERS_FULL, SEAT_TAKEN, TWICE
from tests.factories import CountryFactory, InstitutionFactory, MandateFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
JANUARY, JUNE, DECEMBER = date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)


def refused(name, **fields):
    """What the database says to one more mandate; the transaction around goes on."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MandateFactory(**fields)


@pytest.fixture
def country():
    return CountryFactory(key="cr")


@pytest.mark.parametrize("function", ["focal_point", "deputy", "head_of_delegation"])
def test_second_holder_of_a_single_seat_is_refused_on_any_day_of_the_first(country, function):
    MandateFactory(participant=country, function=function, start=JANUARY, end=JUNE)
    seat = {"participant": country, "function": function}
    refused(SEAT_TAKEN, **seat, start=JUNE, end=None)
    refused(SEAT_TAKEN, **seat, start=date(2024, 1, 1), end=JANUARY)
    refused(SEAT_TAKEN, **seat, start=date(2024, 1, 1), end=None)
    MandateFactory(**seat, start=JUNE + timedelta(days=1))
    MandateFactory(**seat, start=date(2024, 1, 1), end=JANUARY - timedelta(days=1))


def test_open_mandate_holds_its_seat_for_ever(country):
    MandateFactory(participant=country, start=JANUARY)
    refused(SEAT_TAKEN, participant=country, start=date(2099, 1, 1))


def test_each_institution_and_each_country_has_seats_of_its_own(country):
    one, other = InstitutionFactory(participant=country), InstitutionFactory(participant=country)
    MandateFactory(participant=country, institution=one)
    MandateFactory(participant=country, institution=other)
    MandateFactory(participant=country)
    MandateFactory(participant=CountryFactory(key="mx"))
    refused(SEAT_TAKEN, participant=country, institution=one)


def test_update_into_a_taken_seat_is_refused(country):
    MandateFactory(participant=country, start=JANUARY, end=JUNE)
    later = MandateFactory(participant=country, start=JUNE + timedelta(days=1))
    with pytest.raises(IntegrityError, match=SEAT_TAKEN), transaction.atomic():
        Mandate.objects.filter(pk=later.pk).update(start=JUNE)
    Mandate.objects.filter(pk=later.pk).update(start=JUNE + timedelta(days=2))


def test_mandate_ended_at_a_minute_leaves_its_seat_that_day(country):
    ended = datetime(2025, 6, 30, 18, tzinfo=UTC)
    MandateFactory(participant=country, start=JANUARY, end=JUNE, ended_at=ended)
    refused(SEAT_TAKEN, participant=country, start=JUNE - timedelta(days=1))
    MandateFactory(participant=country, start=JUNE)


def test_mandate_ended_on_its_first_day_holds_nothing(country):
    MandateFactory(participant=country, start=JUNE, end=JUNE, ended_at=datetime(2025, 6, 30, 18, tzinfo=UTC))
    MandateFactory(participant=country, start=JANUARY, end=DECEMBER)


def test_mandate_cannot_be_ended_at_a_minute_without_a_day(country):
    with pytest.raises(IntegrityError), transaction.atomic():
        MandateFactory(participant=country, ended_at=datetime(2025, 6, 30, 18, tzinfo=UTC))


def test_holdover_keeps_its_seat_past_its_end(country):
    holdover = MandateFactory(participant=country, start=JANUARY, end=JUNE, is_holdover=True)
    refused(SEAT_TAKEN, participant=country, start=DECEMBER)
    Mandate.objects.filter(pk=holdover.pk).update(end=DECEMBER, ended_at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    MandateFactory(participant=country, start=DECEMBER)


def test_holdover_over_a_successor_is_refused(country):
    first = MandateFactory(participant=country, start=JANUARY, end=JUNE)
    MandateFactory(participant=country, start=DECEMBER)
    with pytest.raises(IntegrityError, match=SEAT_TAKEN), transaction.atomic():
        Mandate.objects.filter(pk=first.pk).update(is_holdover=True)


def test_second_coordinator_of_the_secretariat_is_refused_and_officers_are_not():
    seat = {"function": "secretariat_coordinator", "participant": None}
    MandateFactory(**seat)
    refused(SEAT_TAKEN, **seat)
    refused(SEAT_TAKEN, **seat, institution=InstitutionFactory(participant=None, kind="secretariat"))
    for _ in range(2):
        MandateFactory(function="secretariat_officer", participant=None)


def test_fourth_reviewer_of_a_country_on_one_day_is_refused(country):
    seat = {"function": "national_reviewer", "participant": country}
    MandateFactory(**seat, start=JANUARY, end=JUNE)
    MandateFactory(**seat, start=JANUARY, end=JUNE, institution=InstitutionFactory(participant=country))
    MandateFactory(**seat, start=JUNE)
    refused(REVIEWERS_FULL, **seat, start=JANUARY)
    refused(REVIEWERS_FULL, **seat, start=JUNE, end=DECEMBER)
    MandateFactory(**seat, start=JANUARY, end=JUNE - timedelta(days=1))
    MandateFactory(**seat, start=JUNE + timedelta(days=1))
    MandateFactory(**seat | {"participant": CountryFactory(key="mx")})


def test_four_reviewers_whose_days_do_not_all_meet_are_taken(country):
    """Each of the three meets the fourth, and never all of them on one day."""
    seat = {"function": "national_reviewer", "participant": country}
    for first, last in ((1, 10), (11, 20), (21, 30), (1, 30), (1, 30)):
        MandateFactory(**seat, start=date(2025, 6, first), end=date(2025, 6, last))
    refused(REVIEWERS_FULL, **seat, start=date(2025, 6, 10), end=date(2025, 6, 11))
    refused(REVIEWERS_FULL, **seat, start=date(2025, 5, 1), end=date(2025, 7, 11))


def test_same_person_twice_in_one_function_is_refused(country):
    person = PersonFactory()
    same = {"person": person, "participant": country, "function": "observer_delegate"}
    MandateFactory(**same, start=JANUARY, end=JUNE)
    refused(TWICE, **same, start=JUNE)
    MandateFactory(**same, start=JUNE + timedelta(days=1))
    MandateFactory(**same | {"person": PersonFactory()}, start=JANUARY)
    MandateFactory(**same | {"function": "deputy"}, start=JANUARY)


def test_same_person_sits_in_several_bodies(country):
    person = PersonFactory()
    for _ in range(2):
        MandateFactory(person=person, participant=country, function="liaison_officer")
