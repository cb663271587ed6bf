"""Delegations are registered, put right and withdrawn by those who speak for them, while registration is open."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from common.models import Act
from common.refusals import Refusal
from meetings.models import Delegate
from meetings.services.accreditation import accredit_delegates
from meetings.services.delegations import Entry, LinesRefused, edit_delegate, register_delegates, withdraw_delegate
from members.grants import grant
from tests.factories import DelegateFactory, MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def meeting():
    return MeetingFactory(kind="grcm", state="convened", start="2999-06-21", end="2999-06-22", audience="public")


def participant_of(user):
    return user.mandates.get().participant


def register(meeting, user, *entries, participant=None, form_key=None):
    return register_delegates(
        meeting=meeting,
        participant=participant or participant_of(user),
        entries=list(entries),
        form_key=form_key or uuid4(),
        by=user,
    )


def test_delegation_is_registered_by_those_who_speak_for_it(meeting, personas):
    deputy, reviewer, neighbour = (personas[name] for name in ("deputy", "reviewer", "neighbour"))
    own = participant_of(deputy)
    made = register(meeting, deputy, Entry("head", name="Ana"), Entry("delegate", person=personas["member"].person))
    assert [(one.name, one.participant, one.state) for one in made] == [
        ("Ana", own, "registered"),
        ("member", own, "registered"),
    ]
    assert made[1].person == personas["member"].person and made[0].person is None
    for stranger in (reviewer, neighbour, personas["nobody"]):
        with pytest.raises(PermissionDenied):
            register(meeting, stranger, Entry("delegate", name="Eva"), participant=own)
    register(meeting, personas["secretariat"], Entry("delegate", name="Eva"), participant=own)
    assert Delegate.objects.count() == 3


def test_observers_register_where_the_rules_or_an_invitation_let_them_attend(meeting, personas):
    organisation, country = personas["observer_organisation"], personas["observer_country"]
    register(meeting, organisation, Entry("observer", name="Ana"))
    register(meeting, personas["civil_society"], Entry("civil_society", name="Eva"))
    with pytest.raises(PermissionDenied):
        register(meeting, country, Entry("observer", name="Ida"))
    grant(meeting, to=country, until=date(2999, 12, 31), reason="Invitada", by=personas["secretariat"])
    register(meeting, country, Entry("observer", name="Ida"))
    with pytest.raises(LinesRefused, match="only members"):
        register(meeting, organisation, Entry("delegate", name="Ada"))


@pytest.mark.parametrize("state", ["planned", "held", "closed", "cancelled", "postponed"])
def test_registration_is_open_while_the_meeting_is_convened(meeting, personas, state):
    [delegate] = register(meeting, personas["member"], Entry("delegate", name="Ana"))
    meeting.state = state
    meeting.save()
    for attempt in (
        lambda: register(meeting, personas["member"], Entry("delegate", name="Eva")),
        lambda: edit_delegate(delegate, entry=Entry("delegate", name="Eva"), by=personas["member"]),
        lambda: withdraw_delegate(delegate, by=personas["member"]),
    ):
        with pytest.raises(Refusal, match="not open"):
            attempt()
    assert list(Delegate.objects.values_list("name", "state")) == [("Ana", "registered")]


def test_registration_ends_with_the_last_day_of_the_meeting(meeting, personas, time_machine):
    time_machine.move_to("2999-06-23T18:00:00Z")
    for user in personas.values():
        user.__dict__.pop("_mandates", None)
    with pytest.raises(Refusal, match="not open"):
        register(meeting, personas["member"], Entry("delegate", name="Ana"))
    register(
        meeting, personas["secretariat"], Entry("delegate", name="Ana"), participant=participant_of(personas["member"])
    )


def test_form_sent_twice_registers_once(meeting, personas):
    key = uuid4()
    first = register(meeting, personas["member"], Entry("delegate", name="Ana"), form_key=key)
    again = register(meeting, personas["member"], Entry("delegate", name="Ana"), form_key=key)
    assert first == again and Delegate.objects.count() == 1
    assert Act.objects.filter(act="delegates_registered").count() == 1


def test_lines_are_registered_all_or_none(meeting, personas):
    member = personas["member"]
    lines = Entry("delegate", name="Ana", email="a@example.org"), Entry("observer", name="Eva")
    with pytest.raises(LinesRefused) as refused:
        register(meeting, member, *lines, Entry("delegate", name="", email="A@example.org"))
    assert set(refused.value.lines) == {1, 2} and len(refused.value.lines[2]) == 2
    assert not Delegate.objects.exists() and not Act.objects.filter(act="delegates_registered").exists()


def test_duplicate_is_refused_by_the_form_and_by_the_database(meeting, personas):
    member, person = personas["member"], personas["deputy"].person
    register(meeting, member, Entry("delegate", person=person, email="X@example.org"))
    with pytest.raises(LinesRefused, match="registered for this meeting already"):
        register(meeting, member, Entry("aide", person=person, email="y@example.org"))
    with pytest.raises(LinesRefused, match=r"x@example\.org"):
        register(meeting, member, Entry("aide", name="Otra", email="x@example.org"))
    for same in ({"person": person}, {"email": "x@EXAMPLE.org", "participant": participant_of(member)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DelegateFactory(meeting=meeting, **same)
    register(meeting, personas["neighbour"], Entry("delegate", name="Otra", email="x@example.org"))


def test_person_of_another_delegation_cannot_be_picked(meeting, personas):
    with pytest.raises(LinesRefused, match="not of your delegation"):
        register(meeting, personas["member"], Entry("delegate", person=personas["neighbour"].person))
    with pytest.raises(LinesRefused, match="not of your delegation"):
        register(meeting, personas["observer_organisation"], Entry("observer", person=PersonFactory()))


def test_closed_session_takes_a_head_and_two_aides_of_each_member(meeting, personas):
    member = personas["member"]

    def enter(capacity, user=member, **whom):
        return register(meeting, user, Entry(capacity, name="Ana", enters_closed_session=True), **whom)

    enter("head")
    [aide] = enter("aide")
    enter("aide")
    for capacity, rule in (("head", "at most two aides"), ("aide", "at most two aides"), ("delegate", "only heads")):
        with pytest.raises(LinesRefused, match=rule):
            enter(capacity)
    with pytest.raises(LinesRefused, match="only heads"):
        enter("observer", personas["observer_organisation"])
    with pytest.raises(LinesRefused, match="for members alone"):
        enter("aide", personas["secretariat"], participant=participant_of(personas["observer_organisation"]))
    two = [Entry("aide", name=name, enters_closed_session=True) for name in ("Ida", "Eva", "Ada")]
    with pytest.raises(LinesRefused, match="at most two aides") as refused:
        register(meeting, personas["neighbour"], *two)
    assert list(refused.value.lines) == [2]
    withdraw_delegate(aide, by=member)
    enter("aide")
    assert Delegate.objects.coming().filter(enters_closed_session=True).count() == 3


def test_withdrawn_person_may_be_registered_again(meeting, personas):
    [delegate] = register(meeting, personas["member"], Entry("delegate", person=personas["deputy"].person))
    withdraw_delegate(delegate, by=personas["member"])
    with pytest.raises(ValidationError):
        withdraw_delegate(delegate, by=personas["member"])
    with pytest.raises(Refusal, match="was withdrawn"):
        edit_delegate(delegate, entry=Entry("delegate", name="x"), by=personas["member"])
    register(meeting, personas["member"], Entry("delegate", person=personas["deputy"].person))
    assert sorted(Delegate.objects.values_list("state", flat=True)) == ["registered", "withdrawn"]


def test_accredited_delegate_edited_into_somebody_else_is_accredited_anew(meeting, personas):
    member, officer = personas["member"], personas["secretariat"]
    [delegate] = register(meeting, member, Entry("delegate", name="Ana", position="Directora"))
    accredit_delegates(meeting=meeting, delegates=[delegate.pk], by=officer)
    for entry, by, state in (
        (Entry("delegate", name="Ana", position="Jefa"), member, "accredited"),
        (Entry("delegate", name="Ana María"), officer, "registered"),
        (Entry("aide", name="Ana María"), member, "registered"),
    ):
        edit_delegate(delegate, entry=entry, by=by)
        assert delegate.state == ("accredited" if by == officer else state)
        assert delegate.name == entry.name


def test_journal_holds_no_name_or_address_of_a_delegate(meeting, personas):
    member, officer = personas["member"], personas["secretariat"]
    entry = Entry("delegate", name="Zqnombre", email="zq@example.org", position="Zqcargo")
    [delegate] = register(meeting, member, entry)
    edit_delegate(delegate, entry=Entry("aide", name="Zqnombre", email="zqzq@example.org", needs="Zqsilla"), by=member)
    accredit_delegates(meeting=meeting, delegates=[delegate.pk], by=officer)
    withdraw_delegate(delegate, by=member)
    acts = list(Act.objects.filter(part_of=f"meetings.meeting:{meeting.pk}")) + list(
        Act.objects.filter(act="delegates_registered")
    )
    assert len(acts) == 4
    said = [f"{act.object_label}{act.before}{act.after}".lower() for act in acts]  # the code of a badge is any letters
    assert not [words for words in said for one in ("zqnombre", "example.org", "zqcargo", "zqsilla") if one in words]
