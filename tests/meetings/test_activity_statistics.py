"""The statistics of activities: counted from what was held, beside the numbers of the sources."""

import pytest
from django.urls import reverse

from meetings.queries.statistics import activity_statistics
from tests.factories import MeetingFactory, StatedCountFactory

pytestmark = pytest.mark.django_db


def held(kind, start, **fields):
    return MeetingFactory(kind=kind, start=start, end=None, **({"state": "held"} | fields))


def test_statistics_when_counted_hold_what_everybody_sees_and_what_was_held():
    held("workshop", "2015-05-06")
    held("workshop", "2015")
    held("seminar", "2016-11-30", state="closed")
    held("grcm", None)
    held("workshop", "2015-07-01", state="planned")
    held("workshop", "2015-07-01", audience="member")
    found = activity_statistics()
    assert [kind.value for kind in found.kinds] == ["grcm", "workshop", "seminar"]
    assert [(row.year, row.numbers) for row in found.rows] == [
        ("2016", [0, 0, 1]),
        ("2015", [0, 2, 0]),
        ("", [1, 0, 0]),
    ]
    assert (found.totals, found.total) == ([1, 2, 1], 4)


@pytest.mark.parametrize(
    ("start", "counts"), [("2016-11-30", 1), ("2016-11", 1), ("2016", 1), ("2016-12-01", 0), ("2017", 0), (None, 0)]
)
def test_register_when_compared_counts_to_the_end_of_the_month_that_the_source_names(start, counts):
    StatedCountFactory(kinds="workshop", as_of="2016-11")
    held("workshop", start)
    held("seminar", "2010")
    assert activity_statistics().compared[0].held == counts


def test_difference_when_there_is_one_is_said_with_the_reason_and_none_where_nothing_is_counted(client):
    StatedCountFactory(number=3, kinds="workshop", note_es="Solo las nombradas.", note_en="Only those named.")
    StatedCountFactory(number=1, kinds="seminar", order=1)
    StatedCountFactory(number=6000, kinds="", qualifier="more_than", order=2)
    held("workshop", "2015")
    held("seminar", "2015")
    fewer, same, delegates = activity_statistics().compared
    assert (fewer.difference, fewer.missing, same.difference, delegates.difference) == (-2, 2, 0, None)
    page = client.get(reverse("meetings:activity-statistics")).content.decode()
    assert "El registro contiene 2 menos." in page and "Solo las nombradas." in page
    assert "Coinciden." in page and "más de 6000" in page.replace("\u00a0", "")


def test_table_when_taken_as_csv_says_the_same(client):
    held("workshop", "2015")
    table = client.get(reverse("meetings:activity-statistics-csv"))
    assert table["Content-Type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").splitlines() == ["Año,Taller,Total", "2015,1,1", "Total,1,1"]


@pytest.mark.parametrize("rows", [1, 30])
def test_statistics_ask_the_same_however_many_meetings_there_are(django_assert_num_queries, rows):
    for number in range(rows):
        held("workshop", str(1996 + number))
        StatedCountFactory(order=number)
    with django_assert_num_queries(3):
        assert activity_statistics().total == rows


def test_record_when_loaded_shows_the_sources_own_table(client, loaded_record):
    compared = {one.stated.key: (one.stated.number, one.held) for one in activity_statistics().compared}
    assert compared["vice-ministerial-meetings"] == (21, 21)
    assert [number for number, _held in compared.values()] == [21, 42, 6, 38, 15, 122, 120, 6000]
    assert client.get(reverse("meetings:activity-statistics")).status_code == 200
