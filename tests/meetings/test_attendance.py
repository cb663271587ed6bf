"""Who came is noted at the door, by day or by session, and counted."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from meetings.models import Attendance, Session
from meetings.queries.attendance import day_at
from meetings.queries.delegations import presences_of
from meetings.services.attendance import check_in, undo_check_in
from tests.factories import DelegateFactory, MeetingFactory, StandingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


DAY = date(2026, 6, 21)


def session_of(meeting, kind):
    starts, ends = datetime(2026, 6, 21, 15, tzinfo=UTC), datetime(2026, 6, 21, 17, tzinfo=UTC)
    return Session.objects.create(meeting=meeting, kind=kind, starts_at=starts, ends_at=ends)


@pytest.fixture
def meeting():
    return MeetingFactory(kind="vice_ministerial", state="convened", start="2026-06-21")


def test_check_in_counts_once_and_is_taken_back(meeting, personas):
    delegate, officer = DelegateFactory(meeting=meeting, state="accredited"), personas["secretariat"]
    plenary = session_of(meeting, "plenary")
    came = check_in(delegate, session=None, on=DAY, by=officer)
    assert check_in(delegate, session=None, on=DAY, by=officer) == came
    check_in(delegate, session=plenary, on=DAY, by=officer)
    assert [one.count for one in presences_of(meeting)] == [1, 1]
    undo_check_in(came, by=officer)
    assert Attendance.objects.get().session == plenary
    assert list(Act.objects.order_by("pk").values_list("act", flat=True))[-3:] == [
        "delegate_checked_in", "delegate_checked_in", "check_in_undone",
    ]  # fmt: skip


def test_check_in_is_the_secretariats_and_for_those_accredited(meeting, personas):
    delegate = DelegateFactory(meeting=meeting, state="accredited")
    with pytest.raises(PermissionDenied):
        check_in(delegate, session=None, on=DAY, by=personas["presidency"])
    for state in ("registered", "refused", "withdrawn"):
        with pytest.raises(Refusal, match="Not accredited"):
            check_in(DelegateFactory(meeting=meeting, state=state), session=None, on=DAY, by=personas["secretariat"])
    assert not Attendance.objects.exists()


def test_door_of_a_session_lets_in_whom_the_rules_let_in(meeting, personas):
    officer, observer = personas["secretariat"], StandingFactory(status="observer_country").participant
    head = DelegateFactory(meeting=meeting, state="accredited", capacity="head", enters_closed_session=True)
    other = DelegateFactory(meeting=meeting, state="accredited")
    guest = DelegateFactory(meeting=meeting, state="accredited", capacity="observer", participant=observer)
    closed, plenary, drafting = (session_of(meeting, kind) for kind in ("closed", "plenary", "drafting"))
    check_in(head, session=closed, on=DAY, by=officer)
    check_in(guest, session=plenary, on=DAY, by=officer)
    for delegate, session, rule in (
        (other, closed, "Closed session"),
        (guest, closed, "Closed session"),
        (guest, drafting, "do not take part in drafting"),
        (head, session_of(MeetingFactory(), "plenary"), "another meeting"),
    ):
        with pytest.raises(Refusal, match=rule):
            check_in(delegate, session=session, on=DAY, by=officer)
    assert Attendance.objects.count() == 2


def test_day_at_the_door_is_that_of_the_meeting(meeting, time_machine):
    time_machine.move_to("2026-06-22T03:00:00Z", tick=False)
    meeting.time_zone = "America/Panama"
    assert day_at(meeting) == DAY
    meeting.time_zone = "Europe/Madrid"
    assert day_at(meeting) == date(2026, 6, 22)


def test_badge_opens_a_page_with_one_button(client, meeting, personas):
    client.force_login(personas["secretariat"], backend="members.accounts.backend.AccountBackend")
    delegate = DelegateFactory(meeting=meeting, state="accredited", name="Ana Mora")
    closed = session_of(meeting, "closed")
    found = client.get(reverse("meetings:check-in", kwargs={"key": meeting.key}), {"q": "mora"}).content.decode()
    page = reverse("meetings:check-in-delegate", kwargs={"key": meeting.key, "code": delegate.badge_code})
    assert page in found
    assert client.post(page).status_code == 302 and Attendance.objects.get().session is None
    client.post(page, {"undo": "1"})
    assert not Attendance.objects.exists()
    client.get(page, {"door": closed.pk})
    answer = client.post(page)
    assert answer.status_code == 422 and "Ana Mora" in answer.content.decode() and not Attendance.objects.exists()
