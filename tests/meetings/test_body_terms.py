"""Whether a body may convene on a day: one answer for one body and for the list of those that may."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.periods import PartialDate
from meetings.models import Body
from tests.factories import BodyFactory

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))
partial = st.none() | st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda one: one[0].isoformat()[: one[1]])


@pytest.mark.parametrize(
    ("period", "on", "words"),
    [
        ({"start": "2014-06-27"}, "2014-06-26", "it begins on 27 June 2014"),
        ({"start": "2014", "end": "2016"}, "2017-01-01", "it was closed on 2016"),
        ({"start": "2014", "term_ends": "2016-02"}, "2016-03-01", "its term ended on February 2016"),
    ],
)
@pytest.mark.django_db
def test_body_cannot_meet_outside_its_life_and_term(period, on, words):
    body = Body.objects.get(pk=BodyFactory(name_en="The group", **period).pk)
    with override("en"):
        (reason,) = body.reasons_not_to_meet(date.fromisoformat(on))
        assert words in str(reason) and str(reason).startswith("The group cannot meet")
    assert not body.can_meet(date.fromisoformat(on))


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["2016-02-29", "2014-06-27", "2015-01-01"])
def test_body_meets_from_its_first_day_to_the_last_of_its_term(on):
    body = Body.objects.get(pk=BodyFactory(start="2014-06-27", term_ends="2016-02").pk)
    assert body.can_meet(date.fromisoformat(on))


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(partial, partial, partial, days)
def test_list_of_bodies_that_can_meet_agrees_with_each_body(start, end, term_ends, on):
    body = Body.objects.get(pk=BodyFactory(key="body").pk)
    Body.objects.filter(pk=body.pk).update(start=start, end=end, term_ends=term_ends)
    body.refresh_from_db()
    assert Body.objects.that_can_meet(on).filter(pk=body.pk).exists() == body.can_meet(on)


@given(st.tuples(days, st.sampled_from([4, 7, 10])))
def test_last_day_of_a_partial_date_is_the_last_that_it_may_be(given_):
    day, length = given_
    known = PartialDate(day.isoformat()[:length])
    assert known.first_day <= day <= known.last_day
    assert known.last_day.isoformat()[:length] == known.iso
    after = date.fromordinal(known.last_day.toordinal() + 1)
    assert after.isoformat()[:length] != known.iso
