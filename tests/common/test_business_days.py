"""Business days: against a naive count, over changes of the clocks, and at both ends of the world."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from common.business_days import (
    DayCounted,
    DayOff,
    business_day_before,
    business_days_until,
    count_business_days,
    days_left,
    halfway,
    moment,
)

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
NEW_YORK, COSTA_RICA = ZoneInfo("America/New_York"), ZoneInfo("America/Costa_Rica")
DAYS = some.dates(date(2024, 1, 1), date(2030, 12, 31))


@some.composite
def opened_with_days_off(draw):
    """A day and, in the half year after it, days off of several calendars, whole and half."""
    after = draw(DAYS)
    days = draw(some.lists(some.integers(-3, 180).map(lambda ahead: after + timedelta(ahead)), max_size=60))
    calendars = some.sampled_from(["mx", "cr", "us", "secretariat"])
    off = {}
    for day in days:
        one = DayOff(day, draw(calendars), "Feriado", "Holiday", is_half=draw(some.booleans()))
        off.setdefault(day, []).append(one)
    return after, off


def naive(after, days, off):
    """The days that count, found as one would with a finger on a calendar on the wall."""
    found, day = [], after
    while len(found) < days:
        day = date.fromordinal(day.toordinal() + 1)
        if day.strftime("%A") in ("Saturday", "Sunday"):
            continue
        if [one for one in off.get(day, []) if not one.is_half]:
            continue
        found.append(day)
    return found


@given(opened_with_days_off(), some.integers(1, 60))
@settings(max_examples=300)
def test_business_days_are_those_that_a_finger_finds_on_the_calendar(opened, days):
    after, off = opened
    counted = count_business_days(after=after, days=days, days_off=off)
    assert [one.day for one in counted if one.counts] == naive(after, days, off)
    assert [one.day for one in counted] == [after + timedelta(n + 1) for n in range(len(counted))], "a day left out"
    assert [one.number for one in counted if one.counts] == list(range(1, days + 1))
    assert counted[-1].number == days
    assert all(list(one.days_off) == off.get(one.day, []) for one in counted)
    assert business_days_until(counted[-1].day, after, off) == days
    assert tuple(DayCounted.from_json(json.loads(json.dumps(one.to_json()))) for one in counted) == counted


@given(opened_with_days_off(), some.integers(1, 30), some.integers(-5, 60))
def test_days_left_and_the_days_of_reminders_when_read_from_a_count(opened, days, ahead):
    after, off = opened
    counted = count_business_days(after=after, days=days, days_off=off)
    numbered = naive(after, days, off)
    today = after + timedelta(ahead)
    assert days_left(counted, today) == len([day for day in numbered if day > today])
    assert business_day_before(counted) == (numbered[-2] if days > 1 else None)
    start, due = (moment(day, time(17), COSTA_RICA) for day in (after, numbered[-1]))
    middle = halfway(start, due, counted, COSTA_RICA)
    before, since = (len([day for day in numbered if test(day)]) for test in (middle.__gt__, middle.__lt__))
    assert middle in numbered and since - before in (0, 1)


def test_halfway_when_no_day_counts_before_the_deadline():
    counted = count_business_days(after=FRIDAY, days=1)
    opened, due = (moment(SATURDAY, time(hour), COSTA_RICA) for hour in (9, 17))
    assert halfway(opened, due, counted, COSTA_RICA) == SATURDAY


def test_a_half_day_is_shown_and_counts():
    half = DayOff(MONDAY, "mx", "Medio día", "Half day", is_half=True)
    counted = count_business_days(after=FRIDAY, days=1, days_off={MONDAY: [half]})
    assert counted[-1] == DayCounted(MONDAY, 1, is_weekend=False, days_off=(half,))
    whole = DayOff(MONDAY, "hn", "Feriado", "Holiday")
    both = count_business_days(after=FRIDAY, days=1, days_off={MONDAY: [half, whole]})
    assert [one.number for one in both] == [0, 0, 0, 1]


@pytest.mark.parametrize("days", [-1, 0, 261])
def test_business_days_when_the_number_makes_no_sense(days):
    with pytest.raises(ValueError, match="from 1 to 260"):
        count_business_days(after=FRIDAY, days=days)


def test_a_year_of_business_days_is_still_counted():
    assert count_business_days(after=date(2025, 12, 31), days=260)[-1].day == date(2026, 12, 30)


def test_business_days_when_every_day_is_a_day_off():
    always = {FRIDAY + timedelta(n): [DayOff(FRIDAY, "mx", "Feriado", "Holiday")] for n in range(1000)}
    with pytest.raises(ValueError, match="within two years"):
        count_business_days(after=FRIDAY, days=1, days_off=always)


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 12, 21), time(17), "America/Costa_Rica", "2026-12-21 23:00"),
        (date(2026, 7, 1), time(17), "America/Mexico_City", "2026-07-01 23:00"),  # Mexico keeps one time since 2022
        (date(2026, 12, 21), time(17), "America/Mexico_City", "2026-12-21 23:00"),
        (date(2026, 7, 1), time(17), "America/New_York", "2026-07-01 21:00"),
        (date(2026, 12, 21), time(17), "America/New_York", "2026-12-21 22:00"),
        # Put forward on 8 March 2026 from 2:00 to 3:00: what lies between becomes the first minute after.
        (date(2026, 3, 8), time(1, 59), "America/New_York", "2026-03-08 06:59"),
        (date(2026, 3, 8), time(2, 0), "America/New_York", "2026-03-08 07:00"),
        (date(2026, 3, 8), time(2, 1), "America/Toronto", "2026-03-08 07:00"),
        (date(2026, 3, 8), time(2, 59), "America/Port-au-Prince", "2026-03-08 07:00"),
        (date(2026, 3, 8), time(3, 0), "America/New_York", "2026-03-08 07:00"),
        # Put back on 1 November 2026 from 2:00 to 1:00: what is shown twice is the later one.
        (date(2026, 11, 1), time(0, 59), "America/New_York", "2026-11-01 04:59"),
        (date(2026, 11, 1), time(1, 0), "America/New_York", "2026-11-01 06:00"),
        (date(2026, 11, 1), time(1, 59), "America/New_York", "2026-11-01 06:59"),
        (date(2026, 11, 1), time(2, 0), "America/New_York", "2026-11-01 07:00"),
        # A whole day that never was: Samoa went over the date line.
        (date(2011, 12, 30), time(12), "Pacific/Apia", "2011-12-30 10:00"),
    ],
)
def test_a_minute_on_the_wall_is_one_moment(day, at, zone, expected):
    assert moment(day, at, ZoneInfo(zone)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    some.sampled_from(["America/New_York", "America/Tijuana", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]),
)
def test_a_moment_is_the_last_minute_that_shows_the_wall_or_the_first_after(wall, zone):
    clocks = ZoneInfo(zone)
    wall = wall.replace(second=0, microsecond=0)
    at = moment(wall.date(), wall.time(), clocks)
    assert at.astimezone(clocks).replace(tzinfo=None) >= wall
    shown = [
        minute
        for minute in (at + timedelta(minutes=n) for n in range(-120, 121))
        if minute.astimezone(clocks).replace(tzinfo=None) == wall
    ]
    if shown:
        assert at == shown[-1]
    else:
        assert (at - timedelta(minutes=1)).astimezone(clocks).replace(tzinfo=None) < wall


def test_a_deadline_when_its_readers_sit_on_both_sides_of_the_date_line():
    due = moment(date(2026, 12, 24), time(5), COSTA_RICA)
    assert due.astimezone(ZoneInfo("Pacific/Kiritimati")).isoformat() == "2026-12-25T01:00:00+14:00"
    assert due.astimezone(ZoneInfo("Pacific/Honolulu")).isoformat() == "2026-12-24T01:00:00-10:00"


def test_halfway_is_a_day_of_the_zone_that_is_named():
    counted = count_business_days(after=date(2026, 12, 21), days=4)
    opened = moment(date(2026, 12, 21), time(23), COSTA_RICA)  # Tuesday already in UTC and on Kiritimati
    due = moment(counted[-1].day, time(5), COSTA_RICA)
    middle = {zone: halfway(opened, due, counted, ZoneInfo(zone)).day for zone in ("UTC", "Pacific/Kiritimati")}
    assert halfway(opened, due, counted, COSTA_RICA) == date(2026, 12, 23)
    assert middle == {"UTC": 24, "Pacific/Kiritimati": 24}


def test_a_deadline_counted_over_the_change_of_the_clocks_keeps_its_hour_on_the_wall():
    counted = count_business_days(after=date(2026, 3, 5), days=3)  # a Thursday; clocks change on the Sunday
    due = moment(counted[-1].day, time(17), NEW_YORK)
    opened = moment(date(2026, 3, 5), time(17), NEW_YORK)
    assert due.astimezone(NEW_YORK).time() == time(17)
    assert due - opened == timedelta(days=5, hours=-1)


@pytest.mark.parametrize(
    ("today", "due", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SUNDAY, 0),
        (FRIDAY, MONDAY, 1),
        (SATURDAY, MONDAY, 1),
        (MONDAY, date(2026, 11, 30), 5),
        (MONDAY, date(2027, 11, 23), 261),
        (MONDAY, FRIDAY, -1),
        (SUNDAY, SATURDAY, 0),
        (SATURDAY, FRIDAY, 0),
        (date(2026, 11, 30), MONDAY, -5),
    ],
)
def test_business_days_until_a_day_are_counted_up_to_and_with_it(today, due, days):
    assert business_days_until(due, today) == days
