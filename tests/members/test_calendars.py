"""Whose days off do not count: four rules, own days over those of the library, and one December by hand."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from common.business_days import DayOff, count_business_days
from common.national_holidays import library_version
from members.calendars import CalendarRule, calendar_of, data_version, days_off
from members.models import CalendarDay
from tests.common.test_national_holidays import MEMBERS
from tests.factories import CalendarDayFactory, CountryFactory

pytestmark = pytest.mark.django_db
DECEMBER = {"first": date(2026, 12, 1), "last": date(2027, 1, 31)}
OPENED = date(2026, 12, 21)  # a Monday
COUNTS, WEEKEND, OFF = "counts", "weekend", "off"
# Five business days opened on 21 December 2026, by hand. The day of opening never counts.
TO_THE_25TH = [("22 Tue", COUNTS), ("23 Wed", COUNTS), ("24 Thu", COUNTS)]
BY_WEEKENDS = [*TO_THE_25TH, ("25 Fri", COUNTS), ("26 Sat", WEEKEND), ("27 Sun", WEEKEND), ("28 Mon", COUNTS)]
AFTER_CHRISTMAS = [
    *TO_THE_25TH,
    ("25 Fri", OFF),
    ("26 Sat", WEEKEND),
    ("27 Sun", WEEKEND),
    ("28 Mon", COUNTS),
    ("29 Tue", COUNTS),
]
OVER_BOXING_DAY = [
    *TO_THE_25TH,
    ("25 Fri", OFF),
    ("26 Sat", WEEKEND),
    ("27 Sun", WEEKEND),
    ("28 Mon", OFF),
    ("29 Tue", COUNTS),
    ("30 Wed", COUNTS),
]


def arithmetic(counted):
    def said(one):
        return COUNTS if one.counts else WEEKEND if one.is_weekend else OFF

    return [(one.day.strftime("%d %a"), said(one)) for one in counted]


def five_days(rule, **whose):
    off = days_off(rule, **DECEMBER, **whose)
    return count_business_days(after=OPENED, days=5, days_off=off)


@pytest.mark.parametrize(
    ("rule", "whose", "expected"),
    [
        (CalendarRule.WEEKENDS, {}, BY_WEEKENDS),
        (CalendarRule.SEAT, {}, AFTER_CHRISTMAS),
        (CalendarRule.ANY, {"member_keys": MEMBERS}, OVER_BOXING_DAY),
        *(
            (CalendarRule.OWN, {"participant_key": key}, OVER_BOXING_DAY if key == "ca" else AFTER_CHRISTMAS)
            for key in MEMBERS
        ),
    ],
)
def test_five_business_days_over_christmas_2026(rule, whose, expected):
    assert arithmetic(five_days(rule, **whose)) == expected


def test_five_business_days_over_christmas_2026_name_who_rests():
    counted = {one.day.day: one for one in five_days(CalendarRule.ANY, member_keys=MEMBERS)}
    assert [off.calendar for off in counted[25].days_off] == list(MEMBERS)
    assert [off.calendar for off in counted[26].days_off] == ["bz", "ca"], "a holiday on a weekend is shown as well"
    assert [(off.calendar, off.name_en) for off in counted[28].days_off] == [("ca", "Boxing Day (observed)")]
    assert [counted[day].number for day in range(22, 31)] == [1, 2, 3, 0, 0, 0, 0, 4, 5]


def test_the_leave_of_salvadoran_offices_when_it_is_entered_as_decrees():
    country = CountryFactory(key="sv")
    for day in [date(2026, 12, day) for day in (24, 28, 29, 30, 31)]:
        CalendarDayFactory(participant=country, day=day)
    counted = five_days(CalendarRule.OWN, participant_key="sv")
    assert [one.day.isoformat() for one in counted if one.counts] == [
        "2026-12-22",
        "2026-12-23",
        "2027-01-04",
        "2027-01-05",
        "2027-01-06",
    ]
    assert arithmetic(five_days(CalendarRule.SEAT)) == AFTER_CHRISTMAS, "of no matter to the seat"


def test_half_days_of_guatemala_when_entered_are_shown_and_count():
    half = CalendarDayFactory(participant=CountryFactory(key="gt"), day=date(2026, 12, 24), kind="half")
    counted = five_days(CalendarRule.OWN, participant_key="gt")
    assert arithmetic(counted) == AFTER_CHRISTMAS
    assert counted[2].days_off == (DayOff(half.day, "gt", half.name_es, half.name_en, is_half=True),)


def test_an_own_day_stands_in_the_place_of_the_library():
    mexico = CountryFactory(key="mx")
    christmas = date(2026, 12, 25)
    entry = CalendarDayFactory(participant=mexico, day=christmas, kind="working")
    assert christmas not in days_off("own", **DECEMBER, participant_key="mx")
    assert [off.calendar for off in days_off("any", **DECEMBER, member_keys=("mx", "us"))[christmas]] == ["us"]
    CalendarDay.objects.filter(pk=entry.pk).update(kind="half")
    (half,) = days_off("own", **DECEMBER, participant_key="mx")[christmas]
    assert half.is_half and half.name_en == entry.name_en


def test_the_office_says_of_itself_what_its_country_cannot_know():
    CalendarDayFactory(participant=None, day=date(2026, 12, 24))
    CalendarDayFactory(participant=None, day=date(2026, 12, 25), kind="working")
    CalendarDayFactory(participant=None, day=date(2027, 1, 1), kind="half")
    seat = days_off("seat", **DECEMBER)
    assert {day.isoformat(): [(off.calendar, off.is_half) for off in off] for day, off in seat.items()} == {
        "2026-12-01": [("cr", False)],
        "2026-12-24": [("secretariat", False)],
        "2027-01-01": [("secretariat", True)],
    }
    assert date(2026, 12, 24) not in days_off("own", **DECEMBER, participant_key="cr"), "an office is not its country"
    assert date(2026, 12, 24) not in days_off("any", **DECEMBER, member_keys=MEMBERS)


def test_days_off_ask_once_whatever_there_is(django_assert_num_queries):
    for key in MEMBERS:
        CalendarDayFactory.create_batch(3, participant=CountryFactory(key=key))
    whole = {"first": date(2026, 1, 1), "last": date(2028, 12, 31)}
    with django_assert_num_queries(1):
        days_off("any", **whole, member_keys=MEMBERS)
    with django_assert_num_queries(1):
        days_off("seat", **whole)
    with django_assert_num_queries(0):
        assert days_off("weekends", **whole) == {}


@pytest.mark.parametrize(("rule", "whose"), [("own", {"member_keys": MEMBERS}), ("any", {"participant_key": "mx"})])
def test_days_off_when_nobody_is_named(rule, whose):
    with pytest.raises(ValueError, match="no calendar is named"):
        days_off(rule, **DECEMBER, **whose)


def test_the_version_of_the_data_changes_with_every_change():
    seen = [data_version()]
    assert seen[0].startswith(f"{library_version()}; 0/0")
    entry = CalendarDayFactory()
    seen.append(data_version())
    entry.kind = "half"
    entry.save()
    seen.append(data_version())
    entry.delete()
    seen.append(data_version())
    assert len(set(seen)) == 4
    assert seen[-1] == data_version()


@pytest.mark.parametrize("is_office", [True, False])
def test_one_calendar_says_one_thing_of_a_day(is_office):
    participant = None if is_office else CountryFactory(key="mx")
    first = CalendarDayFactory(participant=participant)
    CalendarDayFactory(participant=CountryFactory(key="us"), day=first.day)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDayFactory(participant=participant, day=first.day)


def test_a_calendar_of_one_year_shows_holidays_and_own_days_together(django_assert_num_queries):
    mexico = CountryFactory(key="mx")
    bridge = CalendarDayFactory(participant=mexico, day=date(2026, 12, 24), kind="half")
    worked = CalendarDayFactory(participant=mexico, day=date(2026, 12, 25), kind="working")
    CalendarDayFactory(participant=None, day=date(2026, 12, 24))
    with django_assert_num_queries(1):
        lines = calendar_of("mx", 2026)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    own = {line.day: line for line in lines if line.entry}
    assert own.keys() == {bridge.day, worked.day}
    assert own[bridge.day].replaced is None and own[worked.day].replaced.name_en == "Christmas Day"
    assert len(lines) == 8
    assert [line.entry.participant_id for line in calendar_of("secretariat", 2026)] == [None]
