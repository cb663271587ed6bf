"""National holidays: named in both languages, read when asked, and checked by hand over one December."""

import subprocess
import sys
from datetime import date

import pytest

from common.national_holidays import IN_SPANISH, library_version, national_holidays

MEMBERS = ("bz", "ca", "cr", "do", "gt", "hn", "mx", "ni", "pa", "sv", "us")
YEARS = range(2024, 2031)
ENGLISH_WORDS = ("Day", "Holiday", "Birthday", "Friday", "Monday", "observed")


@pytest.mark.parametrize("country", MEMBERS)
def test_every_holiday_has_a_name_in_both_languages(country):
    holidays = [off for year in YEARS for off in national_holidays(country, year)]
    assert len(holidays) >= 7 * len(YEARS)
    for off in holidays:
        assert off.name_es.strip() and off.name_en.strip()
        assert not any(word in off.name_es.replace("Juneteenth", "").split() for word in ENGLISH_WORDS), off
        assert "(observado)" not in off.name_es
        assert "ía" not in off.name_en.replace("Santamaría", "") and "ñ" not in off.name_en, off
        assert off.calendar == country and not off.is_half


def test_the_names_put_in_by_hand_are_those_that_the_library_has():
    read = {
        name.removesuffix(" (observed)")
        for country in ("bz", "ca", "us")
        for year in YEARS
        for off in national_holidays(country, year)
        for name in off.name_en.split("; ")
    }
    assert read <= IN_SPANISH.keys()
    assert IN_SPANISH.keys() - read <= {"Labor Day", "Labour Day"}, "names that no holiday has"


def test_two_holidays_on_one_day_are_both_named():
    both = next(off for off in national_holidays("hn", 2028) if off.day == date(2028, 4, 14))
    assert both.name_es == "Día de las Américas; Viernes Santo"
    assert both.name_en == "Good Friday; Panamerican Day"


def test_a_holiday_that_was_moved_says_so_in_both_languages():
    moved = next(off for off in national_holidays("ca", 2026) if off.day == date(2026, 12, 28))
    assert (moved.name_es, moved.name_en) == ("Segundo día de Navidad (trasladado)", "Boxing Day (observed)")
    moved = next(off for off in national_holidays("cr", 2024) if off.day == date(2024, 4, 15))
    assert moved.name_es == "Día de Juan Santamaría (trasladado)"


@pytest.mark.parametrize("key", ["oim", "ca4", "zz", "", "secretariat"])
def test_what_is_no_country_has_no_national_holidays(key):
    assert national_holidays(key, 2026) == ()


# Written by hand from the laws of each country; what differs between them and the library stands beside it.
DECEMBER: dict[str, dict[str, str]] = {
    # Boxing Day falls on a Saturday and stays there: Belize moves a Sunday's holiday to the Monday.
    "bz": {
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Boxing Day",
        "2027-01-01": "New Year's Day",
        "2027-01-15": "George Price Day",
    },
    # Boxing Day of the federal public service moves from the Saturday to Monday 28.
    "ca": {
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Boxing Day",
        "2026-12-28": "Boxing Day (observed)",
        "2027-01-01": "New Year's Day",
    },
    # 1 December is a holiday by article 148 of the Código de Trabajo, though its pay is not obligatory.
    "cr": {"2026-12-01": "Army Abolition Day", "2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    # 6 January is a Wednesday: law 139-97 moves it to the Monday before.
    "do": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day", "2027-01-04": "Epiphany"},
    # The afternoons of 24 and 31 December are free too; the library does not know half days here.
    "gt": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    "hn": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    # 12 December is kept by many offices and is no holiday by law.
    "mx": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    "ni": {"2026-12-08": "Immaculate Conception", "2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    # 20 December is a Sunday: Monday 21 is free for it. 9 January is a Saturday and stays there.
    "pa": {
        "2026-12-08": "Mother's Day",
        "2026-12-20": "National Mourning Day",
        "2026-12-21": "National Mourning Day (observed)",
        "2026-12-25": "Christmas Day",
        "2027-01-01": "New Year's Day",
        "2027-01-09": "Martyrs' Day",
    },
    # Public offices are on leave from 24 December to 2 January by a law of their own, which the library leaves out.
    "sv": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
    # Christmas Eve is free only where the President orders it, as in 2024 and 2025.
    "us": {"2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day"},
}


@pytest.mark.parametrize("country", MEMBERS)
def test_days_off_between_december_2026_and_the_middle_of_january(country):
    first, last = date(2026, 12, 1), date(2027, 1, 15)
    found = {
        off.day.isoformat(): off.name_en
        for year in (2026, 2027)
        for off in national_holidays(country, year)
        if first <= off.day <= last
    }
    assert found == DECEMBER[country]


def test_the_library_is_not_read_before_somebody_asks():
    ask = "import sys, common.national_holidays as n; print('holidays' in sys.modules, n.library_version())"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", *library_version().split()]
