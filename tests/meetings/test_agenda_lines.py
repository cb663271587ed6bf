"""Numbers and running times, hours over changes of the clocks, and what is odd about them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from common.refusals import Refusal
from common.zones import in_zone, moment, utc_distance, zone_name
from meetings.forms.agenda import SessionForm
from meetings.models import Session
from meetings.queries.agenda import agenda_at_work
from meetings.queries.session_times import warnings_of
from tests.factories import AgendaItemFactory, MeetingFactory, SessionFactory
from tests.factories.agenda import MORNING


def lines_of(session):
    return [(line.number, line.starts_at and f"{line.starts_at:%H:%M}", line.minutes) for line in session.walk()]


@pytest.mark.django_db
def test_item_when_listed_has_its_number_and_its_hour():
    session = SessionFactory()
    first = AgendaItemFactory(session=session, order=1, minutes=None)
    AgendaItemFactory(session=session, parent=first, order=1, minutes=20)
    AgendaItemFactory(session=session, parent=first, order=2, minutes=10)
    AgendaItemFactory(session=session, order=2, minutes=45)
    AgendaItemFactory(session=session, order=3, minutes=None)
    AgendaItemFactory(session=session, order=4, minutes=5)
    (shown,) = agenda_at_work(session.meeting).sessions
    assert lines_of(shown) == [
        ("1", "14:00", 30),
        ("1.1", "14:00", 20),
        ("1.2", "14:20", 10),
        ("2", "14:30", 45),
        ("3", "15:15", None),
        ("4", None, 5),
    ]


@pytest.mark.django_db
def test_item_when_what_stands_under_it_takes_longer_says_so():
    session = SessionFactory()
    top = AgendaItemFactory(session=session, minutes=10)
    AgendaItemFactory(session=session, parent=top, minutes=20)
    (shown,) = agenda_at_work(session.meeting).sessions
    assert [line.is_overfull for line in shown.walk()] == [True, False]


@pytest.mark.django_db
def test_session_when_odd_is_told_and_never_refused():
    meeting = MeetingFactory(time_zone="America/Panama")
    first = SessionFactory(meeting=meeting)
    late = SessionFactory(meeting=meeting, starts_at=MORNING + timedelta(hours=2))
    beside = SessionFactory(meeting=meeting, kind="closed", starts_at=MORNING)
    behind = SessionFactory(meeting=meeting, starts_at=late.ends_at)
    outside = SessionFactory(meeting=meeting, starts_at=MORNING + timedelta(days=3))
    AgendaItemFactory(session=beside, minutes=200)
    meeting.refresh_from_db()
    told = warnings_of(meeting, agenda_at_work(meeting).sessions)
    assert {pk: len(words) for pk, words in told.items()} == {first.pk: 1, late.pk: 1, beside.pk: 1, outside.pk: 1}
    assert behind.pk not in told
    assert "20" in told[beside.pk][0]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "utc"),
    [
        ("America/Panama", date(2026, 11, 23), time(9), datetime(2026, 11, 23, 14, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 7), time(9), datetime(2026, 3, 7, 14, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 9), time(9), datetime(2026, 3, 9, 13, tzinfo=UTC)),
        ("America/Mexico_City", date(2021, 7, 1), time(9), datetime(2021, 7, 1, 14, tzinfo=UTC)),
        ("America/Mexico_City", date(2026, 7, 1), time(9), datetime(2026, 7, 1, 15, tzinfo=UTC)),
        ("Asia/Kolkata", date(2026, 7, 1), time(9), datetime(2026, 7, 1, 3, 30, tzinfo=UTC)),
    ],
)
def test_hour_when_typed_is_that_of_the_place_on_that_day(zone, day, hour, utc):
    assert moment(day, hour, zone) == utc
    assert in_zone(utc, zone).replace(tzinfo=None) == datetime.combine(day, hour)


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_hour_when_the_clocks_are_changed_is_refused(day):
    """On the first day half past two does not exist in New York; on the second half past one comes twice."""
    with pytest.raises(Refusal):
        moment(day, time(2 if day.month == 3 else 1, 30), "America/New_York")
    assert moment(day, time(4), "America/New_York").tzinfo is UTC


def test_zone_when_named_says_how_far_it_is_from_utc_on_that_day():
    winter, summer = datetime(2026, 1, 10, 12, tzinfo=UTC), datetime(2026, 7, 10, 12, tzinfo=UTC)
    assert [utc_distance("America/New_York", day) for day in (winter, summer)] == ["UTC−5", "UTC−4"]
    assert [utc_distance(zone, winter) for zone in ("Asia/Kolkata", "Africa/Abidjan")] == ["UTC+5:30", "UTC"]
    assert zone_name("Europe/San_Marino", winter) == "San Marino, UTC+1"


@pytest.mark.django_db
def test_session_over_a_change_of_the_clocks_lasts_as_long_as_it_lasts():
    """From midnight to four in New York, in the night in which the clocks are put forward, are three hours."""
    meeting = MeetingFactory(time_zone="America/New_York", start="2026-03-08", end="2026-03-08")
    typed = {"kind": "plenary", "starts_at": "2026-03-08T00:00", "ends_at": "2026-03-08T04:00"}
    form = SessionForm(typed, instance=Session(), meeting=meeting)
    assert form.is_valid(), form.errors
    session = SessionFactory(meeting=meeting, **{name: form.cleaned_data[name] for name in typed})
    assert session.ends_at - session.starts_at == timedelta(hours=3)
    AgendaItemFactory(session=session, minutes=181)
    (shown,) = agenda_at_work(meeting).sessions
    assert shown.minutes_over == 1
    assert f"{shown.begins:%H:%M} {shown.ends:%H:%M}" == "00:00 04:00"
    assert SessionForm(instance=session, meeting=meeting)["starts_at"].value() == "2026-03-08T00:00"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ends_at": "2012-06-21T08:00"}, "ends_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": ""}, "starts_at"),
        ({"title_es": "Sólo en español"}, "title_en"),
        ({"kind": "party"}, "kind"),
    ],
)
@pytest.mark.django_db
def test_session_when_typed_wrong_is_told_beside_the_field(typed, field):
    meeting = MeetingFactory(time_zone="America/Panama")
    words = {"kind": "plenary", "starts_at": "2012-06-21T09:00", "ends_at": "2012-06-21T10:00"} | typed
    form = SessionForm(words, instance=Session(), meeting=meeting)
    assert field in form.errors
