"""Where somebody who found a weakness writes."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def test_contact_when_named_is_shown_with_its_expiry(client, settings):
    settings.SECURITY_CONTACT = "mailto:seguridad@example.org"
    response = client.get(ADDRESS)
    fields = dict(line.split(": ", 1) for line in response.content.decode().strip().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:seguridad@example.org"
    assert timezone.now() < datetime.fromisoformat(fields["Expires"]) < timezone.now() + timedelta(days=365)


def test_contact_when_not_named_is_not_made_up(client):
    assert client.get(ADDRESS).status_code == 404
