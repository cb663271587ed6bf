"""Naming, ending and holding over: who may, what is refused and beside which field, and when rights end."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from common.access import Audience
from common.models import Act
from members.access import audiences_of, is_administrator, is_secretariat
from members.models import Invitation, Mandate, Person
from members.services.mandates import MandateRefusal, end_mandate, hold_over
from tests.factories import (
    CountryFactory,
    InstitutionFactory,
    MandateFactory,
    PersonFactory,
    StandingFactory,
    UserFactory,
)
from tests.members.mandates import again, name, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_mexico(personas):
    """Of a country whose seats of deputy and reviewers are free."""
    return personas["neighbour"], personas["neighbour"].mandates.get().participant


def test_focal_point_names_deputy_and_reviewers_of_the_own_country(of_mexico):
    by, mexico = of_mexico
    deputy = UserFactory()
    mandate = name(by, deputy.person, participant=mexico)
    assert Audience.MEMBER in audiences_of(again(deputy))
    for _ in range(3):
        name(by, function="national_reviewer", participant=mexico)
    act = Act.objects.filter(act="appoint").order_by("pk").first()
    assert (act.actor, act.object_id) == ("neighbour@example.org", str(mandate.pk))
    assert act.after["function"] == "deputy" and act.after["participant"] == "mx"


@pytest.mark.parametrize(
    ("who", "function"),
    [
        ("neighbour", "focal_point"),
        ("neighbour", "head_of_delegation"),
        ("neighbour", "liaison_officer"),
        ("neighbour", "secretariat_officer"),
        ("neighbour", "administrator"),
        ("member", "deputy"),
        ("deputy", "national_reviewer"),
        ("reviewer", "national_reviewer"),
        ("observer_country", "observer_delegate"),
        ("administrator", "focal_point"),
        ("administrator", "secretariat_officer"),
        ("secretariat", "administrator"),
        ("expired", "focal_point"),
        ("nobody", "deputy"),
    ],
)
def test_nobody_names_whom_they_may_not(personas, of_mexico, who, function):
    keeps = function.startswith("secretariat") or function == "administrator"
    with pytest.raises(PermissionDenied):
        name(personas[who], function=function, participant=None if keeps else of_mexico[1])
    assert not Act.objects.filter(act="appoint").exists()


def test_secretariat_names_everyone_but_administrators_who_name_each_other(personas):
    country = StandingFactory(participant=CountryFactory(key="bz")).participant
    by = personas["secretariat"]
    for function in ("focal_point", "head_of_delegation", "deputy", "national_reviewer", "liaison_officer"):
        name(by, function=function, participant=country)
    name(by, function="secretariat_officer")
    other = UserFactory()
    name(personas["administrator"], other.person, function="administrator")
    assert is_administrator(again(other)) and not is_secretariat(again(other))


@pytest.mark.parametrize(
    ("status", "function", "fits"),
    [
        ("member", "focal_point", True),
        ("observer_country", "focal_point", False),
        ("observer_country", "observer_delegate", True),
        ("observer_organisation", "observer_delegate", True),
        ("member", "observer_delegate", False),
        ("civil_society", "civil_society_delegate", True),
        ("member", "civil_society_delegate", False),
        ("observer_organisation", "national_reviewer", False),
    ],
)
def test_function_must_fit_the_standing_of_the_participant(personas, status, function, fits):
    participant = StandingFactory(status=status).participant
    if fits:
        assert name(personas["secretariat"], function=function, participant=participant).pk
        return
    with pytest.raises(MandateRefusal) as refusal:
        name(personas["secretariat"], function=function, participant=participant)
    assert refusal.value.field == "function" and str(participant) in str(refusal.value)


def test_standing_counts_on_the_first_day_of_the_mandate(personas):
    former = StandingFactory(start="2000", end="2010").participant
    name(personas["secretariat"], participant=former, start=date(2010, 6, 1), end=date(2010, 12, 31))
    with pytest.raises(MandateRefusal):
        name(personas["secretariat"], participant=former)


def test_refusals_stand_beside_their_field(personas, of_mexico):
    by, mexico = personas["secretariat"], of_mexico[1]
    person = PersonFactory()

    def refused(**fields):
        with pytest.raises(MandateRefusal) as refusal:
            name(by, person, **({"participant": mexico} | fields))
        return refusal.value.field

    assert refused(end=today(-1)) == "end"
    assert refused(participant=None) == "participant"
    assert refused(function="secretariat_officer") == "participant"
    assert refused(institution=InstitutionFactory()) == "institution"
    assert refused(function="focal_point") == "function"
    name(by, person, function="national_reviewer", participant=mexico)
    assert refused(function="national_reviewer") == "person"
    for _ in range(2):
        name(by, function="national_reviewer", participant=mexico)
    person = PersonFactory()
    assert refused(function="national_reviewer") == "function"
    assert Act.objects.filter(act="appoint").count() == 3


def test_rights_end_the_minute_the_mandate_is_ended(personas, client):
    deputy = personas["deputy"]
    assert Audience.MEMBER in audiences_of(again(deputy))
    end_mandate(mandate=deputy.mandates.get(), by=personas["member"], reason="Cambio de cargo")
    assert audiences_of(again(deputy)) == {Audience.PUBLIC}
    mandate = deputy.mandates.get()
    assert (mandate.end, mandate.is_over) == (today(), True)
    act = Act.objects.get(act="end_mandate")
    assert act.after["reason"] == "Cambio de cargo" and act.before == {"end": None}


def test_session_outlives_the_mandate_and_sees_nothing_closed(personas, client):
    deputy = personas["deputy"]
    client.force_login(deputy, backend="members.accounts.backend.AccountBackend")
    assert client.get("/es/intranet/directorio/").status_code == 200
    end_mandate(mandate=deputy.mandates.get(), by=personas["member"], reason="Cambio de cargo")
    assert client.get("/es/intranet/directorio/").status_code == 404
    assert client.get("/es/intranet/mis-datos-de-contacto/").status_code == 200


def test_successor_begins_the_day_the_one_before_ended(personas, of_mexico):
    by, mexico = of_mexico
    first = name(by, participant=mexico)
    with pytest.raises(MandateRefusal):
        name(by, participant=mexico)
    end_mandate(mandate=first, by=by, reason="Relevo")
    assert name(by, participant=mexico).is_in_force


def test_mandate_to_come_that_is_ended_never_begins(of_mexico):
    by, mexico = of_mexico
    coming = name(by, participant=mexico, start=today(30))
    end_mandate(mandate=coming, by=by, reason="Error")
    assert (coming.end, coming.is_over) == (today(30), True)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert not Mandate.objects.in_force().filter(pk=coming.pk).exists()


def test_ending_needs_a_right_a_reason_and_a_mandate_that_goes_on(personas):
    mandate = personas["deputy"].mandates.get()
    for who in ("neighbour", "deputy", "administrator", "expired"):
        with pytest.raises(PermissionDenied):
            end_mandate(mandate=mandate, by=personas[who], reason="No")
    with pytest.raises(MandateRefusal):
        end_mandate(mandate=mandate, by=personas["member"], reason="  ")
    end_mandate(mandate=mandate, by=personas["member"], reason="Sí")
    with pytest.raises(MandateRefusal):
        end_mandate(mandate=mandate, by=personas["member"], reason="Otra vez")
    assert Act.objects.filter(act="end_mandate").count() == 1


def test_holdover_is_a_choice_and_ends_when_a_successor_is_named(personas, of_mexico):
    by, mexico = of_mexico
    holder = UserFactory()
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        mandate = MandateFactory(person=holder.person, function="deputy", participant=mexico, end=today(1))
        hold_over(mandate=mandate, by=again(by))
    assert mandate.end == today(-1)
    assert Audience.MEMBER in audiences_of(again(holder))
    assert Act.objects.get(act="hold_over").after == {"is_holdover": True}
    successor = name(by, participant=mexico)
    mandate.refresh_from_db()
    assert audiences_of(again(holder)) == {Audience.PUBLIC}
    assert mandate.end == today() and mandate.is_holdover
    assert Act.objects.get(act="end_mandate").after["successor"] == str(successor.person)


def test_holdover_goes_on_until_its_successor_begins(of_mexico):
    by, mexico = of_mexico
    held = MandateFactory(function="deputy", participant=mexico, start=today(-400), end=today(-1), is_holdover=True)
    name(by, participant=mexico, start=today(10))
    on = Mandate.objects.in_force
    assert on().filter(pk=held.pk).exists()
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        assert list(on().filter(function="deputy", participant=mexico)) == [Mandate.objects.order_by("-pk").first()]


def test_successor_within_the_term_of_a_holdover_is_refused(of_mexico):
    by, mexico = of_mexico
    MandateFactory(function="deputy", participant=mexico, start=today(-400), end=today(30), is_holdover=True)
    with pytest.raises(MandateRefusal):
        name(by, participant=mexico, start=today(30))
    assert name(by, participant=mexico, start=today(31)).pk


def test_holding_over_is_refused_where_it_means_nothing(personas, of_mexico):
    by, mexico = of_mexico
    open_one = name(by, participant=mexico)
    with pytest.raises(MandateRefusal):
        hold_over(mandate=open_one, by=by)
    end_mandate(mandate=open_one, by=by, reason="Relevo")
    with pytest.raises(MandateRefusal):
        hold_over(mandate=open_one, by=by)
    past = MandateFactory(function="deputy", participant=mexico, start=today(-90), end=today(-30))
    with pytest.raises(MandateRefusal):
        hold_over(mandate=past, by=by)
    now = name(by, participant=mexico, end=today(30))
    with pytest.raises(PermissionDenied):
        hold_over(mandate=now, by=personas["member"])
    name(by, participant=mexico, start=today(31))
    with pytest.raises(MandateRefusal) as refusal:
        hold_over(mandate=now, by=by)
    assert refusal.value.field == "function"


def test_nothing_is_named_from_a_preview(personas, of_mexico):
    from members.preview import preview_of

    secretariat = again(personas["secretariat"])
    secretariat._preview = preview_of("member", of_mexico[1])
    with pytest.raises(PermissionDenied):
        name(secretariat, participant=of_mexico[1])


def test_operator_names_the_first_officers_of_an_installation():
    call_command("appoint", "mora@example.org", "secretariat_coordinator", "--name", "Ana Mora", verbosity=0)
    call_command("appoint", "mora@example.org", "administrator", verbosity=0)
    person = Person.objects.get()
    assert {mandate.function for mandate in person.mandates.all()} == {"secretariat_coordinator", "administrator"}
    assert Invitation.objects.open().get().person == person
    assert Act.objects.filter(act="appoint", actor="appoint_command").count() == 2
    with pytest.raises(CommandError):
        call_command("appoint", "otra@example.org", "secretariat_coordinator", "--name", "Otra", verbosity=0)
    with pytest.raises(CommandError):
        call_command("appoint", "nadie@example.org", "administrator", verbosity=0)
    assert Person.objects.count() == 1
