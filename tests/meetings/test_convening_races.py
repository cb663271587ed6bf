"""Several Vice-Ministerials convened at once get ordinals of their own, and an impatient click convenes once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from common.states import NotNow
from meetings.models import Convocation, Meeting
from meetings.services.meetings import StaleMeetingError, edit_meeting
from members.models import User
from tests.factories import a_planned, give_minimum_agenda
from tests.meetings.test_workflow import convene

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]


def at_once(number, work):
    """What ``work`` gave or raised, for each of as many people at once."""

    def one(place):
        try:
            return work(place)
        except Exception as refused:  # asserted upon by the test
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as people:
        return list(people.map(one, range(number)))


def officer(personas):
    return User.objects.get(pk=personas["secretariat"].pk)


def test_ordinals_when_several_are_convened_at_once_follow_each_other(personas):
    a_planned("vice_ministerial", key="crm-29", ordinal=29, state="held")
    meetings = [a_planned("vice_ministerial", key=f"vm-{number}") for number in range(5)]
    for meeting in meetings:
        give_minimum_agenda(meeting)
    at_once(5, lambda place: convene(Meeting.objects.get(pk=meetings[place].pk), officer(personas)))
    given = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).values_list("ordinal", flat=True)
    assert sorted(given) == [30, 31, 32, 33, 34]


@pytest.mark.parametrize("kind", ["grcm", "vice_ministerial"])
def test_form_when_posted_several_times_at_once_convenes_once(personas, kind):
    meeting, key = a_planned(kind), uuid4()
    give_minimum_agenda(meeting)
    made = at_once(4, lambda _: convene(Meeting.objects.get(pk=meeting.pk), officer(personas), form_key=key))
    assert {one.pk for one in made} == {Convocation.objects.get().pk}


def test_two_who_convene_at_once_send_one_letter(personas):
    meeting = a_planned()
    made = at_once(4, lambda _: convene(Meeting.objects.get(pk=meeting.pk), officer(personas)))
    assert sum(isinstance(one, NotNow) for one in made) == 3 and Convocation.objects.count() == 1


def test_two_who_edit_at_once_lose_nothing(personas):
    meeting = a_planned()
    made = at_once(
        4, lambda place: edit_meeting(meeting, values={"city_es": f"c{place}"}, seen=1, by=officer(personas))
    )
    assert sum(isinstance(one, StaleMeetingError) for one in made) == 3
    assert Meeting.objects.get(pk=meeting.pk).version == 2
