"""Passwords and addresses: changed, forgotten, confirmed; and nothing tells whether an address has an account."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.models import Act, OutboxMessage
from members.models import Letter, User
from members.tasks import answer_password_request
from tests.factories import UserFactory
from tests.members.accounts import PASSWORD, at, is_in, sign_in, sign_in_whole

pytestmark = pytest.mark.django_db
CHOSEN = "correcto caballo batería"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def ana():
    return UserFactory(email="ana@example.org", second_factor=False)


def ask(client, email):
    return client.post(at("account_reset_password"), {"email": email})


def work() -> None:
    """What the worker would do with the requests that wait."""
    for message in OutboxMessage.objects.filter(kind="members.tasks.answer_password_request", done_at=None):
        answer_password_request(**message.payload)


def link_in(letter: Letter) -> str:
    return urlsplit(re.search(r"http://testserver\S+", letter.text).group(0)).path


def asked_link(email: str) -> str:
    ask(Client(), email)
    work()
    return link_in(Letter.objects.filter(kind="password_reset").latest("pk"))


def choose(client, path, password=CHOSEN):
    page = client.get(path, follow=True)
    if page.context.get("token_fail"):
        return page
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_forgotten_password_is_replaced_by_the_link_once(client, ana):
    path = asked_link("ANA@example.org")
    assert choose(client, path)["Location"] == at("account_reset_password_from_key_done")
    assert not is_in(client) and User.objects.get(pk=ana.pk).check_password(CHOSEN)
    again = choose(Client(), path, "otra frase muy distinta")
    assert again.context["token_fail"] and User.objects.get(pk=ana.pk).check_password(CHOSEN)
    assert set(Act.objects.values_list("act", flat=True)) >= {"password_reset_asked", "password_reset"}
    assert Letter.objects.filter(kind="account", recipient=ana).count() == 1


@pytest.mark.parametrize("why", ["password changed", "signed in meanwhile", "four hours", "closed", "address changed"])
def test_link_to_a_new_password_dies(client, ana, why):
    path = asked_link(ana.email)
    when = timezone.now()
    match why:
        case "password changed":
            ana.set_password("otra frase muy distinta")
            ana.save()
        case "signed in meanwhile":
            sign_in(Client(), ana.email)
        case "four hours":
            when += timedelta(hours=4, seconds=1)
        case "closed":
            User.objects.filter(pk=ana.pk).update(is_active=False)
        case "address changed":
            User.objects.filter(pk=ana.pk).update(email="nueva@example.org")
    with time_machine.travel(when, tick=False):
        assert choose(client, path).context["token_fail"]


def test_reset_answers_the_same_and_works_the_same_for_every_address(client, ana):
    UserFactory(email="closed@example.org", is_active=False)
    told, queries = set(), set()
    for email in (ana.email, "nobody@example.org", "closed@example.org"):
        visitor = Client()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = ask(visitor, email)
        told.add((answer.status_code, answer["Location"], visitor.get(answer["Location"]).content))
        queries.add(tuple(re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured))
    assert len(told) == 1 and len(queries) == 1
    work()
    assert [letter.to for letter in Letter.objects.filter(kind="password_reset")] == [ana.email]
    assert not OutboxMessage.objects.exclude(payload={}).filter(kind__contains="password").exists()


@contextmanager
def hashes() -> Iterator[list[str]]:
    """Which passwords were run through the hasher meanwhile."""
    seen: list[str] = []
    whole = MD5PasswordHasher.encode

    def counted(self, password, salt):
        seen.append(password)
        return whole(self, password, salt)

    MD5PasswordHasher.encode = counted
    try:
        yield seen
    finally:
        MD5PasswordHasher.encode = whole


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org", "closed@example.org"])
def test_failed_sign_in_hashes_once_whether_the_address_is_known_or_not(client, ana, email):
    UserFactory(email="closed@example.org", is_active=False)
    with hashes() as run:
        sign_in(client, email, "not the password")
    assert run == ["not the password"]


def test_first_hasher_is_argon2_and_twelve_characters_are_asked(ana):
    from crm_portal import settings_accounts

    assert settings_accounts.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    lengths = [each.get("OPTIONS", {}).get("min_length") for each in django_settings.AUTH_PASSWORD_VALIDATORS]
    assert 12 in lengths


def test_password_change_ends_every_other_session_and_keeps_this_one(client, ana):
    other = Client()
    for each in (client, other):
        sign_in(each, ana.email)
    before = client.session.session_key
    form = {"oldpassword": PASSWORD, "password1": CHOSEN, "password2": CHOSEN}
    assert client.post(at("account_change_password"), form)["Location"] == at("members:security")
    assert client.get("/es/intranet/").status_code == 200 and client.session.session_key != before
    assert other.get("/es/intranet/").status_code == 302
    assert Act.objects.filter(act="password_changed").count() == 1
    assert Letter.objects.get(kind="account").to == ana.email


def test_password_change_needs_the_present_one(client, ana):
    sign_in(client, ana.email)
    form = {"oldpassword": "wrong", "password1": CHOSEN, "password2": CHOSEN}
    assert client.post(at("account_change_password"), form).status_code == 200
    assert User.objects.get(pk=ana.pk).check_password(PASSWORD)


def test_address_changes_when_confirmed_there_and_the_former_is_told(client, ana):
    sign_in(client, ana.email)
    assert client.post(at("members:email-change"), {"email": "nueva@example.org"}).status_code == 302
    letter = Letter.objects.get(kind="email_confirmation")
    assert letter.to == "nueva@example.org" and User.objects.get(pk=ana.pk).email == "ana@example.org"
    path = link_in(letter)
    assert Client().get(path).status_code == 200 and User.objects.get(pk=ana.pk).email == "ana@example.org"
    assert Client().post(path).status_code == 302
    assert User.objects.get(pk=ana.pk).email == "nueva@example.org"
    assert Letter.objects.get(kind="account").to == "ana@example.org"
    assert Client().post(path).status_code == 404
    assert Act.objects.get(act="email_changed").before == {"email": "ana@example.org"}


def test_address_that_belongs_to_another_looks_the_same_and_gets_no_letter(client, ana):
    UserFactory(email="luis@example.org")
    sign_in(client, ana.email)
    pages = []
    for email in ("luis@example.org", "nueva@example.org"):
        answer = client.post(at("members:email-change"), {"email": email}, follow=True)
        pages.append(re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(email, "…"))
    assert pages[0] == pages[1]
    assert [letter.to for letter in Letter.objects.filter(kind="email_confirmation")] == ["nueva@example.org"]


def test_link_to_a_new_address_dies_after_a_day_and_when_the_address_is_taken(client, ana):
    sign_in(client, ana.email)
    client.post(at("members:email-change"), {"email": "nueva@example.org"})
    path = link_in(Letter.objects.get(kind="email_confirmation"))
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        assert client.get(path).status_code == 404
    UserFactory(email="Nueva@example.org")
    assert client.post(path).status_code == 404


def test_address_change_long_after_signing_in_asks_who_it_is(client, ana):
    client.force_login(ana)
    assert client.get(at("members:email-change"))["Location"].startswith(at("account_reauthenticate"))


def test_letters_about_the_account_speak_both_languages_and_say_why(client, ana):
    for language in ("es", "en"):
        User.objects.filter(pk=ana.pk).update(language=language)
        client.post(at("account_reset_password", language), {"email": ana.email})
    work()
    why = {"es": "Recibe este correo porque", "en": "You receive this letter because"}
    for letter in Letter.objects.filter(kind="password_reset"):
        assert link_in(letter) in letter.text and link_in(letter) in letter.html
        assert link_in(letter).startswith(f"/{letter.language}/")
        assert why[letter.language] in letter.text and why[letter.language] in letter.html


def test_sign_in_whole_is_what_the_other_tests_think(client):
    UserFactory(email="eva@example.org")
    sign_in_whole(client, "eva@example.org")
    assert is_in(client)
