"""Whom a notice is for: many accounts are asked together, and the answer is the one that each would get alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.access import bodies_of, read_together
from members.access import audiences_of, mandates_of, needs_second_factor
from members.models import Mandate, User
from secretariat.mailing.notices import accounts_asked, accounts_told
from secretariat.models import Notice
from tests.access.world import make_world
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    MandateFactory,
    PublishedNoticeFactory,
    StandingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(personas):
    """Everyone of the story, and harder cases: several mandates, one held over, one ended, a closed account."""
    things = make_world(personas)
    several = UserFactory(email="several@example.org")
    for status, function in (("observer_country", "observer_delegate"), ("member", "national_reviewer")):
        country = StandingFactory(status=status).participant
        MandateFactory(person=several.person, participant=country, function=function)
    former = StandingFactory(status="member", end="2019").participant
    MandateFactory(person=UserFactory(email="former@example.org").person, participant=former)
    held_over = UserFactory(email="held-over@example.org")
    yesterday = timezone.localdate() - timedelta(days=1)
    country = personas["presidency"].mandates.get().participant
    MandateFactory(person=held_over.person, participant=country, function="deputy", end=yesterday, is_holdover=True)
    ended = {"function": "national_reviewer", "end": timezone.localdate(), "ended_at": timezone.now()}
    MandateFactory(person=UserFactory(email="ended@example.org").person, participant=country, **ended)
    closed = UserFactory(email="closed@example.org", is_active=False)
    MandateFactory(person=closed.person, participant=country, function="national_reviewer")
    return things


def notices(world):
    """The notices of the world, and one for a body that names no meeting."""
    body = BodyFactory(key="of-its-own")
    BodyMembershipFactory(body=body, participant=Mandate.objects.filter(person__name="neighbour").get().participant)
    PublishedNoticeFactory(audience="body_members", body=body, meeting=None)
    return Notice.objects.filter(state="published")


def test_accounts_told_together_are_those_who_see_the_notice_each_alone(world):
    """The same as ``visible_to`` says to each account at its own request, for everyone to whom it was not granted."""
    asked, seen = accounts_asked(), 0
    assert {"member", "several", "former", "held-over"} <= {user.email.partition("@")[0] for user in asked}
    for notice in notices(world):
        alone = {user.pk for user in asked if Notice.objects.visible_to(again(user)).filter(pk=notice.pk).exists()}
        told = {user.pk for user in accounts_told(notice)}
        guests = {user.pk for user in asked if user.email == "observer_organisation@example.org"}
        assert told == (alone - guests if notice == world["granted"].notice else alone), notice
        seen += len(told)
    assert 50 < seen < len(asked) * Notice.objects.count()


def test_what_is_read_for_many_is_what_is_read_for_each(world):
    users = list(User.objects.all())
    read_together(users)
    for user in users:
        alone = again(user)
        assert audiences_of(user) == audiences_of(alone), user
        assert {one.pk for one in mandates_of(user)} == {one.pk for one in mandates_of(alone)}, user
        assert set(bodies_of(user)) == set(bodies_of(alone).values_list("pk", flat=True)), user
        assert needs_second_factor(user) is needs_second_factor(alone), user


@pytest.mark.parametrize("rows", [1, 30])
def test_accounts_are_asked_together_however_many_they_are(rows, world, django_assert_num_queries):
    for _number in range(rows):
        country = StandingFactory(status="member").participant
        MandateFactory(person=UserFactory().person, participant=country)
        BodyMembershipFactory(body=BodyFactory(), participant=country)
    with django_assert_num_queries(7):
        assert len(accounts_told(world["member"].notice)) >= rows


def again(user):
    """The same account at a request of its own."""
    return User.objects.get(pk=user.pk)
