"""Whoever prepares meetings is told which one waits for a step."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from meetings.queries.needs_meeting import needs_of_preparing
from tests.factories import MeetingFactory, StatementFactory, a_planned
from tests.meetings.test_workflow import day, put


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("state", "start", "end", "said"),
    [
        ("planned", 30, 31, "Convene"),
        ("planned", 90, 91, ""),
        ("convened", -1, 1, "Enter as held"),
        ("convened", 2, 3, ""),
        ("held", -3, -2, "Close"),
        ("held", -3, 1, ""),
        ("closed", -3, -2, ""),
        ("postponed", 30, 31, ""),
    ],
)
def test_meeting_when_a_step_is_due_waits_on_the_desk(personas, state, start, end, said):
    put(a_planned(), state=state, start=day(start), end=day(end), convened_at=timezone.now())
    for who in ("secretariat", "presidency"):
        assert [need.title.split(":")[0] for need in needs_of_preparing(personas[who])] == [said] * bool(said)
    for who in ("member", "troika", "visitor", "administrator"):
        assert needs_of_preparing(personas[who]) == []


def test_meeting_of_the_record_waits_for_nobody(personas):
    MeetingFactory(state="held")
    assert needs_of_preparing(personas["secretariat"]) == []


def test_need_when_it_is_told_says_by_which_day(personas):
    meeting = a_planned()
    need = needs_of_preparing(personas["secretariat"])[0]
    assert need.due == timezone.localdate() + timedelta(days=30) and meeting.key in need.url


@pytest.mark.parametrize(
    ("state", "may_publish", "waits"),
    [("submitted", True, 1), ("submitted", False, 0), ("draft", True, 0), ("published", True, 0)],
)
def test_statement_when_its_delegation_agreed_waits_for_the_secretariat_alone(personas, state, may_publish, waits):
    """A statement that nobody may publish waits for nobody: it is read as it is."""
    meeting = MeetingFactory(state="held")
    StatementFactory(meeting=meeting, state=state, may_publish=may_publish)
    needs = needs_of_preparing(personas["secretariat"])
    assert [need.title.split(":")[0] for need in needs] == ["Statements to publish"] * waits
    for who in ("presidency", "member", "visitor"):
        assert needs_of_preparing(personas[who]) == []
