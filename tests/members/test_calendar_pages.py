"""The calendars on a page: what the Secretariat writes down, and what a deadline's arithmetic looks like."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from common.business_days import DayOff, count_business_days
from common.models import Act
from common.refusals import Refusal
from members.models import CalendarDay
from members.services.calendars import remove_calendar_day, save_calendar_day
from tests.factories import CalendarDayFactory, CountryFactory, StandingFactory
from tests.members.people import address, words

pytestmark = pytest.mark.django_db
EVE = {"day": "2026-12-24", "kind": "half", "name_es": "Nochebuena", "name_en": "Christmas Eve", "source": "Decreto 1"}
OFFICE = {"participant": ""}


def told(lines):
    """The arithmetic as one reads it: a line each, without markup."""
    html = Template("{% load calendar_lines %}{% business_days counted %}").render(Context({"counted": lines}))
    items = re.findall(r"<li.*?</li>", html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


@pytest.fixture
def mexico():
    country = CountryFactory(key="mx", name_es="México", name_en="Mexico")
    StandingFactory(participant=country, status="member", start="1996")
    return country


def test_secretariat_writes_down_edits_and_removes_a_day(personas, enter, mexico):
    client = enter(personas["secretariat"])
    answer = client.post(address("calendar-add"), EVE | {"participant": mexico.pk})
    assert answer.status_code == 302 and "calendar=mx" in answer.url and "year=2026" in answer.url
    page = words(client.get(address("calendar-list"), {"calendar": "mx", "year": 2026}))
    assert "Christmas Eve" in page and "Half day off" in page and "Decreto 1" in page
    assert "Benito Juárez" in page and "National holiday" in page
    entry = CalendarDay.objects.get()
    changed = EVE | {"participant": mexico.pk, "day": "2026-12-25", "kind": "working"}
    client.post(address("calendar-edit", pk=entry.pk), changed)
    page = words(client.get(address("calendar-list"), {"calendar": "mx", "year": 2026}))
    assert "instead of: Christmas Day" in page and "Worked" in page
    client.post(address("calendar-remove", pk=entry.pk))
    assert not CalendarDay.objects.exists()
    acts = Act.objects.filter(object_type="members.calendarday").order_by("pk")
    assert [act.act for act in acts] == ["add_calendar_day", "edit_calendar_day", "remove_calendar_day"]
    assert acts[1].before == {"day": "2026-12-24", "kind": "half"}
    assert acts[1].after == {"day": "2026-12-25", "kind": "working"}
    assert {act.part_of for act in acts} == {f"members.participant:{mexico.pk}"}
    assert [version.history_type for version in CalendarDay.history.order_by("history_id")] == ["+", "~", "-"]


def test_a_day_needs_both_names_and_is_written_down_once(personas, enter):
    client = enter(personas["secretariat"])
    for name in ("name_es", "name_en"):
        assert client.post(address("calendar-add"), EVE | OFFICE | {name: ""}).status_code == 422
    assert client.post(address("calendar-add"), EVE | OFFICE).status_code == 302
    page = words(client.post(address("calendar-add"), EVE | OFFICE | {"kind": "off"}))
    assert "already says something of this day" in page
    other = CalendarDayFactory(participant=None, day=date(2026, 12, 31))
    page = words(client.post(address("calendar-edit", pk=other.pk), EVE | OFFICE))
    assert "already says something of this day" in page
    other.refresh_from_db()
    assert other.day == date(2026, 12, 31)


def test_the_calendar_of_the_office_is_one_of_its_own(personas, visit):
    CalendarDayFactory(participant=None, day=date(timezone.localdate().year, 3, 19), name_en="Moving house")
    page = words(visit(address("calendar-list") + "?calendar=secretariat", personas["secretariat"]))
    assert "Moving house" in page and "Christmas Day" not in page
    page = words(visit(address("calendar-list"), personas["secretariat"]))
    assert "Moving house" not in page and "Christmas Day" in page, "without a question the country of the seat"


@pytest.mark.parametrize("asked", ["?calendar=zz", "?year=1066", "?year=x", "?calendar=&year="])
def test_the_list_when_asked_for_nonsense_shows_the_seat(asked, personas, visit):
    assert "Christmas Day" in words(visit(address("calendar-list") + asked, personas["secretariat"]))


def test_members_read_the_calendars_and_change_nothing(personas, visit):
    page = words(visit(address("calendar-list"), personas["member"]))
    assert "Christmas Day" in page and address("calendar-add") not in page
    entry = CalendarDayFactory(participant=None)
    for act in (
        lambda: save_calendar_day(entry=entry, words={"name_es": "x"}, by=personas["member"]),
        lambda: remove_calendar_day(entry=entry, by=personas["member"]),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_day_when_given_as_it_stands_leaves_no_act(personas):
    entry = CalendarDayFactory(participant=None)
    kept = save_calendar_day(entry=entry, words={"day": entry.day, "kind": entry.kind}, by=personas["secretariat"])
    assert kept == entry and not Act.objects.filter(object_type="members.calendarday").exists()
    with pytest.raises(Refusal):
        save_calendar_day(entry=None, words={"day": entry.day, "name_es": "x", "name_en": "x"}, by="tests")


def test_an_arithmetic_reads_day_by_day(django_assert_num_queries):
    eve, christmas, year = date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)
    off = {
        eve: [DayOff(eve, "gt", "Nochebuena", "Christmas Eve", is_half=True)],
        christmas: [
            DayOff(christmas, "mx", "Navidad", "Christmas Day"),
            DayOff(christmas, "gt", "Día de Navidad", "Christmas Day"),
            DayOff(christmas, "secretariat", "Navidad", "Christmas Day"),
        ],
        date(2026, 12, 26): [DayOff(date(2026, 12, 26), "bz", "Segundo día de Navidad", "Boxing Day")],
        year: [DayOff(year, "mx", "Año Nuevo", "New Year's Day")],
    }
    counted = count_business_days(after=date(2026, 12, 23), days=6, days_off=off)
    with override("en"), django_assert_num_queries(0):
        lines = told(counted)
    assert lines == [
        "Day 1 Thursday 24 December 2026 half day off, which counts: Christmas Eve (GT)",
        "— Does not count Friday 25 December Christmas Day (MX, GT, Secretariat)",
        "— Does not count Saturday 26 December weekend; Boxing Day (BZ)",
        "— Does not count Sunday 27 December weekend",
        "Day 2 Monday 28 December",
        "Day 3 Tuesday 29 December",
        "Day 4 Wednesday 30 December",
        "Day 5 Thursday 31 December",
        "— Does not count Friday 1 January 2027 New Year&#x27;s Day (MX)",
        "— Does not count Saturday 2 and Sunday 3 January weekend",
        "Day 6 Monday 4 January",
    ]
    with override("es"):
        spanish = told([one.to_json() for one in counted])
    assert spanish[1] == "— No cuenta viernes 25 de diciembre Navidad (MX, Secretaría) ; Día de Navidad (GT)"
    assert spanish[9] == "— No cuenta sábado 2 y domingo 3 de enero fin de semana"
    assert len(spanish) == len(lines)
