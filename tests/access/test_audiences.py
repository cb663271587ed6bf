"""What is read once for a request is not answered for another day, nor for somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.access import Audience
from members.access import audiences_of, mandates_of
from members.models import User
from tests.factories import MandateFactory

pytestmark = pytest.mark.django_db


def test_what_was_read_for_today_is_not_the_answer_for_another_day(personas):
    user = User.objects.get(pk=personas["expired"].pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert (mandates_of(user), audiences_of(user)) == ([], {Audience.PUBLIC})
    assert Audience.SECRETARIAT in audiences_of(user, yesterday) and mandates_of(user, yesterday)
    assert (mandates_of(user), audiences_of(user)) == ([], {Audience.PUBLIC})
    again = User.objects.get(pk=user.pk)
    assert Audience.SECRETARIAT in audiences_of(again, yesterday)
    assert audiences_of(again) == {Audience.PUBLIC}, "nor the other way round"


def test_troika_is_read_by_delegations_and_only_by_delegations_of_members(personas):
    """A reviewer or liaison officer of a presiding country is not its delegation, nor is whoever is no member."""
    country = personas["presidency"].mandates.get().participant
    for who in ("observer_country", "nobody"):
        for function in ("national_reviewer", "liaison_officer"):
            MandateFactory(person=personas[who].person, participant=country, function=function)
        assert Audience.TROIKA not in audiences_of(User.objects.get(pk=personas[who].pk)), who
