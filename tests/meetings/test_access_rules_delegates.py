"""Each question of access to delegations asked of every persona: who may know who comes, and take the list away."""

from uuid import uuid4

import pytest

from meetings.access_delegates import can_list_participants, delegations_of
from meetings.models import Delegate, DelegationFile
from meetings.queries.delegations import files_for, people_of
from tests.factories import DelegateFactory, InstitutionFactory, MeetingFactory, PersonFactory
from tests.meetings.test_access import fresh
from tests.meetings.test_access_rules import readers, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db):
    return MeetingFactory(key="attended", audience="public")


def coming(meeting, user, **fields):
    """Somebody of the delegation of ``user`` who was accredited."""
    country = user.mandates.get().participant
    return DelegateFactory(meeting=meeting, participant=country, state="accredited", **fields)


def test_who_knows_of_a_delegate(personas, meeting):
    coming(meeting, personas["neighbour"], person=personas["neighbour"].person)
    known = coming(meeting, personas["member"], person=personas["reviewer"].person)
    own = {"secretariat", "member", "deputy"}
    assert readers(personas, Delegate, known) == own | {"reviewer", "neighbour"}, "and whoever attends the meeting"
    for state in ("registered", "refused", "withdrawn"):
        Delegate.objects.filter(pk=known.pk).update(state=state)
        assert readers(personas, Delegate, known) == own, "who is not accredited is the delegation's own affair"


def test_somebody_else_at_a_meeting_lets_nobody_in(personas, meeting):
    known = coming(meeting, personas["member"], person=personas["reviewer"].person)
    assert readers(personas, Delegate, known) == {"secretariat", "member", "deputy", "reviewer"}
    attending = yes(personas, lambda user: can_list_participants(user, meeting))
    assert attending == {"secretariat", "member", "deputy", "reviewer"}


def test_guests_register_where_they_attend_by_the_rules_and_nowhere_else(personas):
    grcm, network = (MeetingFactory(key=kind, kind=kind, audience="public") for kind in ("grcm", "network"))
    own = {"member", "deputy", "neighbour", "presidency", "troika"}
    registering = yes(personas, lambda user: delegations_of(user, grcm))
    assert registering == own | {"observer_organisation", "civil_society"}
    assert yes(personas, lambda user: delegations_of(user, network)) == own | {"civil_society"}


def asked_by(user, meeting, kind="participants"):
    return DelegationFile.objects.create(asked_by=user, meeting=meeting, kind=kind, language="es", form_key=uuid4())


def test_file_of_names_is_for_who_asked_and_still_attends(personas, meeting):
    place = coming(meeting, personas["member"], person=personas["member"].person)
    coming(meeting, personas["neighbour"], person=personas["neighbour"].person)
    file = asked_by(personas["member"], meeting)
    badges = asked_by(personas["member"], meeting, "badges")
    assert readers(personas, DelegationFile, file) == {"member"}
    assert readers(personas, DelegationFile, badges) == set(), "badges are the Secretariat's"
    assert readers(personas, DelegationFile, asked_by(personas["secretariat"], meeting, "badges")) == {"secretariat"}
    Delegate.objects.filter(pk=place.pk).update(state="refused")
    assert readers(personas, DelegationFile, file) == set(), "nor is what was made once kept by who attends no more"


def test_files_on_the_page_are_the_readers_own(personas, meeting):
    for name in ("member", "neighbour"):
        coming(meeting, personas[name], person=personas[name].person)
    file = asked_by(personas["member"], meeting)
    assert files_for(fresh(personas["member"]), meeting) == [file]
    assert files_for(fresh(personas["neighbour"]), meeting) == []
    assert files_for(fresh(personas["secretariat"]), meeting) == []


def test_nobody_picks_from_the_people_of_others(personas):
    country = personas["member"].mandates.get().participant
    person = PersonFactory(institution=InstitutionFactory(participant=country))
    picking = yes(personas, lambda user: people_of(user, country.pk).filter(pk=person.pk).exists())
    assert picking == {"secretariat", "member", "deputy", "reviewer", "liaison"}
