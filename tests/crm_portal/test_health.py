"""Health is told to machines: in few words, without secrets, also while parts are away."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse


def test_live_when_asked_touches_no_database(client):
    with connection.execute_wrapper(refuse):
        response = client.get(reverse("health-live"))
    assert response.status_code == 200
    assert response.json() == {"status": "live"}


def refuse(*_args):
    raise AssertionError("the database was asked")


@pytest.mark.engines
@pytest.mark.django_db
def test_ready_when_all_parts_serve(client):
    response = client.get(reverse("health-ready"))
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "database": "ready", "queue": "ready", "storage": "ready"}
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_ready_when_database_is_away_says_so_without_reason(client):
    with connection.execute_wrapper(fail):
        response = client.get(reverse("health-ready"))
    assert response.status_code == 503
    assert response.json()["database"] == "away"
    assert "password" not in response.text


def fail(*_args):
    raise OSError("could not connect with password 1234")


@pytest.mark.django_db
def test_ready_when_storage_cannot_be_written(client, tmp_path: Path):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    storages = settings.STORAGES | {
        "default": {"BACKEND": "common.storages.PrivateStorage", "OPTIONS": {"location": str(blocked / "files")}}
    }
    with override_settings(STORAGES=storages):
        response = client.get(reverse("health-ready"))
    assert response.status_code == 503
    assert response.json()["storage"] == "away"


def test_health_when_https_is_required_is_not_redirected():
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^health/"]):
        assert Client().get(reverse("health-live")).status_code == 200
