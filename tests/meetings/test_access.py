"""Who may see what is meant for a body or for those accredited, and which audiences attend which meetings."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.access import Audience
from meetings.access import attends, bodies_of
from meetings.models import Meeting, Seat
from members.models import User
from tests.factories import BodyFactory, BodyMembershipFactory, DelegateFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def who_sees(meeting, personas):
    return {name for name, user in personas.items() if Meeting.objects.visible_to(fresh(user)).filter(pk=meeting.pk)}


def fresh(user):
    """The account as the next request would read it."""
    return User.objects.get(pk=user.pk) if user.pk else user


@pytest.fixture
def of_the_body(personas):
    """A meeting of the network, for the members of the body."""
    meeting = MeetingFactory(key="of-the-body", audience=Audience.BODY_MEMBERS)
    meeting.bodies.add(BodyFactory(key="network", kind="network"))
    return meeting


def test_what_is_for_a_body_is_seen_by_its_seats_and_the_secretariat_alone(personas, of_the_body):
    assert who_sees(of_the_body, personas) == {"secretariat"}
    mandate = personas["liaison"].person.mandates.get()
    Seat.objects.create(mandate=mandate, body=of_the_body.bodies.get())
    assert who_sees(of_the_body, personas) == {"secretariat", "liaison"}
    Seat.objects.update(body=BodyFactory(key="another", kind="network"))
    assert who_sees(of_the_body, personas) == {"secretariat"}


def test_seat_opens_nothing_once_its_mandate_has_ended(personas, of_the_body):
    mandate = personas["liaison"].person.mandates.get()
    Seat.objects.create(mandate=mandate, body=of_the_body.bodies.get())
    mandate.ended_at, mandate.end = timezone.now(), timezone.localdate()
    mandate.save()
    assert who_sees(of_the_body, personas) == {"secretariat"}


def test_delegation_of_a_country_that_sits_in_a_body_is_of_it(personas, of_the_body):
    country = personas["member"].person.mandates.get().participant
    BodyMembershipFactory(body=of_the_body.bodies.get(), participant=country, start="2010")
    assert who_sees(of_the_body, personas) == {"secretariat", "member", "deputy"}
    assert bodies_of(personas["reviewer"]).count() == 0


def test_accreditation_opens_a_meeting_while_a_mandate_is_held(personas):
    meeting = MeetingFactory(key="closed", audience=Audience.ACCREDITED)
    observer = personas["observer_country"]
    given = DelegateFactory(meeting=meeting, person=observer.person, capacity="observer")
    DelegateFactory(meeting=meeting, person=personas["expired"].person, state="accredited")
    DelegateFactory(meeting=meeting, person=None, state="accredited", email=personas["member"].email)
    for state, seen in (
        ("registered", {"secretariat"}),
        ("accredited", {"secretariat", "observer_country"}),
        ("refused", {"secretariat"}),
        ("withdrawn", {"secretariat"}),
    ):
        given.state = state
        given.save()
        assert who_sees(meeting, personas) == seen


def test_observer_cannot_be_accredited_to_the_closed_session(personas):
    person = personas["observer_country"].person
    with pytest.raises(IntegrityError), transaction.atomic():
        DelegateFactory(person=person, capacity="observer", enters_closed_session=True)


@pytest.mark.parametrize(
    ("audience", "kind", "expected"),
    [
        (Audience.OBSERVER_COUNTRY, "vice_ministerial", True),
        (Audience.OBSERVER_COUNTRY, "grcm", False),
        (Audience.OBSERVER_ORGANISATION, "grcm", True),
        (Audience.OBSERVER_ORGANISATION, "network", False),
        (Audience.OBSERVER_COUNTRY, "network", False),
        (Audience.CIVIL_SOCIETY, "network", True),
        (Audience.OBSERVER_ORGANISATION, "working_group", False),
        (Audience.OBSERVER_COUNTRY, "adhoc", False),
        (Audience.CIVIL_SOCIETY, "adhoc", True),
        (Audience.OBSERVER_COUNTRY, "workshop", True),
        (Audience.MEMBER, "grcm", True),
        (Audience.PUBLIC, "grcm", True),
    ],
)
def test_audiences_attend_the_meetings_that_the_sources_say(audience, kind, expected):
    assert attends(audience, kind) is expected


def test_bodies_of_a_day_long_past_open_nothing_today(personas, of_the_body):
    country = personas["member"].person.mandates.get().participant
    yesterday = timezone.localdate() - timedelta(days=2)
    BodyMembershipFactory(body=of_the_body.bodies.get(), participant=country, start="2010", end=yesterday.isoformat())
    assert who_sees(of_the_body, personas) == {"secretariat"}
