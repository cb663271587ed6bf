"""The clock of written consultations by time travel: opens, reminds, closes on the minute, once, and catches up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from common.models import Act, OutboxMessage
from declarations.services.adoption import sign_adoption
from secretariat.models import Consultation, Outcome, Stage
from secretariat.services.consultation_clock import remind_now, reminders_of, run_consultations
from secretariat.services.consultation_steps import extend_step, resume_step, suspend_step
from secretariat.services.consultations import agree_consultation, schedule_opening
from secretariat.services.replies import TooLate
from tests.declarations.adopting import hash_of
from tests.factories.consultations import ELEVEN, a_conference, a_consultation, asked, fresh, reply, running

pytestmark = pytest.mark.django_db
SAN_JOSE = ZoneInfo("America/Costa_Rica")
MONDAY = datetime(2026, 11, 9, 10, 0, tzinfo=SAN_JOSE)
NOTHING = {"opened": 0, "reminded": 0, "closed": 0, "adopted": 0}
REASON = {"es": "Falta tiempo.", "en": "Time is short."}


@pytest.fixture
def travel():
    with time_machine.travel(MONDAY, tick=False) as traveller, override("en"):
        yield traveller


def at(day, hour=9, minute=0, second=0):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=SAN_JOSE)


def reminded():
    return [
        (one.payload["why"], one.payload["consulted_id"])
        for one in OutboxMessage.objects.filter(key__startswith="consultation-reminder:").order_by("pk")
    ]


def test_round_closes_on_the_minute_and_once(travel):
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE)
    due = running(consultation).consulted.first().due_at
    assert due == datetime(2026, 11, 16, 23, 59, tzinfo=SAN_JOSE).astimezone(UTC)
    travel.move_to(due)
    assert run_consultations()["closed"] == 0, "a reply in this very minute still counts"
    travel.move_to(due + timedelta(seconds=1))
    assert run_consultations()["closed"] == 1
    assert fresh(consultation).stage == Stage.ROUND_ONE_OVER
    assert run_consultations() == NOTHING
    assert Act.objects.filter(act="close_round_one").count() == 1


def test_clock_that_was_away_closes_late_on_the_right_minute_and_reminds_nobody_of_it(travel):
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE)
    step = running(consultation)
    travel.move_to(at(20))
    assert run_consultations() == NOTHING | {"closed": 1}
    step.refresh_from_db()
    assert step.closed_at == datetime(2026, 11, 16, 23, 59, tzinfo=SAN_JOSE)
    assert not reminded()


def test_silent_members_are_reminded_halfway_the_day_before_and_on_the_day_once_each(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    mexico = asked(running(consultation), "mx").pk
    for day in range(9, 17):
        for hour in (7, 9, 15):
            travel.move_to(max(at(day, hour), MONDAY))
            if (day, hour) == (12, 7):
                reply(conference, running(consultation), "gt")
            run_consultations()
    assert [kind for kind, pk in reminded() if pk == mexico] == ["halfway", "before", "today"]
    guatemala = asked(running(consultation), "gt").pk
    assert [kind for kind, pk in reminded() if pk == guatemala] == []
    told = OutboxMessage.objects.filter(payload__consulted_id=mexico).order_by("pk")
    days = [one.created_at.astimezone(SAN_JOSE).day for one in told]
    assert days == [12, 13, 16], "Thursday of five, Friday before the last, Monday the last"


def test_clock_that_was_away_tells_the_latest_reminder_alone(travel):
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE)
    travel.move_to(at(16, 12))
    assert run_consultations()["reminded"] == 11
    assert {kind for kind, _pk in reminded()} == {"today"}
    assert running(consultation)


def test_officer_reminds_a_silent_member_once_a_day(travel):
    conference = a_conference()
    step = running(a_consultation(conference, stage=Stage.ROUND_ONE))
    mexico = asked(step, "mx")
    assert remind_now(mexico, by=conference.officer)
    assert not remind_now(mexico, by=conference.chair)
    travel.move_to(at(10))
    assert remind_now(mexico, by=conference.chair)
    reply(conference, step, "mx")
    travel.move_to(at(11))
    assert not remind_now(mexico, by=conference.officer)
    with pytest.raises(PermissionDenied):
        remind_now(asked(step, "gt"), by=conference.points["gt"])


def test_clock_opens_the_next_step_at_its_minute(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.TROIKA_OVER)
    schedule_opening(consultation, at=at(10, 8), by=conference.chair)
    travel.move_to(at(10, 7, 59, 59))
    assert run_consultations() == NOTHING
    travel.move_to(at(11, 8))
    assert run_consultations()["opened"] == 1
    assert fresh(consultation).stage == Stage.ROUND_ONE
    assert run_consultations()["opened"] == 0


def test_opening_that_something_stands_in_the_way_of_is_told_and_not_tried_again(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.TROIKA_OVER)
    schedule_opening(consultation, at=at(10, 8), by=conference.chair)
    consultation.text.paragraphs.filter(order=1).update(body_es="")
    travel.move_to(at(10, 8))
    assert run_consultations() == NOTHING
    assert fresh(consultation).opens_next_at is None
    assert Act.objects.get(act="refuse_opening").after["reasons"]
    assert run_consultations() == NOTHING


def test_suspended_round_does_not_lapse_and_goes_on_with_its_days(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    travel.move_to(at(11))  # day 2 of 5: three are left
    suspend_step(consultation, reason=REASON, by=conference.chair)
    travel.move_to(at(25))
    assert run_consultations() == NOTHING
    resume_step(fresh(consultation), by=conference.chair)
    mexico = asked(running(consultation), "mx")
    assert mexico.due_at == datetime(2026, 11, 30, 23, 59, tzinfo=SAN_JOSE)
    suspended = [day for day in mexico.counted if any(off["calendar"] == "suspended" for off in day["days_off"])]
    assert [day["day"][-2:] for day in suspended] == [str(day) for day in range(12, 26)]


def test_extension_moves_the_end_and_the_reminders(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_ONE)
    extend_step(consultation, days=2, reason=REASON, by=conference.chair)
    mexico = asked(running(consultation), "mx")
    assert mexico.due_at == datetime(2026, 11, 18, 23, 59, tzinfo=SAN_JOSE)
    when = [(moment.astimezone(SAN_JOSE).day, kind) for moment, kind in reminders_of(mexico)]
    assert when == [(13, "halfway"), (17, "before"), (18, "today")]
    travel.move_to(at(17))
    assert run_consultations()["closed"] == 0


def test_deadline_in_a_zone_that_changes_its_clock_falls_at_the_hour_on_the_wall(travel):
    travel.move_to(datetime(2026, 10, 28, 12, 0, tzinfo=UTC))  # clocks in New York go back on 1 November
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE, time_zone="America/New_York")
    assert running(consultation).consulted.first().due_at == datetime(2026, 11, 5, 4, 59, tzinfo=UTC)


# Five business days by hand. Opened on Monday 21 December 2026: 22, 23, 24, 28, 29, for Friday 25 is off everywhere;
# in Canada Monday 28 too (Boxing Day falls on a Saturday). Opened on Monday 28: 29, 30, 31, 4 and 5 January, for
# Friday 1 is off everywhere; in the Dominican Republic Monday 4 too (Epiphany is moved to it).
OWN = {
    21: dict.fromkeys(ELEVEN, "2026-12-29") | {"ca": "2026-12-30"},
    28: dict.fromkeys(ELEVEN, "2027-01-05") | {"do": "2027-01-06"},
}
OTHERS = [
    ("weekends", 21, "2026-12-28"),
    ("seat", 21, "2026-12-29"),
    ("any", 21, "2026-12-30"),
    ("weekends", 28, "2027-01-04"),
    ("seat", 28, "2027-01-05"),
    ("any", 28, "2027-01-06"),
]


def last_days(consultation):
    return {
        one.participant.key: one.due_at.astimezone(SAN_JOSE).date().isoformat()
        for one in running(consultation).consulted.select_related("participant")
    }


@pytest.mark.parametrize("day", OWN)
def test_round_over_the_december_holidays_ends_for_each_member_by_its_own_calendar(travel, day):
    travel.move_to(datetime(2026, 12, day, 10, 0, tzinfo=SAN_JOSE))
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE, calendar="own")
    assert last_days(consultation) == OWN[day]
    travel.move_to(datetime.fromisoformat(f"{max(OWN[day].values())}T23:59:00-06:00"))
    assert run_consultations()["closed"] == 0, "it closes when the last member's time is over"
    travel.shift(timedelta(seconds=1))
    assert run_consultations()["closed"] == 1


@pytest.mark.parametrize(("rule", "day", "last"), OTHERS)
def test_round_over_the_december_holidays_by_one_calendar_for_all(travel, rule, day, last):
    travel.move_to(datetime(2026, 12, day, 10, 0, tzinfo=SAN_JOSE))
    consultation = a_consultation(a_conference(), stage=Stage.ROUND_ONE, calendar=rule)
    assert set(last_days(consultation).values()) == {last}


def test_reply_of_a_member_whose_own_time_is_over_comes_too_late_while_others_still_have_time(travel):
    travel.move_to(datetime(2026, 12, 21, 10, 0, tzinfo=SAN_JOSE))
    conference = a_conference()
    step = running(a_consultation(conference, stage=Stage.ROUND_ONE, calendar="own"))
    travel.move_to(datetime(2026, 12, 30, 10, 0, tzinfo=SAN_JOSE))
    with pytest.raises(TooLate):
        reply(conference, step, "mx")
    assert reply(conference, step, "ca")


def test_consultation_is_adopted_when_both_have_signed(travel):
    conference = a_conference()
    consultation = a_consultation(conference, stage=Stage.ROUND_TWO_OVER)
    agree_consultation(consultation, by=conference.chair)
    assert run_consultations()["adopted"] == 0
    adoption = fresh(consultation).text.adoption
    for signatory, person in (("presidency", conference.chair), ("secretariat", conference.officer)):
        sign_adoption(adoption, signatory=signatory, sha256=hash_of(adoption), by=person)
    assert run_consultations()["adopted"] == 1
    assert fresh(consultation).stage == Stage.ADOPTED
    assert Outcome.objects.get(consultation=consultation).result == "adopted"
    assert fresh(consultation).text.editions.get().content().adoption.manner == "consultation"
    assert run_consultations() == NOTHING


def test_fault_of_one_consultation_stops_no_other(travel):
    conference = a_conference()
    first, second = (a_consultation(conference, stage=Stage.TROIKA_OVER) for _ in range(2))
    for one in (first, second):
        schedule_opening(one, at=at(10, 8), by=conference.chair)
    Consultation.objects.filter(pk=first.pk).update(time_zone="Mars/Olympus")
    travel.move_to(at(10, 9))
    assert run_consultations()["opened"] == 1
    assert (fresh(first).stage, fresh(second).stage) == (Stage.TROIKA_OVER, Stage.ROUND_ONE)
