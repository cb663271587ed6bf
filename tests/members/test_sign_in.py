"""In and out: the same answer for whatever is wrong, not too often, and never away to another site."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "una clave larga"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def path():
    with override("en"):
        return reverse("account_login")


def sign_in(client, path, email, password=PASSWORD, **more):
    return client.post(path, {"login": email, "password": password} | more)


def is_in(client):
    return "_auth_user_id" in client.session


def test_sign_in_page_has_a_form_in_both_languages(visit):
    for language in ("es", "en"):
        with override(language):
            content = visit(reverse("account_login")).content.decode()
        assert 'type="email"' in content and 'autocomplete="current-password"' in content


def test_sign_in_leads_to_the_desk(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    answer = sign_in(client, path, "ana@example.org")
    assert answer.status_code == 302 and answer["Location"] == "/en/intranet/"
    assert is_in(client)


def test_sign_in_does_not_mind_capitals_in_the_address(client, path):
    UserFactory(email="Ana@example.org", second_factor=False)
    assert sign_in(client, path, "ana@EXAMPLE.org").status_code == 302


def test_sign_in_says_the_same_whatever_is_wrong(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    UserFactory(email="gone@example.org", is_active=False)
    told = set()
    for email, password in (
        ("ana@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("gone@example.org", PASSWORD),
    ):
        answer = sign_in(client, path, email, password)
        assert answer.status_code == 200 and not is_in(client)
        told.add(str(answer.context["form"].non_field_errors()))
    assert len(told) == 1


def test_sign_in_when_tried_too_often_is_refused_even_with_the_right_password(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    for _ in range(10):
        sign_in(client, path, "ana@example.org", "wrong")
    answer = sign_in(client, path, "ana@example.org")
    assert "Too many attempts" in answer.content.decode() and not is_in(client)
    UserFactory(email="other@example.org", second_factor=False)
    assert sign_in(client, path, "other@example.org").status_code == 302


def test_sign_in_when_it_succeeds_begins_to_count_anew(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    for _ in range(9):
        sign_in(client, path, "ana@example.org", "wrong")
    assert sign_in(client, path, "ana@example.org").status_code == 302
    client.logout()
    assert sign_in(client, path, "ana@example.org").status_code == 302


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_sign_in_leads_to_no_other_site(client, path, away):
    UserFactory(email="ana@example.org", second_factor=False)
    assert sign_in(client, path, "ana@example.org", next=away)["Location"] == "/en/intranet/"


def test_sign_in_leads_where_one_was_going(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    assert sign_in(client, path, "ana@example.org", next="/en/texts/")["Location"] == "/en/texts/"


def test_closed_page_asks_a_visitor_to_sign_in_and_comes_back(client, path):
    answer = client.get("/en/intranet/")
    assert answer.status_code == 302 and answer["Location"] == f"{path}?next=/en/intranet/"


def test_session_is_new_after_signing_in_and_dead_after_signing_out(client, path):
    UserFactory(email="ana@example.org", second_factor=False)
    client.get(path)
    sign_in(client, path, "ana@example.org")
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    with override("en"):
        out = reverse("account_logout")
    assert client.get(out).status_code == 405
    assert is_in(client)
    assert client.post(out).status_code == 302
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session
    assert client.get("/en/intranet/").status_code == 302


def test_session_of_an_account_made_inactive_is_dead(client, path):
    user = UserFactory(email="ana@example.org", second_factor=False)
    sign_in(client, path, "ana@example.org")
    user.is_active = False
    user.save()
    assert client.get("/en/intranet/").status_code == 302


@pytest.mark.parametrize("debug", [True, False])
def test_demo_accounts_are_listed_in_debug_alone(visit, path, settings, debug):
    settings.DEBUG = debug
    UserFactory(email="secretaria@demo.invalid")
    assert ("secretaria@demo.invalid" in visit(path).content.decode()) is debug
