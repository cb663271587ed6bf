"""The door itself: how often one may try, from which computer, how long a session lasts, and what the journal keeps."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from common.addresses import client_address
from common.models import Act
from members.models import User
from tests.factories import UserFactory
from tests.members.accounts import PASSWORD, at, is_in, sign_in, sign_in_whole

pytestmark = pytest.mark.django_db
SETTINGS = "crm_portal.settings"
TRIES = """
import json, sys
import django
django.setup()
from django.test import Client
from members.models import User
if not User.objects.exists():
    User.objects.create_user("ana@example.org", "una clave larga")
told = []
for password in sys.argv[1:]:
    form = {"login": "ana@example.org", "password": password}
    answer = Client(HTTP_HOST="localhost").post("/es/cuenta/ingresar/", form)
    told.append([answer.status_code, "Demasiados intentos" in answer.content.decode()])
print(json.dumps(told))
"""


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def another_process(tmp_path):
    """``(*passwords)``: signs in from a process of its own, all of them before one database; status, "too often"."""
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as tested,
        closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as copy,
    ):
        tested.backup(copy)
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": SETTINGS}
    del environment["DATABASE_URL"]

    def run(*passwords: str) -> list[list]:
        done = subprocess.run(
            [sys.executable, "-c", TRIES, *passwords], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the served edition counts in Redis, which is one for all")
def test_attempts_are_counted_over_all_processes(another_process):
    first, second = another_process(*["wrong"] * 6), another_process(*["wrong"] * 4)
    assert [too_often for _status, too_often in first + second] == [False] * 10
    assert another_process("wrong", PASSWORD) == [[200, True], [200, True]]


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "", "192.0.2.7"),
        (0, "198.51.100.1", "192.0.2.7"),  # nobody of ours stands in front: what the header says proves nothing
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),  # what stands before was written by the visitor
        (2, "10.0.0.1, 198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.7"),  # fewer than our proxies write: came by another way
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "<script>", "0.0.0.0"),
    ],
)
def test_address_of_the_computer_is_what_our_outermost_proxy_saw(settings, proxies, header, seen):
    settings.TRUSTED_PROXIES = proxies
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "192.0.2.7"} | ({"HTTP_X_FORWARDED_FOR": header} if header else {})
    assert client_address(request) == seen


def test_forwarded_address_that_a_visitor_makes_up_helps_nobody(settings):
    settings.TRUSTED_PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/ip"}
    for number in range(6):
        headers = {"x-forwarded-for": f"203.0.113.{number}, 198.51.100.1"}
        answer = Client(headers=headers).post(
            at("account_login"), {"login": f"{number}@example.org", "password": "wrong"}
        )
    assert "Demasiados intentos" in answer.content.decode()


def test_passkey_door_when_tried_too_often_says_so(client):
    for _ in range(11):
        answer = client.post(at("mfa_login_webauthn"), {"credential": "{}"})
    assert answer.status_code == 429 and "Demasiados intentos" in answer.content.decode()


def test_forged_passkey_opens_nothing(client):
    for credential in ("", "{}", "[]", '{"response": {"userHandle": "MQ"}}', "null"):
        assert client.post(at("mfa_login_webauthn"), {"credential": credential}).status_code == 302
        assert not is_in(client)
    assert Act.objects.filter(act="sign_in_failed").count() == 5


def test_session_key_is_a_new_one_after_signing_in():
    UserFactory(email="ana@example.org", second_factor=False)
    fixed = Client()
    fixed.get(at("account_login"))
    fixed.session["planted"] = True
    fixed.session.save()
    planted = fixed.session.session_key
    fixed.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    sign_in(fixed, "ana@example.org")
    assert fixed.cookies[django_settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/es/intranet/").status_code == 302


def test_session_ends_two_hours_after_the_last_page_and_twelve_after_signing_in(client):
    user = UserFactory(email="ana@example.org", second_factor=False)
    began = time.time()
    with time_machine.travel(began, tick=False) as clock:
        sign_in(client, user.email)
        clock.shift(2 * 3600 - 60)
        assert client.get("/es/intranet/").status_code == 200
        clock.shift(2 * 3600 + 60)
        assert client.get("/es/intranet/").status_code == 302
        sign_in(client, user.email)
        for _ in range(11):
            clock.shift(3600)
            assert client.get("/es/intranet/").status_code == 200
        clock.shift(3600 + 60)
        assert client.get("/es/intranet/").status_code == 302
    assert Act.objects.filter(act="session_ran_out").count() == 1


def test_sessions_are_listed_and_ended_one_by_one_or_all(client):
    user = UserFactory(email="ana@example.org", second_factor=False)
    others = [Client(headers={"user-agent": f"Other {number}"}) for number in range(3)]
    for each in (client, *others):
        sign_in(each, user.email)
    page = client.get(at("usersessions_list")).content.decode()
    assert "Other 0" in page and "Other 2" in page and page.count('name="session"') == 3
    one = UserSession.objects.get(user_agent="Other 0")
    client.post(at("usersessions_list"), {"session": one.pk})
    assert others[0].get("/es/intranet/").status_code == 302 and others[1].get("/es/intranet/").status_code == 200
    client.post(at("usersessions_list"))
    assert others[1].get("/es/intranet/").status_code == 302 and client.get("/es/intranet/").status_code == 200
    assert Act.objects.filter(act="session_ended").count() == 3


def test_session_of_somebody_else_cannot_be_ended(client):
    UserFactory(email="ana@example.org", second_factor=False)
    UserFactory(email="luis@example.org", second_factor=False)
    victim = Client()
    sign_in(victim, "luis@example.org")
    sign_in(client, "ana@example.org")
    theirs = UserSession.objects.get(user__email="luis@example.org")
    assert client.post(at("usersessions_list"), {"session": theirs.pk}).status_code == 200
    assert victim.get("/es/intranet/").status_code == 200


def test_account_made_inactive_has_no_session_left(client):
    user = UserFactory(email="ana@example.org", second_factor=False)
    sign_in(client, user.email)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/es/intranet/").status_code == 302


def test_journal_tells_who_came_and_failed_from_where_and_keeps_no_secret(client):
    UserFactory(email="ana@example.org")
    sign_in(client, "ana@example.org", "secret guess one")
    sign_in(client, "Tr0ub4dor@horse.staple", "secret guess two")
    sign_in(client, "stranger@example.org", "secret guess three")
    sign_in(client, "stranger@example.org", "secret guess four")
    sign_in_whole(client, "ana@example.org")
    client.post(at("account_logout"))
    acts = list(Act.objects.order_by("pk"))
    assert [act.act for act in acts] == ["sign_in_failed"] * 4 + ["signed_in", "signed_out"]
    assert {act.after["address"] for act in acts} == {"127.0.0.1"}
    assert acts[0].object_type == "members.user" and acts[1].object_id == acts[2].object_id == ""
    assert acts[2].after["mark"] == acts[3].after["mark"] != acts[1].after["mark"]
    kept = json.dumps([[act.before, act.after, act.actor, act.object_label] for act in acts])
    assert "secret guess" not in kept and "stranger" not in kept and "ub4dor" not in kept
    assert acts[4].after["with_"] == ["password", "totp"]


def test_security_page_tells_what_the_account_has(client, personas):
    client.force_login(personas["secretariat"])
    page = client.get(at("members:security")).content.decode()
    for words in ("secretariat@example.org", at("mfa_index"), at("usersessions_list"), at("members:mail-settings")):
        assert words in page


def test_host_header_has_no_say_in_where_a_passkey_belongs(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    answer = client.get(at("mfa_login_webauthn"), headers={"host": "evil.example", "accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["rpId"] == "testserver"
