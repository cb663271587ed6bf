"""The meetings, bodies and plans of somebody: their part of the home of the intranet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Meeting, Seat
from meetings.queries.mine import LATEST, bodies_and_plans_of, meetings_of
from members.models import Participant, User
from tests.factories import BodyFactory, BodyMembershipFactory, MeetingFactory, PlanFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON, LATER = ((TODAY + timedelta(days=days)).isoformat() for days in (10, 20))


def again(user):
    """The same account as at the next request."""
    return User.objects.get(pk=user.pk)


def keys(meetings):
    return [meeting.key for meeting in meetings]


@pytest.fixture
def network():
    """A network in which Costa Rica sits and Mexico does not, with a meeting to come and one long ago."""
    body = BodyFactory(key="network")
    for key, day in (("coming-network", LATER), ("old-network", "2012-06-21")):
        MeetingFactory(key=key, kind="network", start=day, end=None).bodies.add(body)
    return body


def test_meetings_of_a_member_are_those_of_all_and_of_its_bodies(personas, network):
    MeetingFactory(key="plenary", kind="vice_ministerial", start=SOON, end=None)
    MeetingFactory(key="event", kind="external", start=SOON, end=None)
    BodyMembershipFactory(body=network, participant=Participant.objects.get(key="cr"))
    mine = meetings_of(again(personas["member"]), None)
    assert keys(mine.coming) == ["plenary", "coming-network"] and keys(mine.latest) == ["old-network"]
    assert keys(meetings_of(again(personas["neighbour"]), None).coming) == ["plenary"]
    assert keys(meetings_of(again(personas["secretariat"]), None).coming) == ["event", "plenary", "coming-network"]


def test_meetings_of_a_liaison_officer_are_those_of_the_seat(personas, network):
    MeetingFactory(key="plenary", kind="vice_ministerial", start=SOON, end=None)
    liaison = again(personas["liaison"])
    assert not meetings_of(liaison, None)
    Seat.objects.create(mandate=liaison.mandates.get(), body=network)
    assert keys(meetings_of(again(liaison), None).coming) == ["coming-network"]


def test_meetings_of_observers_are_those_that_they_attend(personas):
    MeetingFactory(key="plenary", kind="vice_ministerial", start=SOON, end=None)
    MeetingFactory(key="grcm", kind="grcm", start=LATER, end=None)
    assert keys(meetings_of(personas["observer_organisation"], None).coming) == ["plenary", "grcm"]
    assert keys(meetings_of(personas["observer_country"], None).coming) == ["plenary"]
    assert not meetings_of(personas["nobody"], None)


def test_meeting_that_is_closed_to_the_reader_is_neither_mine_nor_new(personas):
    MeetingFactory(key="closed", kind="vice_ministerial", start=SOON, end=None, audience="troika")
    since = timezone.now() - timedelta(days=1)
    troika, member = (meetings_of(personas[name], since) for name in ("troika", "member"))
    assert keys(troika.coming) == keys(troika.changed) == ["closed"]
    assert not member and not member.changed


def test_new_meeting_of_others_is_news_and_not_mine(personas):
    MeetingFactory(key="event", kind="external", start=SOON, end=None)
    mine = meetings_of(personas["member"], timezone.now() - timedelta(days=1))
    assert keys(mine.changed) == ["event"] and not mine


def test_meeting_of_a_bare_year_is_to_come_beside_many_that_were_yesterday(personas):
    for number in range(LATEST + 1):
        MeetingFactory(key=f"yesterday-{number}", start=(TODAY - timedelta(days=1)).isoformat(), end=None)
    MeetingFactory(key="this-year", start=str(TODAY.year), end=None)
    mine = meetings_of(personas["member"], None)
    assert keys(mine.coming) == ["this-year"] and len(mine.latest) == LATEST


@pytest.mark.parametrize(
    ("start", "end", "is_coming"),
    [
        (TODAY.isoformat(), None, True),
        ("2012-01-01", TODAY.isoformat(), True),
        (str(TODAY.year), None, True),
        (TODAY.isoformat()[:7], None, True),
        (str(TODAY.year - 1), None, False),
        ((TODAY - timedelta(days=1)).isoformat(), None, False),
        ("2012-01-01", str(TODAY.year), True),
    ],
)
def test_meeting_is_to_come_until_its_last_day_is_over(personas, start, end, is_coming):
    MeetingFactory(key="one", start=start, end=end)
    mine = meetings_of(personas["member"], None)
    assert (keys(mine.coming), keys(mine.latest)) == ((["one"], []) if is_coming else ([], ["one"]))


def test_changed_meetings_are_those_since_the_visit_the_latest_change_first(personas):
    meeting = MeetingFactory(key="old", start="2011-01-01")
    MeetingFactory(key="other", start="2012-01-01")
    Meeting.history.update(history_date=timezone.now() - timedelta(days=9))
    since = timezone.now() - timedelta(days=1)
    assert meetings_of(again(personas["member"]), since).changed == []
    meeting.city_es = "Managua"
    meeting.save()
    MeetingFactory(key="new", start=SOON, end=None)
    assert keys(meetings_of(again(personas["member"]), since).changed) == ["new", "old"]
    assert meetings_of(again(personas["member"]), None).changed == []


def test_bodies_and_plans_are_read_in_one_query(personas, network, django_assert_num_queries):
    BodyFactory(key="other")
    BodyMembershipFactory(body=network, participant=Participant.objects.get(key="cr"))
    PlanFactory(key="old", start="1997", end="2001")
    PlanFactory(key="now", start="2023", title_es="Plan vigente", title_en="Plan in force")
    member = again(personas["member"])
    bodies_and_plans_of(member)  # its mandates are known from here on
    with django_assert_num_queries(1):
        mine = bodies_and_plans_of(member)
    (body,), (plan,) = mine.bodies, mine.plans
    assert (body.key, body.name_es, body.name_en) == ("network", network.name_es, network.name_en)
    assert (plan.key, plan.name_es, plan.name_en) == ("now", "Plan vigente", "Plan in force")
