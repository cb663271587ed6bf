"""Eleven focal points register three hundred delegates at once: none is lost, none is there twice."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from uuid import UUID, uuid4

import pytest
from django.db import connection

from common.models import Act
from meetings.models import Delegate, Meeting
from meetings.services.accreditation import accredit_delegates
from meetings.services.delegations import Entry, register_delegates
from members.models import Participant, User
from tests.factories import CountryFactory, MandateFactory, MeetingFactory, StandingFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]
TOTAL, AT_ONCE, A_MINUTE = 300, 5, 60.0  # five people in a form


@pytest.fixture
def meeting():
    return MeetingFactory(kind="vice_ministerial", state="convened", start="2999-06-21", end="2999-06-22")


def focal_points(count):
    """Accounts of as many member countries."""
    users = []
    for number in range(count):
        country = StandingFactory(participant=CountryFactory(key=f"c{number}"), status="member").participant
        user = UserFactory()
        MandateFactory(person=user.person, function="focal_point", participant=country)
        users.append(user.pk)
    return users


def send(meeting, user_pk, names, form_key):
    """One form, as a request of its own would send it."""
    try:
        user = User.objects.get(pk=user_pk)
        country = Participant.objects.get(pk=user.mandates.get().participant_id)
        entries = [Entry("delegate", name=name, email=f"{name}@example.org") for name in names]
        register_delegates(
            meeting=Meeting.objects.get(pk=meeting.pk), participant=country, entries=entries, form_key=form_key, by=user
        )
    finally:
        connection.close()


def test_three_hundred_delegates_when_registered_by_eleven_at_once_are_all_there(meeting):
    users = focal_points(11)
    forms: list[tuple[int, list[str], UUID]] = []
    for number in range(0, TOTAL, AT_ONCE):
        names = [f"d{place}" for place in range(number, number + AT_ONCE)]
        forms.append((users[(number // AT_ONCE) % len(users)], names, uuid4()))
    began = monotonic()
    with ThreadPoolExecutor(len(users)) as desks:
        sent = [
            desks.submit(send, meeting, *form) for form in forms for _twice in range(2)
        ]  # an impatient second click
        for one in sent:
            one.result()
    assert monotonic() - began < A_MINUTE
    names = sorted(Delegate.objects.values_list("name", flat=True))
    assert names == sorted(f"d{place}" for place in range(TOTAL))
    assert Act.objects.filter(act="delegates_registered").count() == len(forms)


def test_same_person_when_registered_by_two_forms_at_once_is_registered_once(meeting):
    [user] = focal_points(1)
    with ThreadPoolExecutor(6) as desks:
        sent = [desks.submit(send, meeting, user, ["ana"], uuid4()) for _one in range(6)]
        refused = [one.exception() for one in sent if one.exception()]
    assert len(refused) == 5 and Delegate.objects.count() == 1


def test_delegates_when_accredited_by_several_officers_at_once_are_accredited_once(meeting, personas):
    [user] = focal_points(1)
    send(meeting, user, [f"d{place}" for place in range(10)], uuid4())
    chosen = list(Delegate.objects.values_list("pk", flat=True))

    def accredit(_officer):
        try:
            officer = User.objects.get(pk=personas["secretariat"].pk)
            return accredit_delegates(meeting=meeting, delegates=chosen, by=officer)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as officers:
        assert sorted(officers.map(accredit, range(4))) == [0, 0, 0, 10]
    assert Act.objects.filter(act="delegate_accredited").count() == 10
