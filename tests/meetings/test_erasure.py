"""Personal data of delegates is erased on its day; what was counted stays, and nobody is opened anything."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from common import papers
from common.models import Act
from meetings.models import Attendance, Delegate, DelegationFile, Meeting
from meetings.queries.delegations import erased_on, months_after, represented_at
from meetings.services.erasure import erase_delegates
from tests.factories import DelegateFactory, MeetingFactory
from tests.meetings.test_access import fresh

pytestmark = pytest.mark.django_db


def test_data_is_erased_on_its_day_and_counts_stay(personas, settings):
    settings.DELEGATE_DATA_MONTHS = 24
    meeting = MeetingFactory(start="2020-01-30", end="2020-02-29", audience="accredited")
    person = personas["member"].person
    delegate = DelegateFactory(
        meeting=meeting, person=person, state="accredited", needs="Silla", registered_by=personas["member"]
    )
    Delegate.objects.filter(pk=delegate.pk).update(state_reason_es="Razón", state_reason_en="Reason")
    Attendance.objects.create(delegate=delegate, on=date(2020, 2, 28))
    meeting.refresh_from_db()
    assert erased_on(meeting) == date(2022, 2, 28)
    assert erase_delegates(date(2022, 2, 27)) == 0
    assert erase_delegates(date(2022, 2, 28)) == 1
    row = Delegate.objects.values().get()
    kept = {"id", "meeting_id", "participant_id", "capacity", "state", "badge_code", "enters_closed_session"}
    kept |= {"form_key", "form_row", "registered_at", "erased_at"}
    assert {name: value for name, value in row.items() if name not in kept and value} == {}
    assert row["participant_id"] == delegate.participant_id and row["erased_at"]
    assert [one.delegates for one in represented_at(meeting)] == [1] and Attendance.objects.count() == 1
    for name in ("member", "nobody", "observer_country", "visitor"):
        assert not Meeting.objects.visible_to(fresh(personas[name])).filter(pk=meeting.pk).exists()
    assert erase_delegates(date(2022, 2, 28)) == 0
    act = Act.objects.get(act="delegates_erased")
    assert act.after == {"rows": 1} and act.actor == "erase_delegates"


def test_data_of_a_meeting_without_a_date_is_erased_too(settings):
    settings.DELEGATE_DATA_MONTHS = 1
    delegate = DelegateFactory(meeting=MeetingFactory(start=None, end=None))
    today = timezone.localdate(delegate.registered_at)
    assert erase_delegates(today) == 0
    assert erase_delegates(months_after(today, 1)) == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2024-01-31", 1, "2024-02-29"), ("2024-12-31", 2, "2025-02-28"), ("2024-06-30", 24, "2026-06-30")],
)
def test_months_after_a_day(day, months, expected):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_lists_and_badges_are_removed_after_a_day(personas, time_machine):
    for _made in range(2):
        made = DelegationFile(
            meeting=MeetingFactory(), asked_by=personas["secretariat"], kind="badges", language="es",
            form_key=DelegateFactory.build(meeting=None, participant=None).form_key,
        )  # fmt: skip
        made.file.save("delegations/zq.pdf", ContentFile(b"%PDF"), save=True)
    storage, name = made.file.storage, made.file.name
    DelegationFile.objects.filter(pk=made.pk).update(asked_at=timezone.now() - timedelta(hours=25))
    assert papers.sweep() == 1
    assert not storage.exists(name) and DelegationFile.objects.count() == 1
    assert papers.sweep() == 0
