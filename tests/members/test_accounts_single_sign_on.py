"""Single sign-on, against a small house of its own on loopback: real HTTP, nothing of ours imitated."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from common.models import Act
from members.models import User
from tests.factories import UserFactory
from tests.members.accounts import at, code, is_in

pytestmark = pytest.mark.django_db


class House(ThreadingHTTPServer):
    """An institution's sign-in (OpenID Connect): whoever comes is ``person``, and is sent back with a code."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.person = {"sub": "u-1", "email": "ana@example.org", "email_verified": True}
        self.challenges: dict[str, str] = {}


class Door(BaseHTTPRequestHandler):
    server: House

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        match asked.path:
            case "/.well-known/openid-configuration":
                ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
                said = {f"{name}_endpoint": f"{self.server.url}/{path}" for name, path in ends.items()}
                self.say(said | {"issuer": self.server.url, "jwks_uri": f"{self.server.url}/jwks"})
            case "/authorize":
                self.server.challenges["code-1"] = query["code_challenge"]
                self.send_response(302)
                back = urlencode({"code": "code-1", "state": query["state"]})
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()
            case "/userinfo":
                self.say(self.server.person)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["code"] == ["code-1"] and form["code_verifier"]
        self.say({"access_token": "token-1", "token_type": "Bearer"})

    def say(self, words: dict) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())

    def log_message(self, *words: object) -> None:
        """Silent."""


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def house(settings) -> Iterator[House]:
    with House() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        app = {"provider_id": "cancilleria", "name": "Cancillería", "client_id": "portal", "secret": "s"}
        settings.OIDC_PROVIDERS = [app | {"server_url": server.url}]
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": server.url}}]}
        }
        yield server
        server.shutdown()
        thread.join()


def come_from(house: House, client, query: str = ""):
    """Press the button, go to the house, come back."""
    path = at("openid_connect_login", provider_id="cancilleria") + query
    away = client.post(path)
    assert away["Location"].startswith(f"{house.url}/authorize?"), away["Location"]
    query = parse_qs(urlsplit(away["Location"]).query)
    assert query["redirect_uri"] == ["http://testserver/oidc/cancilleria/back/"]
    assert query["code_challenge_method"] == ["S256"]
    back = sent_back(away["Location"])
    return client.get(back.path, dict(pair.split("=") for pair in back.query.split("&")))


def sent_back(url: str):
    """Where the house sends the browser (not followed)."""
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *args: object) -> None:
            return None

    try:
        build_opener(Stay).open(url)
    except HTTPError as answer:
        return urlsplit(answer.headers["Location"])
    raise AssertionError("not sent back")


def test_button_stands_on_the_page_when_a_house_is_configured_and_its_form_may_lead_there(client, house):
    answer = client.get(at("account_login"))
    assert "Iniciar sesión con Cancillería" in answer.content.decode() or "Cancillería" in answer.content.decode()
    assert f"form-action 'self' {house.url}" in answer["Content-Security-Policy"]
    assert house.url not in client.get(at("account_reset_password"))["Content-Security-Policy"]


def test_button_is_not_there_without_configuration(client):
    answer = client.get(at("account_login"))
    assert "/oidc/" not in answer.content.decode() and "form-action 'self';" in answer["Content-Security-Policy"]


def test_account_with_the_verified_address_is_opened_and_linked(client, house):
    user = UserFactory(email="Ana@example.org", second_factor=False)
    assert come_from(house, client)["Location"].startswith("/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    acts = list(Act.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["single_sign_on_linked", "signed_in"]
    client.logout()
    come_from(house, client)
    assert is_in(client) and SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "person",
    [
        {"email": "ana@example.org", "email_verified": False},
        {"email": "ana@example.org"},
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "closed@example.org", "email_verified": True},
        {},
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(client, house, person):
    UserFactory(email="ana@example.org", second_factor=False)
    UserFactory(email="closed@example.org", is_active=False)
    house.person = {"sub": "u-2"} | person
    answer = come_from(house, client)
    assert answer["Location"].endswith(at("account_login")) or "ingresar" in answer["Location"]
    assert not is_in(client) and User.objects.count() == 2 and not SocialAccount.objects.exists()
    assert Act.objects.filter(act="sign_in_failed").count() == 1


def test_linked_account_whose_address_changed_at_the_house_is_refused(client, house):
    UserFactory(email="ana@example.org", second_factor=False)
    UserFactory(email="luis@example.org", second_factor=False)
    come_from(house, client)
    client.logout()
    house.person["email"] = "luis@example.org"
    come_from(house, client)
    assert not is_in(client)


def test_nobody_links_a_stranger_to_their_account(client, house):
    user = UserFactory(email="ana@example.org", second_factor=False)
    house.person["email"] = "stranger@example.org"
    client.force_login(user)
    come_from(house, client, "?process=connect")
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("trusted", [False, True])
def test_second_factor_is_still_asked_unless_the_house_is_trusted_with_it(client, house, settings, trusted):
    settings.OIDC_TRUSTS_MFA = trusted
    UserFactory(email="ana@example.org", is_superuser=True)
    answer = come_from(house, client)
    if trusted:
        assert is_in(client) and client.get("/es/intranet/").status_code == 200
        return
    assert not is_in(client) and answer["Location"].endswith(at("mfa_authenticate")[3:])
    client.post(at("mfa_authenticate"), {"code": code()})
    client.post(at("mfa_trust"), {"action": "ask"})
    assert is_in(client)


@pytest.mark.parametrize("trusted", [False, True])
def test_obliged_account_without_second_factor_sets_it_up_unless_the_house_is_trusted(client, house, settings, trusted):
    settings.OIDC_TRUSTS_MFA = trusted
    UserFactory(email="ana@example.org", is_superuser=True, second_factor=False)
    come_from(house, client)
    answer = client.get("/es/intranet/")
    assert answer.status_code == 200 if trusted else answer["Location"] == at("mfa_index")


def test_answer_that_we_did_not_ask_for_is_refused(client, house):
    UserFactory(email="ana@example.org", second_factor=False)
    answer = client.get("/oidc/cancilleria/back/", {"code": "code-1", "state": "made-up"})
    assert answer.status_code == 401 and not is_in(client)


def test_person_who_turns_back_is_told_so(client, house):
    away = client.post(at("openid_connect_login", provider_id="cancilleria"))
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    answer = client.get("/oidc/cancilleria/back/", {"error": "access_denied", "state": state}, follow=True)
    assert answer.status_code == 200 and not is_in(client)


def test_house_of_the_test_answers(house):
    with urlopen(f"{house.url}/userinfo") as answer:
        assert json.load(answer)["sub"] == "u-1"
