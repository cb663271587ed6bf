"""The calendar of the year: what the rules ask for, what lacks a day, and who reads what in it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from meetings.models import ConvocationKind, Meeting, MeetingState
from members.models import Presidency
from members.models.calendars import CalendarDay
from secretariat.queries.year import year_for
from secretariat.queries.year_entries import EntryKind
from tests.access.visits import signed_in
from tests.factories import BodyFactory, MandateFactory, MeetingFactory
from tests.factories.commitments import published_commitment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def in_may(time_machine):
    """A day in the middle of a year, so that there is a before and an after."""
    time_machine.move_to("2026-05-04T15:00:00Z", tick=False)


def meeting(**more):
    return MeetingFactory(**{"audience": "member", "state": MeetingState.PLANNED, "end": None} | more)


def line_of(year, key):
    return next(line for line in year.lines if line.key == key)


def kinds_of(year, kind):
    return [entry.title for entry in year.entries if entry.kind == kind]


def shown(user, **asked):
    with override("en"):
        return signed_in(user).get(reverse("secretariat:year"), asked).content.decode()


def test_year_without_meetings_asks_for_all_that_the_rules_say(personas):
    BodyFactory(key="zqgroup", kind="working_group", name_en="Zq group")
    BodyFactory(key="zqadhoc", kind="adhoc")
    with override("en"):
        year = year_for(personas["secretariat"], 2026)
        assert [(line.key, line.number) for line in year.lines] == [
            ("vice_ministerial", 1),
            ("grcm", 2),
            ("zqgroup", 2),
        ]
        assert [slot.name for slot in line_of(year, "grcm").slots] == ["First meeting", "Second meeting"]
        assert len(year.lacking) == 5


def test_second_meeting_of_the_grcm_without_a_day_is_told(personas):
    meeting(kind="grcm", start="2026-06-10", end="2026-06-11", city_en="Zqcity")
    with override("en"):
        lacking = [(line.key, slot.place) for line, slot in year_for(personas["secretariat"], 2026).lacking]
    assert lacking == [("vice_ministerial", 1), ("grcm", 2)]
    said = shown(personas["secretariat"])
    assert "2 meetings of the plan have no date yet." in said and "Second meeting" in said and "no date yet" in said


@pytest.mark.parametrize(
    ("state", "start", "is_lacking"),
    [
        (MeetingState.CONVENED, "2026-11-12", False),
        (MeetingState.PLANNED, "2026-11", True),  # the month is no day
        (MeetingState.HELD, "2026-02", False),  # it took place, however little the record knows of when
        (MeetingState.POSTPONED, "2026-11-12", True),  # its old day does not hold
        (MeetingState.CANCELLED, "2026-11-12", True),  # it fills nothing
    ],
)
def test_meeting_fills_the_plan_as_far_as_its_day_is_fixed(personas, state, start, is_lacking):
    meeting(kind="vice_ministerial", ordinal=31, start=start, state=state)
    with override("en"):
        line = line_of(year_for(personas["secretariat"], 2026), "vice_ministerial")
    assert bool(line.lacking) is is_lacking
    assert (line.slots[0].meeting is None) is (state == MeetingState.CANCELLED)


def test_meeting_without_a_day_counts_for_the_year_of_its_presidency(personas):
    undated = meeting(kind="grcm", start=None, presidency=Presidency.objects.get(year=2027))
    loose = meeting(kind="grcm", start=None)
    with override("en"):
        this, following = (year_for(personas["secretariat"], number) for number in (2026, 2027))
    assert [slot.meeting for slot in line_of(this, "grcm").slots] == [None, None]
    assert [slot.meeting for slot in line_of(following, "grcm").slots] == [undated, None]
    assert len(line_of(following, "grcm").lacking) == 2
    assert loose in this.undated and loose in following.undated and undated not in following.undated


def test_joint_meeting_counts_for_each_of_its_bodies(personas):
    groups = [BodyFactory(key=f"zq{number}", kind="working_group") for number in range(2)]
    meeting(kind="working_group", start="2026-09-01").bodies.set(groups)
    with override("en"):
        year = year_for(personas["secretariat"], 2026)
    assert [len(line_of(year, group.key).lacking) for group in groups] == [1, 1]


def test_working_groups_are_not_asked_before_the_plan_that_asks_them(personas):
    BodyFactory(key="zqgroup", kind="working_group", start="2020-12")
    BodyFactory(key="zqnetwork", kind="network", start="2001", end="2020", frequency_en="Twice a year")
    BodyFactory(key="zqsilent", kind="network", start="2016", end="2020", frequency_en="", frequency_es="")
    with override("en"):
        keys = {number: {one.key for one in year_for(personas["secretariat"], number).lines} for number in (2022, 2023)}
        networks = {line.key: line.is_inferred for line in year_for(personas["secretariat"], 2019).lines if line.body}
    assert "zqgroup" not in keys[2022] and "zqgroup" in keys[2023]
    assert networks == {"zqnetwork": False, "zqsilent": True}


def test_body_whose_term_is_over_is_asked_for_no_meeting_and_shown_with_its_end(personas):
    BodyFactory(key="zqover", kind="working_group", term_ends="2026-03-31", name_en="Zqover")
    with override("en"):
        year = year_for(personas["secretariat"], 2026)
    assert "zqover" not in {line.key for line in year.lines}
    assert kinds_of(year, EntryKind.TERM) == ["Zqover"]


def test_everything_dated_stands_in_its_month(personas, make_letter_with_day):
    grcm = meeting(kind="grcm", start="2026-06-10", end="2026-06-11", city_en="Zqcity", state=MeetingState.CONVENED)
    make_letter_with_day(grcm, date(2026, 5, 20))
    meeting(kind="workshop", name_en="Zqworkshop", start="2026-09-02")
    one = published_commitment("zqdue", due_on=date(2026, 8, 31), due_kind="date")
    participant = personas["member"].mandates.get().participant
    MandateFactory(person__name="Zqperson", function="liaison_officer", participant=participant, end=date(2026, 7, 1))
    Presidency.objects.filter(year=2027).update(begins_at="2026-12-03T18:00:00Z")
    with override("en"):
        year = year_for(personas["secretariat"], 2026)
        by_month = {month.first.month: {str(entry.kind) for entry in month.entries} for month in year.months}
        assert [entry.url for entry in year.entries if entry.kind == "commitment"] == [one.get_absolute_url()]
    own = {number: kinds - {"holiday"} for number, kinds in by_month.items() if kinds - {"holiday"}}
    assert own == {
        1: {"handover"}, 5: {"paper"}, 6: {"meeting", "paper"}, 7: {"mandate"}, 8: {"commitment"},
        9: {"meeting", "paper"}, 12: {"handover"},
    }  # fmt: skip
    assert any("Zqperson" in title for title in kinds_of(year, EntryKind.MANDATE))


def test_what_is_known_to_the_month_stands_at_its_head_and_of_the_year_apart(personas):
    meeting(kind="seminar", name_en="Zqmonth", start="2026-06")
    meeting(kind="seminar", name_en="Zqday", start="2026-06-01")
    meeting(kind="seminar", name_en="Zqyear", start="2026")
    with override("en"):
        year = year_for(personas["reviewer"], 2026)
    assert [entry.title for entry in year.months[5].entries if entry.meeting] == ["Zqmonth", "Zqday"]
    assert "Zqyear" in [entry.title for entry in year.rough]
    marked = [day.on.day for week in year.months[5].weeks for day in week if day and "meeting" in day.kinds]
    assert marked == [1]  # a month alone marks no day


def test_meeting_over_the_end_of_a_month_is_listed_once_and_marks_each_of_its_days(personas):
    meeting(kind="seminar", name_en="Zqlong", start="2026-06-30", end="2026-07-01")
    with override("en"):
        months = year_for(personas["member"], 2026).months
    assert [["Zqlong" in [entry.title for entry in month.entries]] for month in months[5:7]] == [[True], [False]]
    marked = [day.on for month in months for week in month.weeks for day in week if day and "meeting" in day.kinds]
    assert marked == [date(2026, 6, 30), date(2026, 7, 1)]


def test_year_tells_a_member_only_what_that_member_may_see(personas):
    meeting(kind="grcm", start="2026-06-10", city_en="Zqhidden", audience="troika")
    published_commitment("zqhid", due_on=date(2026, 8, 31), due_kind="date", audience="secretariat", body="Zqsecret")
    assert "Zqhidden" in shown(personas["presidency"]) and "Zqhidden" not in shown(personas["member"])
    with override("en"):
        assert [len(kinds_of(year_for(personas[who], 2026), "commitment")) for who in ("secretariat", "member")] == [
            1,
            0,
        ]


def test_way_to_plan_a_meeting_is_for_those_who_may(personas):
    with override("en"):
        there = reverse("meetings:meeting-plan")
    for who, is_offered in (("secretariat", True), ("presidency", True), ("member", False)):
        said = shown(personas[who])
        assert (there in said) is is_offered, who
    assert "Plan this meeting" not in shown(personas["secretariat"], year=2025)  # what is past is not planned


@pytest.mark.parametrize("asked", ["", "x", "0", "99999", "1995", "2090", "²⁰²⁶"])
def test_year_that_makes_no_sense_is_this_year(personas, asked):
    assert "<h1>The year 2026" in shown(personas["member"], year=asked).replace('<h1 class="page-head__title">', "<h1>")


def test_calendar_file_holds_what_is_known_to_the_day(personas):
    meeting(kind="seminar", name_en="Zqmonth", start="2026-06")
    held = meeting(kind="seminar", name_en="Zqday", start="2026-06-01", end="2026-06-02", state=MeetingState.HELD)
    published_commitment("zqdue", due_on=date(2026, 8, 31), due_kind="date")
    with override("en"):
        answer = signed_in(personas["member"]).get(reverse("secretariat:year-calendar"), {"year": 2026})
    assert answer["Content-Type"].startswith("text/calendar") and "crm-rcm-2026.ics" in answer["Content-Disposition"]
    events = {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert f"meeting-{held.key}" in events and not any("Zqmonth" in str(one["summary"]) for one in events.values())
    due = next(event for uid, event in events.items() if uid.startswith("commitment-"))
    assert due.decoded("dtstart") == date(2026, 8, 31) and due.decoded("dtend") == date(2026, 9, 1)
    others = [uid for uid in events if not uid.startswith("holiday-")]
    assert len(others) == len(Meeting.objects.exclude(start="2026-06")) + 1


def test_many_mandates_of_one_day_stand_in_one_line(personas):
    participant = personas["member"].mandates.get().participant
    for number in range(5):
        MandateFactory(
            person__name=f"Zqperson {number}", participant=participant, function="liaison_officer", end=date(2026, 7, 1)
        )
    said = shown(personas["secretariat"])
    assert "Mandate ends: 5</summary>" in said and "Zqperson 4" in said


@pytest.mark.parametrize("many", [1, 30])
def test_year_asks_the_same_number_of_times_however_much_there_is(personas, many, django_assert_num_queries):
    participant, group = personas["member"].mandates.get().participant, BodyFactory(key="zqgroup", kind="working_group")
    for number in range(many):
        meeting(kind="working_group", start="2026-06-01", name_en=f"Zq {number}").bodies.add(group)
        published_commitment(f"zqdue{number}", due_on=date(2026, 8, 31), due_kind="date")
        MandateFactory(participant=participant, function="liaison_officer", end=TODAY + timedelta(days=9))
    client = signed_in(personas["member"])
    with override("en"):
        client.get(reverse("members:security"))
        with django_assert_num_queries(12):
            client.get(reverse("secretariat:year"))


@pytest.fixture
def make_letter_with_day():
    def make(of, register_by):
        of.convocations.create(
            number=1, kind=ConvocationKind.CONVOCATION, words_es="x", words_en="x", register_by=register_by, facts={}
        ).invited.create(audience="member")
        Meeting.objects.filter(pk=of.pk).update(convened_at=timezone.now())

    return make


def test_holidays_of_the_secretariats_seat_stand_in_the_year(personas):
    CalendarDay.objects.create(day=date(2026, 12, 24), kind="half", name_es="Zqmedio", name_en="Zqhalf")
    with override("en"):
        year = year_for(personas["member"], 2026)
    days = {(entry.when.iso, entry.note) for entry in year.entries if entry.kind == EntryKind.HOLIDAY}
    assert ("2026-09-15", "") in days and ("2026-12-24", "half a day") in days
