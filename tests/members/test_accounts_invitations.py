"""Accounts come from invitations alone: one link, one person, once, within seven days."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from common.models import Act
from common.refusals import Refusal
from members.models import Invitation, Letter, User
from members.services.invitations import accept_invitation, invite, revoke_invitation, token_of
from tests.factories import CountryFactory, MandateFactory, UserFactory
from tests.factories.members import PersonFactory
from tests.members.accounts import at, is_in, sign_in

pytestmark = pytest.mark.django_db
CHOSEN = "correcto caballo batería"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def mora():
    """Somebody named national reviewer of Costa Rica, without an account yet."""
    country = CountryFactory(key="cr", name_es="Costa Rica", name_en="Costa Rica")
    person = PersonFactory(name="Ana Mora", email="mora@example.org", language="en")
    MandateFactory(person=person, function="national_reviewer", participant=country)
    return person


def link(invitation):
    return at("members:invitation-accept", invitation.language, token=token_of(invitation))


def accept(client, path, password=CHOSEN, again=""):
    return client.post(path, {"password1": password, "password2": again or password})


def test_invitation_opens_an_account_and_signs_in(client, mora, personas):
    invitation = invite(person=mora, by=personas["secretariat"])
    page = client.get(link(invitation)).content.decode()
    assert "Ana Mora" in page and "Costa Rica" in page and "National reviewer" in page
    assert accept(client, link(invitation))["Location"] == "/en/intranet/"
    user = User.objects.get(person=mora)
    assert (user.email, user.language, user.is_superuser) == ("mora@example.org", "en", False)
    assert is_in(client) and user.check_password(CHOSEN)
    acts = list(Act.objects.filter(act__startswith="invitation_").order_by("pk").values_list("act", "actor"))
    assert acts == [("invitation_sent", "secretariat@example.org"), ("invitation_accepted", "mora@example.org")]


def test_letter_of_an_invitation_speaks_the_invitees_language_and_holds_the_link(mora, personas):
    invitation = invite(person=mora, by=personas["secretariat"])
    letter = Letter.objects.get(kind="invitation")
    assert (letter.address, letter.language) == ("mora@example.org", "en")
    assert letter.subject.startswith("Invitation to the intranet")
    for body in (letter.text, letter.html):
        assert f"http://testserver{link(invitation)}" in body
        assert "You receive this letter because you were named" in body
    assert letter.secrets == [f"http://testserver{link(invitation)}"]


@pytest.mark.parametrize(
    "why", ["used", "withdrawn", "old", "forged", "of another key", "cut", "for an account by now"]
)
def test_link_when_not_good_gets_one_and_the_same_page(why, client, mora, personas, settings):
    invitation = invite(person=mora, by=personas["secretariat"])
    path = link(invitation)
    when = timezone.now()
    match why:
        case "used":
            accept(Client(), path)
        case "withdrawn":
            revoke_invitation(invitation=invitation, by=personas["secretariat"])
        case "old":
            when += timedelta(days=7, seconds=1)
        case "forged":
            path = re.sub(r"[^/]+/$", "WzEsIngiXQ:abcdefgh/", path)
        case "of another key":
            settings.SECRET_KEY = "another"
            path = link(invitation)
            settings.SECRET_KEY = "tests-only"
        case "cut":
            path = path[:-4] + "/"
        case "for an account by now":
            UserFactory(email="MORA@example.org")
    before = User.objects.count()
    with time_machine.travel(when, tick=False):
        for answer in (client.get(path), accept(client, path)):
            assert answer.status_code == 404
            assert "This invitation is no longer good" in answer.content.decode()
            assert "Ana Mora" not in answer.content.decode()
    assert User.objects.count() == before and not is_in(client)


def test_link_is_good_until_the_end_of_seven_days(client, mora, personas):
    invitation = invite(person=mora, by=personas["secretariat"])
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert client.get(link(invitation)).status_code == 200


def test_invitation_sent_anew_withdraws_the_first(client, mora, personas):
    first = invite(person=mora, by=personas["secretariat"])
    second = invite(person=mora, by=personas["secretariat"])
    assert client.get(link(first)).status_code == 404 and client.get(link(second)).status_code == 200
    with pytest.raises(IntegrityError):
        Invitation.objects.create(person=mora, email="x@example.org", language="es")


def test_invitation_accepted_twice_at_once_makes_one_account(mora, personas):
    invitation = invite(person=mora, by=personas["secretariat"])
    accept_invitation(invitation=invitation, password=CHOSEN, address="192.0.2.1")
    with pytest.raises(Refusal):
        accept_invitation(invitation=invitation, password=CHOSEN, address="192.0.2.1")


@pytest.mark.parametrize("password", ["corta", "mora@example.org", "password123456", "contraseñas distintas"])
def test_password_when_weak_or_mistyped_opens_nothing(client, mora, personas, password):
    path = link(invite(person=mora, by=personas["secretariat"]))
    answer = accept(client, path, password, "otra cosa muy distinta" if "distintas" in password else "")
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not User.objects.filter(person=mora).exists()


def test_invitation_is_for_whoever_may_send_it(mora, personas):
    for name in ("secretariat", "administrator", "member"):  # the focal point of Costa Rica: her own reviewer
        invite(person=mora, by=personas[name])
    for name in ("neighbour", "deputy", "reviewer", "observer_country", "expired", "nobody"):
        with pytest.raises(PermissionDenied):
            invite(person=mora, by=personas[name])
    head = PersonFactory(email="head@example.org")
    MandateFactory(person=head, function="head_of_delegation", participant=CountryFactory(key="cr"))
    with pytest.raises(PermissionDenied):
        invite(person=head, by=personas["member"])


def test_invitation_of_somebody_with_an_account_or_without_address_is_refused(personas):
    with pytest.raises(Refusal):
        invite(person=personas["member"].person, by="tests")
    with pytest.raises(Refusal):
        invite(person=PersonFactory(email=""), by="tests")
    with pytest.raises(Refusal):
        invite(person=PersonFactory(email="Member@example.org"), by="tests")


def test_pages_send_and_withdraw_an_invitation(client, mora, personas):
    client.force_login(personas["member"])
    sent = client.post(at("members:invitation-send", pk=mora.pk), {"next": "/es/participantes/"})
    assert sent["Location"] == "/es/participantes/"
    invitation = Invitation.objects.open().get()
    client.force_login(personas["neighbour"])
    assert client.post(at("members:invitation-revoke", pk=invitation.pk)).status_code == 404
    client.force_login(personas["member"])
    away = client.post(at("members:invitation-revoke", pk=invitation.pk), {"next": "https://evil.example/"})
    assert away["Location"] == "/es/intranet/" and not Invitation.objects.open().exists()


def test_invitation_opened_in_somebody_elses_session_signs_that_one_out(client, mora, personas):
    client.force_login(personas["member"])
    invitation = invite(person=mora, by=personas["secretariat"])
    accept(client, link(invitation))
    assert client.session["_auth_user_id"] == str(User.objects.get(person=mora).pk)


def test_nobody_signs_up(client):
    names = {str(name) for name in get_resolver().reverse_dict}
    assert not {name for name in names if "signup" in name}
    for path in ("/es/cuenta/signup/", "/en/account/signup/", "/es/cuenta/3rdparty/signup/", "/accounts/signup/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"email": "x@example.org", "password1": CHOSEN}).status_code == 404
    assert sign_in(client, "x@example.org", CHOSEN).status_code == 200
    assert not User.objects.filter(email="x@example.org").exists()


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_invitation_accepted_by_many_at_once_makes_one_account(mora):
    invitation = invite(person=mora, by="tests")
    start, outcomes = threading.Barrier(6), []

    def click():
        start.wait()
        try:
            outcomes.append(accept_invitation(invitation=invitation, password=CHOSEN, address="192.0.2.1"))
        except Refusal:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == 6 and len([user for user in outcomes if user]) == 1
    assert User.objects.filter(person=mora).count() == 1
