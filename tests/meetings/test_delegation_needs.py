"""Desks say what waits among delegations: registration that is open, delegates to be accredited."""

import pytest
from django.utils.translation import override

from meetings.queries.needs_delegates import needs_of_delegations
from tests.factories import DelegateFactory, MeetingFactory
from tests.meetings.test_access import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def meeting():
    return MeetingFactory(key="m", kind="grcm", state="convened", start="2999-06-21", end="2999-06-22")


def titles(user):
    return [need.title for need in needs_of_delegations(fresh(user))]


def test_focal_points_are_asked_to_register_until_somebody_is(meeting, personas):
    MeetingFactory(state="planned", start="2999-07-01", end="2999-07-02")
    for name in ("member", "deputy", "observer_organisation", "civil_society"):
        assert [need.url for need in needs_of_delegations(fresh(personas[name]))] == [
            "/en/meetings/m/delegations/register/"
        ]
    for name in ("reviewer", "liaison", "observer_country", "nobody", "visitor"):
        assert titles(personas[name]) == []
    delegate = DelegateFactory(meeting=meeting, participant=personas["member"].mandates.get().participant)
    assert titles(personas["member"]) == titles(personas["deputy"]) == []
    assert len(titles(personas["neighbour"])) == 1
    delegate.state = "withdrawn"
    delegate.save()
    assert len(titles(personas["member"])) == 1


def test_secretariat_is_told_how_many_wait_for_accreditation(meeting, personas):
    assert titles(personas["secretariat"]) == []
    for state in ("registered", "registered", "accredited", "refused", "withdrawn"):
        DelegateFactory(meeting=meeting, state=state)
    [need] = needs_of_delegations(fresh(personas["secretariat"]))
    assert need.title.startswith("2 delegates to accredit") and need.url.endswith("?state=registered")
    assert need.due.year == 2999
