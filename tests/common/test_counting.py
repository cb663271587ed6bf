"""Many counts in one question."""

import pytest
from django.db.models import Count, Q

from common.counting import counted
from members.models import Participant, Standing
from tests.factories import CountryFactory, StandingFactory

pytestmark = pytest.mark.django_db


def test_everything_is_counted_in_one_query_with_nought_where_there_is_nothing(django_assert_num_queries):
    for _number in range(3):
        StandingFactory()
    CountryFactory()
    often = Participant.objects.annotate(times=Count("standings")).filter(times__gt=0)
    with django_assert_num_queries(1):
        numbers = counted(
            countries=Participant.objects.filter(kind="country"),
            ever=Standing.objects.filter(Q(status="member") | Q(status="observer_country")),
            often=often,
            none=Standing.objects.filter(status="civil_society"),
        )
    assert numbers == {"countries": 4, "ever": 3, "often": 3, "none": 0}
