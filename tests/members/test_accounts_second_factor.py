"""The second factor: asked for, set up, used once, obligatory for some, and never a trap."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from common.models import Act
from members.access import needs_second_factor
from members.models import Letter
from members.services.accounts import reset_second_factor
from members.services.demo_accounts import make_demo_accounts
from tests.factories import CountryFactory, StandingFactory, UserFactory
from tests.factories.members import TOTP_SECRET
from tests.members.accounts import at, code, is_in, sign_in, sign_in_whole

pytestmark = pytest.mark.django_db
OBLIGED = ("secretariat", "administrator", "presidency", "troika")


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def ana():
    return UserFactory(email="ana@example.org")


def words(response) -> str:
    return response.content.decode()


def test_sign_in_with_a_second_factor_needs_both(client, ana):
    assert sign_in(client, ana.email)["Location"] == at("mfa_authenticate")
    assert not is_in(client) and client.get("/es/intranet/").status_code == 302
    assert client.post(at("mfa_authenticate"), {"code": "000000"}).status_code == 200 and not is_in(client)
    assert client.post(at("mfa_authenticate"), {"code": code()})["Location"] == at("mfa_trust")
    assert client.post(at("mfa_trust"), {"action": "ask"})["Location"] == "/es/intranet/"
    assert is_in(client)


def test_code_of_a_telephone_works_once(client, ana):
    sign_in_whole(client, ana.email)
    other = Client()
    sign_in(other, ana.email)
    other.post(at("mfa_authenticate"), {"code": code()})
    assert other.get(at("mfa_trust"))["Location"] == at("account_login")  # the same half minute, the same code


def test_codes_when_guessed_too_often_are_refused_even_the_right_one(client, ana):
    sign_in(client, ana.email)
    for _ in range(10):
        client.post(at("mfa_authenticate"), {"code": "000000"})
    page = client.post(at("mfa_authenticate"), {"code": code()})
    assert page.status_code == 200 and "Demasiados intentos" in words(page)


def test_recovery_code_works_once(client, ana):
    made = RecoveryCodes.activate(ana)
    one = made.get_unused_codes()[0]
    for expected in (True, False):
        client.logout()
        sign_in(client, ana.email)
        client.post(at("mfa_authenticate"), {"code": one})
        client.post(at("mfa_trust"), {"action": "ask"})
        assert is_in(client) is expected
    assert Act.objects.filter(act="recovery_code_used").count() == 1


def test_secrets_of_second_factors_are_not_readable_in_the_database(ana, settings):
    codes = RecoveryCodes.activate(ana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    assert TOTP_SECRET not in kept and codes.get_unused_codes()[0] not in kept
    assert totp.TOTP(Authenticator.objects.get(type="totp")).validate_code(code())
    settings.MFA_SECRET_KEY = "another key"
    with pytest.raises(InvalidToken):
        totp.TOTP(Authenticator.objects.get(type="totp")).validate_code(code())


@pytest.mark.parametrize("name", OBLIGED)
def test_obliged_without_a_second_factor_sees_nothing_but_its_setup(name, personas, client):
    user = personas[name]
    Authenticator.objects.filter(user=user).delete()
    client.force_login(user)
    for page in ("/es/intranet/", "/es/", "/es/textos/", at("members:mail-settings"), "/admin/"):
        answer = client.get(page, follow=True)
        assert answer.redirect_chain[-1][0] in (at("mfa_index"), at("mfa_index", "en")), page
        assert answer.status_code == 200
    for page in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "members:security", "account_change_password"):
        for language in ("es", "en"):
            answer = client.get(at(page, language))
            assert answer.status_code in (200, 302) and answer.get("Location") != at("mfa_index", language), page
    assert client.post(at("account_logout")).status_code == 302 and not is_in(client)


def test_others_are_not_obliged_unless_all_are(personas, settings):
    asked = {name for name, person in personas.items() if needs_second_factor(person)}
    assert asked == set(OBLIGED)
    settings.MFA_REQUIRED_FOR_ALL = True
    assert all(needs_second_factor(person) for name, person in personas.items() if name != "visitor")


def test_setup_leads_from_sign_in_to_the_desk(client, django_capture_on_commit_callbacks):
    UserFactory(email="jefa@example.org", second_factor=False, is_superuser=True)
    sign_in(client, "jefa@example.org")
    assert client.get("/es/intranet/")["Location"] == at("mfa_index")
    page = words(client.get(at("mfa_activate_totp")))  # just signed in: not asked for the password again
    assert '<svg viewBox="0 0' in page and "style=" not in page
    secret = re.search(r'class="key">([A-Z2-7]+)<', page).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(at("mfa_activate_totp"), {"code": code(secret)})
    assert answer["Location"] == at("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>[\d ]+", words(client.get(answer["Location"])))) == 10
    assert "<li><code>" not in words(client.get(answer["Location"]))  # shown once
    assert client.get("/es/intranet/").status_code == 200
    assert Letter.objects.filter(kind="account", recipient__email="jefa@example.org").count() == 1
    assert Act.objects.filter(act="second_factor_added", actor="jefa@example.org").count() == 2  # codes, recovery codes


def test_trusted_device_is_not_asked_again_until_trust_is_withdrawn(client, ana):
    sign_in(client, ana.email)
    client.post(at("mfa_authenticate"), {"code": code()})
    client.post(at("mfa_trust"), {"action": "trust"})
    client.post(at("account_logout"))
    sign_in(client, ana.email)
    assert is_in(client)
    assert Client().post(at("account_login"), {"login": ana.email, "password": "una clave larga"})["Location"] == at(
        "mfa_authenticate"
    )
    with time_machine.travel(1_900_000_000):  # a code of another half minute, long after
        client.logout()
        sign_in_whole(client, ana.email)
        assert client.post(at("members:devices-forget"))["Location"] == at("members:security")
    client.logout()
    assert sign_in(client, ana.email)["Location"] == at("mfa_authenticate")
    assert set(Act.objects.values_list("act", flat=True)) >= {"device_trusted", "devices_forgotten"}


def test_sensitive_change_when_signed_in_long_ago_asks_for_the_factor_not_the_password(client, ana):
    client.force_login(ana)
    answer = client.get(at("mfa_generate_recovery_codes"))
    assert answer["Location"].startswith(at("mfa_reauthenticate"))
    assert client.get(at("account_reauthenticate"))["Location"].startswith(at("mfa_reauthenticate"))
    assert client.post(answer["Location"], {"code": code()})["Location"] == at("mfa_generate_recovery_codes")
    assert client.get(at("mfa_generate_recovery_codes")).status_code == 200


def test_lost_second_factor_is_reset_by_an_administrator_and_nobody_else(personas, client, ana):
    sign_in_whole(client, ana.email)
    for name in ("secretariat", "member"):
        with pytest.raises(PermissionDenied):
            reset_second_factor(user=ana, by=personas[name], address="192.0.2.1")
    with pytest.raises(PermissionDenied):
        reset_second_factor(user=personas["administrator"], by=personas["administrator"], address="192.0.2.1")
    reset_second_factor(user=ana, by=personas["administrator"], address="192.0.2.1")
    assert not Authenticator.objects.filter(user=ana).exists()
    assert client.get("/es/intranet/").status_code == 302  # her sessions have ended
    assert Act.objects.filter(act="second_factor_reset", actor="administrator@example.org").exists()


def test_administration_of_accounts_resets_the_factors_of_others(personas, client):
    ana, administrator = personas["member"], personas["administrator"]
    sign_in_whole(client, administrator.email)
    with override("es"):
        page = reverse("admin:members_user_changelist")
    form = {"action": "reset_second_factors", "_selected_action": [ana.pk, administrator.pk]}
    asked = words(client.post(page, form))
    assert ana.email in asked and 'name="is_sure"' in asked and 'href="' + page in asked
    assert Authenticator.objects.filter(user=ana).exists(), "it asks first"
    client.post(page, form | {"is_sure": "yes"})
    assert not Authenticator.objects.filter(user=ana).exists()
    assert Authenticator.objects.filter(user=administrator).exists()
    client.logout()
    sign_in_whole(client, personas["secretariat"].email)
    assert client.post(page, form | {"is_sure": "yes"}).status_code == 403


@pytest.mark.parametrize("debug", [True, False])
def test_switcher_signs_in_at_once_and_without_second_factor_in_debug_alone(client, settings, debug):
    settings.DEBUG = True
    StandingFactory(participant=CountryFactory(key="cr"))
    accounts = dict(make_demo_accounts())
    assert {"secretaria@demo.invalid", "coordinacion@demo.invalid", "revisora@demo.invalid"} <= set(accounts)
    page = words(client.get(at("account_login")))
    door = re.search(r'action="([^"]+/demo/\d+/)"', page).group(1)
    settings.DEBUG = debug
    if debug:
        assert client.get(door).status_code == 405
        assert client.post(door).status_code == 302 and client.get("/es/intranet/").status_code == 200
        settings.DEBUG = False  # the mark of the session is not believed any more
        assert client.get("/es/intranet/")["Location"] == at("mfa_index")
        assert Act.objects.filter(act="signed_in_by_switcher").count() == 1
    else:
        assert client.post(door).status_code == 404 and not is_in(client)


def test_switcher_needs_the_token_of_the_form(settings):
    settings.DEBUG = True
    StandingFactory(participant=CountryFactory(key="cr"))
    make_demo_accounts()
    strict = Client(enforce_csrf_checks=True)
    door = re.search(r'action="([^"]+/demo/\d+/)"', words(strict.get(at("account_login")))).group(1)
    assert strict.post(door).status_code == 403 and not is_in(strict)
