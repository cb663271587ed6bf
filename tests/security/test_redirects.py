"""No address of ours sends anybody to another site, whatever a link or a header says."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from members.models import LetterState
from tests.access.matrix import MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_stand_ins
from tests.factories import letter_to
from tests.members.accounts import PASSWORD, at

pytestmark = pytest.mark.django_db
AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "///evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]
PARAMETERS = ("next", "redirect_to", "return_to", "url")


def leads_away(response):
    """Whether a browser would leave: it reads a backslash as a slash, and forgets tabs."""
    if response.status_code not in (301, 302, 303, 307, 308):
        return False
    target = response.url.replace("\\", "/").replace("\t", "")
    parts = urlsplit(target)
    return bool(parts.netloc and parts.netloc != "testserver") or parts.scheme not in ("", "http", "https")


@pytest.mark.parametrize("away", AWAY)
def test_sign_in_and_sign_out_lead_to_no_other_site(personas, away):
    client = Client()
    door = at("account_login")
    assert not leads_away(client.get(door, {"next": away}))
    signed = client.post(f"{door}?next={away}", {"login": "member@example.org", "password": PASSWORD, "next": away})
    assert not leads_away(signed)
    inside = signed_in(personas["member"])
    assert not leads_away(inside.get(door, {"next": away}))
    assert not leads_away(inside.post(at("account_logout"), {"next": away}))


@pytest.mark.parametrize("away", AWAY[:6])
def test_acts_that_lead_back_lead_to_no_other_site(personas, away):
    officer = signed_in(personas["secretariat"])
    letter = letter_to(personas["member"])
    letter.state = LetterState.FAILED
    letter.save()
    person = personas["nobody"].person_id
    for name, kwargs in (
        ("secretariat:letter-resend", {"pk": letter.pk}),
        ("members:invitation-send", {"pk": person}),
        ("secretariat:preview", {}),
        ("secretariat:preview-end", {}),
    ):
        data = {"next": away, "face": "public"}
        assert not leads_away(officer.post(at(name, **kwargs), data, headers={"referer": away})), name


def test_no_page_is_led_away_by_parameters_or_headers(personas):
    stand_ins, faults = make_stand_ins(personas), []
    query = "&".join(f"{name}=https://evil.example/" for name in PARAMETERS)
    headers = {"referer": "https://evil.example/", "x-forwarded-host": "evil.example", "origin": "https://evil.example"}
    with override("es"):
        for who in ("visitor", "member"):
            client = signed_in(personas[who])
            for name, door in MATRIX.items():
                response = client.get(
                    reverse(name, kwargs=stand_ins.kwargs(door.kwargs)) + f"?{query}", headers=headers
                )
                words(response)
                if leads_away(response):
                    faults.append(f"{name} for {who}: {response.url}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["//evil.example/es", "//evil.example", "/es//evil.example", "/v///evil.example"])
def test_address_with_two_slashes_leads_to_no_other_site(client, path):
    assert not leads_away(client.get(path))
