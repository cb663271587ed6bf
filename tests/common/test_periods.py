from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from common.periods import PartialDate, PartialDateField
from members.models import Standing
from tests.factories import StandingFactory

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("iso", "spanish", "english"),
    [
        ("1996", "1996", "1996"),
        ("1996-03", "marzo de 1996", "March 1996"),
        ("1996-03-13", "13 de marzo de 1996", "13 March 1996"),
    ],
)
def test_partial_date_reads_with_the_precision_it_has(iso, spanish, english):
    with override("es"):
        assert str(PartialDate(iso)).lower() == spanish
    with override("en"):
        assert str(PartialDate(iso)) == english


@pytest.mark.parametrize("wrong", ["", "96", "1996-3", "1996-13", "1996-02-30", "1996-03-13T00:00", "mayo"])
def test_partial_date_refuses_what_is_no_date(wrong):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(wrong)


def test_field_refuses_what_is_no_date_with_one_clear_error():
    with pytest.raises(ValidationError):
        PartialDateField().to_python("mayo de 1996")


@given(st.lists(days, min_size=2, max_size=6))
def test_partial_dates_sort_as_time_does(moments):
    assert [d.iso for d in sorted(PartialDate(m.isoformat()) for m in moments)] == [
        m.isoformat() for m in sorted(moments)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "on", "in_force"),
    [
        ("2014", "2016", "2016-12-31", True),
        ("2014", "2016", "2017-01-01", False),
        ("2014-05", "2014-05", "2014-05-31", True),
        ("2014-05", "2014-05", "2014-06-01", False),
        ("2014-05-10", None, "2014-05-09", False),
        ("2014-05-10", "2014-05-11", "2014-05-11", True),
        (None, None, "1900-01-01", True),
        (None, "2001", "2001-06-01", True),
    ],
)
def test_in_force_takes_a_partial_end_to_its_last_day(start, end, on, in_force):
    StandingFactory(start=start, end=end)
    assert Standing.objects.in_force(date.fromisoformat(on)).exists() is in_force
    assert Standing.objects.get().is_in_force(date.fromisoformat(on)) is in_force


@pytest.mark.django_db
def test_partial_date_comes_back_as_stored():
    standing = StandingFactory(start="1996-02")
    standing.refresh_from_db()
    assert standing.start == PartialDate("1996-02")
    assert standing.start.precision == "month"
