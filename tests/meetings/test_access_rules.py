"""Each question of access to meetings asked of every persona, quickly: the sets say who is answered yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.access import Audience
from meetings.access import (
    can_plan,
    can_prepare,
    can_steer,
    read_together,
    reads_closed_lines,
    visible_agendas,
    visible_sessions,
)
from meetings.access_delegates import can_accredit, can_keep_delegations, can_register
from meetings.models import Delegate, Document, Meeting, Session
from members.grants import grant
from tests.factories import DelegateFactory, DocumentFactory, MeetingFactory, SessionFactory
from tests.meetings.test_access import fresh

pytestmark = pytest.mark.django_db
MEMBERS = {"member", "neighbour", "deputy", "reviewer", "presidency", "troika"}
OBSERVERS = {"observer_country", "observer_organisation"}


def yes(personas, asks):
    return {name for name, user in personas.items() if asks(fresh(user))}


def readers(personas, rows, thing):
    return yes(personas, lambda user: rows.objects.visible_to(user).filter(pk=thing.pk).exists())


@pytest.mark.parametrize(
    ("audience", "read_by"),
    [
        ("secretariat", {"secretariat"}),
        ("troika", {"secretariat", "presidency", "troika"}),
        ("member", MEMBERS | {"secretariat"}),
    ],
)
def test_who_reads_an_agenda(personas, audience, read_by):
    meeting = MeetingFactory(key="public", audience="public", agenda_audience=audience)
    asked = yes(personas, lambda user: Meeting.objects.filter(visible_agendas(user, "pk"), pk=meeting.pk).exists())
    assert asked == read_by | {"presidency"}, "the presidency prepares it"


def test_agenda_of_a_meeting_that_one_may_not_see_is_not_read(personas):
    meeting = MeetingFactory(key="closed", audience="secretariat", agenda_audience="public")
    asked = yes(personas, lambda user: Meeting.objects.filter(visible_agendas(user, "pk"), pk=meeting.pk).exists())
    assert asked == {"secretariat"}


@pytest.mark.parametrize(("audience", "is_read"), [("troika", False), ("secretariat", False), ("member", True)])
def test_agenda_is_read_by_who_was_let_in_by_name_once_it_is_shared(personas, audience, is_read):
    meeting = MeetingFactory(key="by-name", audience="member", agenda_audience=audience)
    until = timezone.localdate() + timedelta(days=9)
    grant(meeting, to=personas["observer_country"], until=until, reason="x", by=personas["secretariat"])
    asked = yes(personas, lambda user: Meeting.objects.filter(visible_agendas(user, "pk"), pk=meeting.pk).exists())
    assert ("observer_country" in asked) is is_read


def test_lines_of_closed_sessions_are_for_members(personas):
    assert yes(personas, reads_closed_lines) == MEMBERS | {"secretariat"}
    meeting = MeetingFactory(key="open", audience="public", agenda_audience="public")
    plenary, closed = (SessionFactory(meeting=meeting, kind=kind) for kind in ("plenary", "closed"))
    for session, read_by in ((plenary, set(personas)), (closed, MEMBERS | {"secretariat"})):
        seen = yes(personas, lambda user, pk=session.pk: Session.objects.filter(visible_sessions(user), pk=pk).exists())
        assert seen == read_by


def test_who_reads_a_paper(personas):
    open_meeting = MeetingFactory(key="open", audience="public")
    closed_meeting = MeetingFactory(key="of-members", audience="member")
    everybody = DocumentFactory(meeting=open_meeting, audience="public")
    assert readers(personas, Document, everybody) == set(personas)
    of_closed = DocumentFactory(meeting=closed_meeting, audience="public")
    assert readers(personas, Document, of_closed) == MEMBERS | {"secretariat"}, (
        "nobody reads papers of a meeting unseen"
    )
    Document.objects.filter(pk=everybody.pk).update(withdrawn_at=timezone.now())
    assert readers(personas, Document, everybody) == {"secretariat"}


def test_paper_of_the_closed_session_is_for_those_who_enter_it(personas):
    meeting = MeetingFactory(key="open", audience="public")
    paper = DocumentFactory(meeting=meeting, audience=Audience.ACCREDITED, is_closed=True)
    for name, enters in (("member", True), ("deputy", False)):
        mandate = personas[name].mandates.get()
        DelegateFactory(
            meeting=meeting, participant=mandate.participant, person=personas[name].person, state="accredited",
            capacity="head" if enters else "delegate", enters_closed_session=enters,
        )  # fmt: skip
    assert readers(personas, Document, paper) == {"member", "secretariat"}
    Document.objects.filter(pk=paper.pk).update(is_closed=False)
    assert readers(personas, Document, paper) == {"member", "deputy", "secretariat"}


def test_who_prepares_and_steers_a_meeting(personas):
    coming = MeetingFactory(key="coming", audience="member", state="planned")
    assert yes(personas, can_plan) == {"secretariat", "presidency"}
    assert yes(personas, lambda user: can_prepare(user, coming)) == {"secretariat", "presidency"}
    unseen = MeetingFactory(key="unseen", audience="secretariat", state="planned")
    assert yes(personas, lambda user: can_prepare(user, unseen)) == {"secretariat"}
    assert yes(personas, lambda user: can_steer(user, coming)) == {"secretariat", "presidency"}
    of_the_record = MeetingFactory(key="record", audience="public", state="held", convened_at=None)
    assert yes(personas, lambda user: can_steer(user, of_the_record)) == {"secretariat"}
    held_here = MeetingFactory(key="held", audience="public", state="held", convened_at=timezone.now())
    assert yes(personas, lambda user: can_steer(user, held_here)) == {"secretariat", "presidency"}


def test_who_registers_whom(personas):
    meeting = MeetingFactory(key="open", audience="public", kind="vice_ministerial")
    country = personas["member"].mandates.get().participant_id
    assert yes(personas, can_accredit) == {"secretariat"}
    assert yes(personas, lambda user: can_register(user, meeting, country)) == {"secretariat", "member", "deputy"}
    assert yes(personas, lambda user: can_register(user, meeting, None)) == {"secretariat"}
    keepers = yes(personas, lambda user: can_keep_delegations(user, meeting))
    assert not keepers & {"visitor", "nobody", "expired", "administrator", "liaison", "reviewer"}
    assert {"secretariat", "member", "deputy"} <= keepers


def test_presidency_of_a_country_that_is_no_member_any_more_prepares_nothing(personas):
    meeting = MeetingFactory(key="closed-agenda", audience="public", agenda_audience="secretariat")
    panama = personas["presidency"].mandates.get().participant
    panama.standings.all().update(end="2020")
    asked = yes(personas, lambda user: Meeting.objects.filter(visible_agendas(user, "pk"), pk=meeting.pk).exists())
    assert asked == {"secretariat"}


def test_paper_of_the_closed_session_that_is_meant_for_members_is_read_by_members(personas):
    paper = DocumentFactory(meeting=MeetingFactory(audience="public"), audience=Audience.MEMBER, is_closed=True)
    assert readers(personas, Document, paper) == MEMBERS | {"secretariat"}


def test_paper_of_the_closed_session_is_kept_from_others_also_when_many_readers_are_asked_for_together(personas):
    meeting = MeetingFactory(key="plenary", audience="public")
    paper = DocumentFactory(meeting=meeting, audience=Audience.ACCREDITED, is_closed=True)
    user = fresh(personas["member"])
    place = {"meeting": meeting, "participant": user.mandates.get().participant, "person": user.person}
    DelegateFactory(**place, state="accredited", enters_closed_session=False)
    read_together([user])
    assert not Document.objects.visible_to(user).filter(pk=paper.pk).exists()


def test_delegate_whose_data_was_erased_is_listed_to_the_own_delegation_alone(personas):
    meeting = MeetingFactory(key="attended", audience="public")
    costa_rica = personas["member"].mandates.get().participant
    mexico = personas["neighbour"].mandates.get().participant
    DelegateFactory(meeting=meeting, participant=mexico, person=personas["neighbour"].person, state="accredited")
    gone = DelegateFactory(meeting=meeting, participant=costa_rica, state="accredited")

    def listed():
        return yes(personas, lambda user: Delegate.objects.visible_to(user).filter(pk=gone.pk).exists())

    assert "neighbour" in listed()
    nobody = dict.fromkeys(("name", "position", "institution", "email", "needs", "state_reason"), "")
    Delegate.objects.filter(pk=gone.pk).update(erased_at=timezone.now(), person=None, **nobody)
    assert "neighbour" not in listed()
    assert {"member", "secretariat"} <= listed()
