"""The name under which the portal is called has no say in any address that it gives out."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Letter
from members.services.invitations import invite
from tests.access.visits import words
from tests.access.world import make_thing
from tests.factories import MandateFactory, PersonFactory
from tests.members.accounts import at

pytestmark = pytest.mark.django_db
EVIL = ("x-forwarded-host", "x-host", "x-forwarded-server", "forwarded", "x-original-host", "x-http-host-override")


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "evil.example:80", ""]
)
def test_host_that_is_not_ours_is_refused(host):
    assert Client().get("/es/", headers={"host": host}).status_code == 400


def test_no_page_repeats_a_host_that_a_header_made_up():
    thing = make_thing("public")
    headers = dict.fromkeys(EVIL, "evil.example") | {"forwarded": "host=evil.example"}
    pages = [
        "/es/",
        "/robots.txt",
        "/sitemap.xml",
        thing.text.get_absolute_url(),
        reverse("meetings:meeting-calendar", kwargs={"key": thing.meeting.key}),
        reverse("verify-code", kwargs={"code": thing.edition.code}),
        at("account_login"),
    ]
    for page in pages:
        response = Client().get(page, headers=headers)
        assert "evil.example" not in words(response) + str(response.headers), page


def test_letters_lead_to_our_own_address_whatever_the_host(personas, settings):
    settings.ALLOWED_HOSTS = ["*"]  # even where an operator allows what should not be allowed
    headers = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    client = Client(headers=headers)
    client.post(at("account_reset_password"), {"email": "member@example.org"})
    person = PersonFactory(email="invited@example.org")
    MandateFactory(
        person=person, participant=personas["member"].mandates.get().participant, function="national_reviewer"
    )
    invite(person=person, by=personas["secretariat"])
    run_outbox()
    letters = list(Letter.objects.all())
    assert {letter.kind for letter in letters} >= {"invitation", "password_reset"}
    for letter in letters:
        assert "evil.example" not in letter.text + letter.html
        links = re.findall(r"https?://[^\s\"<>]+", letter.text)
        assert links and all(link.startswith(settings.SITE_URL) for link in links)


def run_outbox():
    """The work that waits, done here."""
    from common.models import OutboxMessage
    from members.tasks import answer_password_request

    for message in OutboxMessage.objects.filter(kind=answer_password_request.name):
        answer_password_request(**message.payload)
